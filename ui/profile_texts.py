"""What the form on the municipality says."""

from __future__ import annotations

from ui.texts import Texts

TEXTS: Texts = {
    "sv": {
        "title": "Er kommun",
        "title_told": "Er kommun: {summary}",
        "intro": (
            "Valfritt. Uppgifterna sparas i den här webbläsaren och skickas med när du ställer en"
            " fråga. Då framgår det av svaret vilka av de studerade kommunerna som liknar er. Det"
            " du inte fyller i gissar tjänsten inte."
        ),
        "name": "Kommunens namn",
        "population": "Antal invånare",
        "employees": "Antal anställda",
        "county": "Län",
        "it_organisation": "IT-organisation",
        "own": "Egen",
        "shared": "Gemensam med andra",
        "none": "Ingen",
        "unknown": "Inte angivet",
        "digital_lead": "Finns det någon som leder digitaliseringen?",
        "yes": "Ja",
        "no": "Nej",
        "goals": "Mål (ett per rad)",
        "remove": "Ta bort uppgifterna",
    },
    "en": {
        "title": "Your municipality",
        "title_told": "Your municipality: {summary}",
        "intro": (
            "Optional. The details are kept in this browser and sent with your questions. The"
            " answer then says which of the municipalities studied are like yours. What you leave"
            " out is not guessed."
        ),
        "name": "Name of the municipality",
        "population": "Inhabitants",
        "employees": "Employees",
        "county": "County",
        "it_organisation": "IT organisation",
        "own": "Its own",
        "shared": "Shared with others",
        "none": "None",
        "unknown": "Not stated",
        "digital_lead": "Is someone in charge of digitalisation?",
        "yes": "Yes",
        "no": "No",
        "goals": "Goals (one per line)",
        "remove": "Remove the details",
    },
}
