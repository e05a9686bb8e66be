"""The language of a text is told from a few words, also mixed ones."""

from __future__ import annotations

import pytest

from advisor.language.detection import detect_language

SWEDISH = """
Hur många kommuner har en projektledare?
hur manga kommuner har en projektledare
Ska vi ansluta oss till en gemensam plattform?
ska vi ga med i Handslaget
Vad är SDK?
Vilka risker finns?
vilka framgangsfaktorer namns
Vad kostar det?
Bör budgeten för drift och innovation delas?
Och för små kommuner?
sma kommuner
kostnader
framgångsfaktorer
e-tjänster i små kommuner
samverkan mellan kommuner
digitalisering i Fyrbodal
Kan vi dela IT-chef?
Vem ansvarar för informationssäkerhet
Hur påverkar the Interoperable Europe Act kommunerna?
Vad betyder governance i rapporten?
Vad säger Lamb, Hair & McDaniel om mobile marketing?
Finns det stöd för cloud first?
Är shadow IT ett problem?
Hur gör Forshaga?
När infördes e-legitimation
Definition av digital mognad
Jämför Forshaga och Åtvidaberg
Varför misslyckas projekt
digital mognad
NPM
"""

ENGLISH = """
How many municipalities have a project manager?
What does the Fyrbodal report say about portföljstyrning?
Should we join a shared e-service platform?
What is Handslaget?
Which municipality has 11311 invånare?
What are the risks?
Who owns the data?
success factors
success factors for collaboration
digital maturity
portfolio governance
small municipalities
costs of collaboration
risks of shared platforms
And for small municipalities?
Why did Åtvidaberg join ITSAM?
Is ITSAM mentioned?
Compare Forshaga with Åtvidaberg
Does SKR's handslag help a kommun?
How is nyttorealisering done?
operations and innovation budgets
IT budget
information security officer
Explain the difference between samverkan and samarbete.
When was the thesis written?
How can a small municipality afford an IT department?
Are there any savings?
What do the respondents think about technical debt?
Tell me about Västkom
the role of SKL
"""


@pytest.mark.parametrize("question", SWEDISH.strip().splitlines())
def test_swedish_question_is_swedish(question: str) -> None:
    assert detect_language(question) == "sv"


@pytest.mark.parametrize("question", ENGLISH.strip().splitlines())
def test_english_question_is_english(question: str) -> None:
    assert detect_language(question) == "en"


@pytest.mark.parametrize("text", ["", "2014", "SKR", "?", "ITSAM 2014"])
def test_nothing_to_go_by_means_swedish(text: str) -> None:
    assert detect_language(text) == "sv"


def test_paragraphs_are_told_apart() -> None:
    swedish = "Syftet med studien är att via en jämförelse av två små kommuner förstå skillnaderna."
    english = "The result of the study shows us that there are benefits of collaboration on ICT."

    assert (detect_language(swedish), detect_language(english)) == ("sv", "en")


def test_damaged_swedish_is_swedish() -> None:
    text = "Syftet med studien &r att via en jamforelse av tvd sma kontrasterande kommuner"

    assert detect_language(text) == "sv"
