"""What advisor says in Teams besides its answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from advisor.vocabulary import Language

Word = Literal[
    "asked",
    "refer",
    "continued",
    "show",
    "show_nearest",
    "useful",
    "not_useful",
    "next",
    "ask",
    "fallback",
    "thanks_useful",
    "thanks_not_useful",
    "welcome",
    "how_to",
    "mention",
    "limits",
    "examples",
    "passage",
    "changed",
    "as_it_came",
    "gone",
    "too_long",
    "unreadable",
    "limit_reached",
    "busy",
    "switched_off",
    "no_index",
    "failure",
    "stopping",
]

# Nothing in them is read as Markdown: no stars, brackets, underscores or addresses.
WORDS: Mapping[Language, Mapping[Word, str]] = {
    "sv": {
        "asked": "Fråga: {question}",
        "refer": "Källor i svaret:",
        "continued": "Fortsättning, del {part} av {parts}",
        "show": "Visa källa {number}",
        "show_nearest": "Visa stycke {number}",
        "useful": "Användbart",
        "not_useful": "Inte användbart",
        "next": "Frågor att gå vidare med",
        "ask": "Fråga",
        "fallback": "Svaret är ett kort som din version av Teams inte kan visa. Uppdatera Teams.",
        "thanks_useful": "Tack. Det är antecknat att svaret var användbart.",
        "thanks_not_useful": "Tack. Det är antecknat att svaret inte var användbart.",
        "welcome": "Jag svarar på frågor ur kommunens underlag",
        "how_to": (
            "Ett automatiskt system svarar, med ordagranna citat ur namngivna källor. Skriv en"
            " fråga på svenska eller engelska."
        ),
        "mention": "I en kanal eller gruppchatt: nämn mig i meddelandet.",
        "limits": (
            "Det som källorna inte säger svarar jag inte på. Skriv inga personuppgifter: frågor"
            " och svar sparas. Bilder och bilagor läser jag inte."
        ),
        "examples": "Till exempel",
        "passage": "Källan i sitt sammanhang",
        "as_it_came": "Så står det i den skannade texten, innan bokstäver rättades",
        "changed": "Källan har ändrats sedan svaret gavs. Citatet i svaret löd:",
        "gone": "Svaret finns inte kvar här. Ställ frågan igen.",
        "too_long": "Frågan är för lång. Korta den till högst 2 000 tecken.",
        "unreadable": "Frågan går inte att läsa. Skriv den med andra ord.",
        "limit_reached": "Det blev många frågor på kort tid. Försök igen om {seconds}.",
        "busy": "Många frågar just nu. Försök igen om {seconds}.",
        "switched_off": "Svaren i Teams är avstängda för tillfället. Försök igen senare.",
        "no_index": (
            "Underlaget går inte att söka i just nu. Försök igen senare, och säg till den som"
            " sköter tjänsten om det består."
        ),
        "failure": (
            "Frågan kunde inte besvaras. Försök igen, och säg till den som sköter tjänsten om det"
            " händer igen."
        ),
        "stopping": "Tjänsten startas om. Ställ frågan igen om en stund.",
    },
    "en": {
        "asked": "Question: {question}",
        "refer": "Sources in the answer:",
        "continued": "Continued, part {part} of {parts}",
        "show": "Show source {number}",
        "show_nearest": "Show passage {number}",
        "useful": "Useful",
        "not_useful": "Not useful",
        "next": "Questions to ask next",
        "ask": "Ask",
        "fallback": "The answer is a card that your version of Teams cannot show. Update Teams.",
        "thanks_useful": "Thank you. It is noted that the answer was useful.",
        "thanks_not_useful": "Thank you. It is noted that the answer was not useful.",
        "welcome": "I answer questions from the municipality's sources",
        "how_to": (
            "An automated system answers, with verbatim quotes from named sources. Write a"
            " question in Swedish or English."
        ),
        "mention": "In a channel or a group chat: mention me in the message.",
        "limits": (
            "I do not answer what the sources do not say. Do not write personal data: questions and"
            " answers are kept. I do not read pictures or attachments."
        ),
        "examples": "For example",
        "passage": "The source in its context",
        "as_it_came": "As it stands in the scanned text, before letters were mended",
        "changed": "The source has changed since the answer was given. The quote in it read:",
        "gone": "The answer is no longer here. Ask the question again.",
        "too_long": "The question is too long. Shorten it to at most 2,000 characters.",
        "unreadable": "The question cannot be read. Write it in other words.",
        "limit_reached": "You have asked many questions in a short time. Try again in {seconds}.",
        "busy": "Many are asking at this time. Try again in {seconds}.",
        "switched_off": "Answers in Teams are switched off for now. Try again later.",
        "no_index": (
            "The sources cannot be searched at this time. Try again later, and tell those who run"
            " the service if it lasts."
        ),
        "failure": (
            "The question could not be answered. Try again, and tell those who run the service if"
            " it happens again."
        ),
        "stopping": "The service is being restarted. Ask again in a moment.",
    },
}
