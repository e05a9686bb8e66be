"""The form of an answer is told from a question's wording, however it is typed."""

from __future__ import annotations

import pytest

from advisor.language.detection import detect_language
from advisor.language.weights import read_weights
from advisor.questions.forms import (
    BRIEF,
    FORMS,
    TABLE,
    asks_who,
    chances_of,
    form_of,
    plain_form,
    question_form,
)
from advisor.vocabulary import Form, Language
from tests.questions.examples import FORMS as EXAMPLES

BARE = str.maketrans("åäöÅÄÖ", "aaoAAO")


@pytest.mark.parametrize(("text", "form", "language"), EXAMPLES)
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
    ("text", "form"),
    [
        ("Är en gemensam hamn lönsam för oss eller blir det bara dyrare?", "decision"),
        ("Is joining the neighbours' ice patrol sensible?", "decision"),
        ("Vad betyder isen för hur det går i hamnen?", "open"),
        ("What typically goes wrong in such partnerships?", "risk"),
        ("Vad betyder mest när hamnar delar på lotsar, pengarna eller folket?", "open"),
        ("hamnlots definition", "definition"),
    ],
)
def test_form_is_told_without_the_words_of_a_pattern(text: str, form: Form) -> None:
    assert question_form(text, detect_language(text)) == form


def test_letters_without_their_marks_change_no_form() -> None:
    changed = [
        text
        for text, _, language in EXAMPLES
        if question_form(text.translate(BARE), language) != question_form(text, language)
    ]

    assert changed == []


@pytest.mark.parametrize("brief", BRIEF)
def test_brief_form_is_told_only_where_it_is_likely_enough(brief: Form) -> None:
    likely = {"always": _row(**{brief: 3.0})}
    doubtful = {"always": _row(**{brief: 3.0}, list=2.8)}

    assert chances_of((), likely)[brief] == pytest.approx(0.74, abs=0.01)
    assert form_of((), likely) == brief
    assert chances_of((), doubtful)[brief] == pytest.approx(0.47, abs=0.01)
    assert form_of((), doubtful) == "list"


def test_patterns_decide_where_no_form_is_likely() -> None:
    nothing = {"always": _row()}

    assert form_of({"first pattern risk", "told: first pattern how"}, nothing) == "risk"
    assert form_of({"first pattern none", "told: first pattern how"}, nothing) == "how"
    assert form_of({"first pattern none"}, nothing) == "open"


def test_chances_are_one_together_whatever_is_shown() -> None:
    chances = chances_of({"word far"}, {"always": _row(), "word far": _row(risk=900.0)})

    assert sum(chances.values()) == pytest.approx(1.0)
    assert max(chances, key=lambda form: chances[form]) == "risk"


def test_every_row_of_the_table_weighs_every_form() -> None:
    weights = read_weights(TABLE)

    assert "always" in weights
    assert [name for name, row in weights.items() if len(row) != len(FORMS)] == []


def test_few_words_have_the_form_of_their_pattern() -> None:
    assert plain_form("Vad kostar det?", "sv") == "figure"
    assert plain_form("och hamnen då?", "sv") == "open"


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


def _row(**weights: float) -> tuple[float, ...]:
    """The weights of a feature: those that are given, and nothing for the other forms."""
    return tuple(weights.get(form, 0.0) for form in FORMS)
