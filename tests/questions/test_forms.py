"""The form of an answer is told from a question's wording, however it is typed."""

from __future__ import annotations

import pytest

from advisor.language.detection import detect_language
from advisor.questions.forms import asks_who, question_form
from advisor.vocabulary import Form, Language
from tests.questions.examples import FORMS


@pytest.mark.parametrize(("text", "form", "language"), FORMS)
def test_question_gets_the_form_of_the_answer_it_wants(
    text: str, form: Form, language: Language
) -> None:
    assert question_form(text, language) == form


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Ska förskolan få egna läsplattor?", "decision"),
        ("Är det rimligt att säga upp leverantören i förtid?", "decision"),
        ("Vore det klokt att ta in konsulter?", "decision"),
        ("Undrar om vi borde anställa en jurist till it-enheten", "decision"),
        ("Tjänar vi på att gå samman med grannen?", "decision"),
        ("Do you think we should hire a lawyer?", "decision"),
        ("Is joining the regional archive a good idea?", "decision"),
        ("Would you recommend joining? The board decides in May.", "decision"),
        ("Vilka yrkesgrupper måste vara med från början?", "list"),
        ("Viktigaste argumenten för öppen källkod?", "list"),
        ("Vilka åtgärder föreslår utredningen?", "list"),
        ("Ge mig en lista på vanliga misstag", "list"),
        ("vilka behov har medborgarna", "list"),
        ("What measures does the inquiry propose?", "list"),
        ("Key ingredients of good governance?", "list"),
        ("Which professions must be involved?", "list"),
        ("Hur blir man av med gamla system?", "how"),
        ("Hur lägger man bäst upp en pilot?", "how"),
        ("Hur går en förstudie till?", "how"),
        ("Beskriv hur man tar fram en digital strategi", "how"),
        ("How might we phase out old systems?", "how"),
        ("What is the best way to run a pilot?", "how"),
        ("Hur gamla är systemen i snitt?", "figure"),
        ("Vilken procentsats av ärendena är digitala?", "figure"),
        ("Hur mycket sparade kommunen på bytet?", "figure"),
        ("När trädde avtalet i kraft?", "figure"),
        ("How often are the systems replaced?", "figure"),
        ("What was the response rate?", "figure"),
        ("In which year did the merger happen?", "figure"),
        ("Vad är enterprisearkitektur?", "definition"),
        ("Vad betyder förkortningen DIGG?", "definition"),
        ("Hur definierar rapporten innovation?", "definition"),
        ("What is enterprise architecture?", "definition"),
        ("What does the term agile mean?", "definition"),
        ("Skillnad förstudie och pilot?", "comparison"),
        ("Vad är bäst, eget bolag eller nämnd?", "comparison"),
        ("Hur skiljde sig resultaten åt mellan kommunerna?", "comparison"),
        ("How does a pilot differ from a study?", "comparison"),
        ("Which is better, a company or a board?", "comparison"),
        ("Vilka faror lurar i molnet?", "risk"),
        ("Kan något gå snett vid bytet?", "risk"),
        ("Vad riskerar vi om vi väntar?", "risk"),
        ("What are the pitfalls of open source?", "risk"),
        ("Varför misslyckas upphandlingar?", "open"),
        ("Vad är effekten av gemensam drift?", "open"),
        ("Vilken effekt har gemensam drift?", "open"),
        ("Vad tänker invånarna om appar?", "open"),
        ("What is the impact of shared operations?", "open"),
        ("exempel på lyckade samarbeten", "list"),
        ("Give examples of failed projects", "list"),
        ("Vad menar rapporten med mognad?", "definition"),
        ("What do they mean by maturity?", "definition"),
        ("Liknar kommunernas modeller varandra?", "comparison"),
    ],
)
def test_form_is_told_from_unusual_wording_too(text: str, form: Form) -> None:
    assert question_form(text, detect_language(text)) == form


@pytest.mark.parametrize(
    ("text", "form", "language"),
    [
        ("Vad är orsaken till förseningen?", "open", "sv"),
        ("Vad är syftet med nämnden?", "open", "sv"),
        ("What is the purpose of the board?", "open", "en"),
        ("Vem är ansvarig för informationssäkerheten i en kommun?", "open", "sv"),
        ("Varför är små kommuner sämre än stora på upphandling?", "open", "sv"),
        ("Why are small councils slower than large ones?", "open", "en"),
        ("Hur kommer det sig att piloten lades ned?", "open", "sv"),
    ],
)
def test_question_about_a_thing_does_not_ask_what_it_is_or_how(
    text: str, form: Form, language: Language
) -> None:
    assert question_form(text, language) == form


@pytest.mark.parametrize(
    ("text", "form", "language"),
    [
        ("Bör vi lägga fem procent av budgeten på utveckling?", "decision", "sv"),
        ("Should we spend five per cent on development?", "decision", "en"),
        ("Hur ska vi skilja drift från utveckling?", "how", "sv"),
        ("How do different municipalities organise support?", "how", "en"),
        ("Do municipalities save money by sharing?", "open", "en"),
        ("Kan små kommuner spara på att dela system?", "open", "sv"),
        ("Vad händer med personalen när driften flyttar?", "open", "sv"),
        ("Vilka hinder fanns när kommunerna bytte system?", "list", "sv"),
    ],
)
def test_word_of_another_form_does_not_decide(text: str, form: Form, language: Language) -> None:
    assert question_form(text, language) == form


@pytest.mark.parametrize("text", ["Vlika risker finns?", "vikla risker finns?"])
def test_slip_in_the_first_word_is_forgiven(text: str) -> None:
    assert question_form(text, "sv") == question_form("Vilka risker finns?", "sv")


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Vi har 9 000 invånare. Hur många tekniker har andra? Tack på förhand!", "figure"),
        ("Hej! Vilka risker ser ni?", "risk"),
        ("Men hur gör vi det?", "how"),
        ("Hur stor andel har valt t.ex. molnlagring?", "figure"),
    ],
)
def test_last_sentence_that_asks_decides(text: str, form: Form) -> None:
    assert question_form(text, "sv") == form


@pytest.mark.parametrize(
    ("text", "language", "form"),
    [
        ("Hur påverkas hamnen av isen?", "sv", "open"),
        ("Hur upplever lotsarna isen?", "sv", "open"),
        ("Hur bryter man is?", "sv", "how"),
        ("How does ice affect the harbour?", "en", "open"),
        ("How do we break ice?", "en", "how"),
    ],
)
def test_how_something_is_affected_asks_for_no_steps(
    text: str, language: Language, form: str
) -> None:
    assert question_form(text, language) == form


@pytest.mark.parametrize(
    ("text", "is_asked"),
    [
        ("Vem sätter upp larmen?", True),
        ("Vilken leverantör har larmen?", True),
        ("Which vendor sells them?", True),
        ("Vilken färg har larmen?", False),
        ("Hur fungerar larmen?", False),
    ],
)
def test_question_for_a_person_or_a_supplier_is_told(text: str, is_asked: bool) -> None:
    assert asks_who(text) is is_asked
