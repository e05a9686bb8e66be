"""A card says all that an answer says, in words that Slack takes for nothing else."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest

from advisor.channels.rendering import paragraphs
from advisor.channels.slack.blocks import Message
from advisor.channels.slack.cards import (
    Setting,
    answer_card,
    parse_shown_value,
    shown_value,
)
from advisor.channels.slack.notices import help_card, problem_card
from advisor.channels.slack.source_window import source_window
from advisor.errors import (
    AdvisorError,
    BadInputError,
    BusyError,
    IndexUnusableError,
    LimitReachedError,
    RecordsUnusableError,
    SwitchedOffError,
)
from advisor.service.library import Passage
from advisor.types import (
    Answer,
    Caveat,
    Citation,
    Place,
    Provenance,
    Source,
    Statement,
    Strength,
    Unsupported,
)
from advisor.vocabulary import Language
from tests.channels.payloads import OURS, hostile_texts
from tests.channels.slack.limits import active, faults, strings

CITATION = Citation(
    number=1,
    source="rapport.txt",
    title="Rapport om samverkan",
    kind="regional_report",
    year=2024,
    section=("5 Slutsats", "5.4 Volym"),
    page=55,
    language="sv",
    quote="Kommunerna bör samverka.",
    start=10,
    end=34,
    raw_quote="Kommunerna bor samverka.",
    raw_start=12,
    raw_end=36,
    repaired=True,
)
OTHER = replace(CITATION, number=2, quote="Samverkan kostar tid.", page=56, repaired=False)
FOR = Statement("argument_for", CITATION.quote, (CITATION,), "Rapporten (2024) föreslår")
AGAINST = Statement("argument_against", OTHER.quote, (OTHER,), "Rapporten (2024) redovisar")
ANSWER = Answer(
    id="a-0123456789abcdef0123456789abcdef",
    created="2026-11-22T09:30:00Z",
    question="Ska vi samverka?",
    standalone_question="Ska vi samverka om e-arkiv?",
    language="sv",
    form="decision",
    status="partial",
    summary="Underlaget besvarar troligen bara en del av frågan.",
    statements=(FOR, AGAINST),
    provenance=Provenance("b1", "sha256:1", "extractive"),
    strength=(
        Strength(0, 3, ("regional_report",), (2024,), (), "agree"),
        Strength(1, 1, ("regional_report",), (2024,), (), "disagree"),
    ),
    caveats=(Caveat("undated", "Källan är odaterad.", (1, 2)),),
    nearest=(replace(OTHER, number=3, quote="Arkiv är dyra."),),
    next_questions=("Vad säger underlaget om ”arkiv”?",),
    choices=("Vad säger underlaget om ”volym”?",),
    profile_effect="För er kommun gäller detta.",
    unsupported=(Unsupported("x", "y"),),
)
FIRST = Setting(is_first=True, is_direct=False, shows_question=False)
LATER = Setting(is_first=False, is_direct=False, shows_question=False)
PASSAGE = Passage(
    source=Source("rapport.txt", "Rapport om samverkan", "regional_report", publisher="Regionen"),
    start=1000,
    end=1024,
    text=CITATION.quote,
    before="sist i ett ord. Det är sagt: ",
    after=" Så är det.",
    raw=CITATION.raw_quote,
    place=Place(("5 Slutsats",), 55, "sv", 1000, 1024, True),
    repaired=(),
    hidden=(),
)


def _text(messages: tuple[Message, ...]) -> str:
    return "\n".join(message.text for message in messages)


def test_card_says_all_that_the_answer_says_elsewhere() -> None:
    """But for what is a place in its list of sources: there the title goes before each place."""
    said = _text(answer_card(ANSWER, FIRST))

    for paragraph in paragraphs(ANSWER):
        words = paragraph.text.removeprefix("- ")
        if paragraph.kind == "source" and "5 Slutsats" in words:
            words = words.partition("] ")[2] or words
        assert words in said


def test_card_fits_slack_and_is_nothing_but_words() -> None:
    for message in answer_card(ANSWER, FIRST):
        assert faults(message.blocks) == []
        assert active(message.blocks, message.text) == []


@pytest.mark.parametrize("language", ["sv", "en"])
def test_notice_comes_with_the_first_answer_of_a_thread_alone(language: Language) -> None:
    answer = replace(ANSWER, language=language)
    notice = {"sv": "Ett automatiskt system svarar", "en": "An automated system answers"}[language]

    assert _text(answer_card(answer, FIRST)).startswith(notice)
    assert notice not in _text(answer_card(answer, LATER))


def test_question_that_nobody_wrote_in_the_thread_is_shown() -> None:
    clicked = replace(LATER, shows_question=True)

    assert "Fråga:\nSka vi samverka?" in _text(answer_card(ANSWER, clicked))
    assert "Fråga:" not in _text(answer_card(ANSWER, LATER))


def test_strength_is_told_where_it_is_more_or_less_than_one_sources_word() -> None:
    lines = _text(answer_card(ANSWER, LATER)).splitlines()

    assert lines[lines.index("- ”Kommunerna bör samverka.” [1]") + 1] == (
        "3 oberoende källor står bakom detta."
    )
    assert lines[lines.index("- ”Samverkan kostar tid.” [2]") + 1] == (
        "Källorna är oense om detta."
    )


def test_what_stands_against_a_statement_is_named() -> None:
    note = "Samma källa tar upp båda sidor i fråga om kostnaderna: jämför [2]."
    strength = Strength(0, 1, (), (), (), "both_sides", against=(2,), about=("cost",), note=note)

    assert note in _text(answer_card(replace(ANSWER, strength=(strength,)), LATER)).splitlines()


def test_strength_of_a_single_source_is_not_told() -> None:
    single = replace(ANSWER, strength=(Strength(0, 1, (), (), (), "single"),))

    assert "oberoende" not in _text(answer_card(single, LATER))


def test_prose_stands_above_the_quotes_that_carry_it() -> None:
    prose = Statement("finding", "Samverkan lönar sig.", (CITATION, OTHER))
    lines = _text(answer_card(replace(ANSWER, statements=(prose,)), LATER)).splitlines()

    at = lines.index("- Samverkan lönar sig. [1] [2]")
    assert lines[at + 1 : at + 3] == [
        "- ”Kommunerna bör samverka.” [1]",
        "- ”Samverkan kostar tid.” [2]",
    ]


def test_citations_of_one_place_are_chosen_from_a_menu() -> None:
    same = replace(CITATION, number=2, quote="Samverkan kostar tid.")
    answer = replace(ANSWER, statements=(FOR, replace(AGAINST, citations=(same,))))

    (menu,) = _elements(answer_card(answer, LATER), "static_select")

    assert [option["text"]["text"] for option in menu["options"]] == [
        "[1] Kommunerna bör samverka.",
        "[2] Samverkan kostar tid.",
    ]
    assert parse_shown_value(menu["options"][1]["value"]) == (ANSWER.id, 2)


def test_every_button_says_aloud_what_it_is_for() -> None:
    buttons = _elements(answer_card(ANSWER, LATER), "button")

    aloud = [button.get("accessibility_label", button["text"]["text"]) for button in buttons]
    assert len(set(aloud)) == len(aloud) == 7


def test_long_answer_goes_over_several_posts_and_loses_nothing() -> None:
    quotes = [f"Mening {n} säger {'mycket ' * 60}i dag." for n in range(60)]
    cited = [replace(CITATION, number=n, quote=q, page=n) for n, q in enumerate(quotes, 1)]
    statements = tuple(Statement("finding", c.quote, (c,), f"Nr {c.number}") for c in cited)

    messages = answer_card(replace(ANSWER, statements=statements, strength=()), FIRST)

    assert len(messages) > 2
    assert all(faults(message.blocks) == [] for message in messages)
    assert all(quote in _text(messages) for quote in quotes)
    assert [bool(_elements((m,), "button", "advisor_useful")) for m in messages] == [
        *[False] * (len(messages) - 1),
        True,
    ]


def test_quote_that_no_block_holds_goes_on_without_a_cut_word() -> None:
    quote = " ".join(f"ord{number}" for number in range(2000))
    statement = Statement("finding", quote, (replace(CITATION, quote=quote),))

    messages = answer_card(replace(ANSWER, statements=(statement,)), LATER)

    assert all(faults(message.blocks) == [] for message in messages)
    words = _text(messages).replace("\n- ", " ").split()
    assert [word for word in words if word.strip("”").startswith("ord")][1:1999] == (
        quote.split()[1:1999]
    )


def test_question_that_a_button_cannot_hold_is_not_offered() -> None:
    answer = replace(ANSWER, next_questions=("å" * 2001,), choices=())

    messages = answer_card(answer, LATER)

    assert _elements(messages, "button", "advisor_ask") == []
    assert "Frågor som underlaget kan svara på" not in _text(messages)


@pytest.mark.parametrize("value", ["", "a-1", "a-1 ", " 1", "a-1 x", "a-1 ²", "a-1 " + "9" * 99])
def test_value_that_is_none_of_ours_stands_for_nothing(value: str) -> None:
    assert parse_shown_value(value) is None
    assert parse_shown_value(shown_value("a-1", 7)) == ("a-1", 7)


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize(
    "error",
    [
        AdvisorError("x"),
        BadInputError("x"),
        IndexUnusableError("x"),
        RecordsUnusableError("x"),
        SwitchedOffError("x"),
        BusyError("x", 5),
        LimitReachedError("x", 5),
    ],
    ids=lambda error: type(error).__name__,
)
def test_every_failure_is_told_in_words_of_its_own(error: AdvisorError, language: Language) -> None:
    said = _text(problem_card(error, language))
    others = {_text(problem_card(AdvisorError("x"), language))}

    assert "{" not in said
    assert (said in others) == (type(error) is AdvisorError)
    if isinstance(error, BusyError):
        assert " 5 " in said


def test_help_speaks_the_languages_that_are_wanted() -> None:
    both = _text(help_card({"sv": ["Ska vi?"], "en": ["Should we?"]}))

    assert "Ställ en fråga" in both
    assert "Ask about a decision" in both
    assert "Ställ en fråga" not in _text(help_card({"en": []}))


# --- A source ---------------------------------------------------------------------------


def _window_lines(citation: Citation, passage: Passage | None) -> str:
    return "\n".join(strings(source_window(citation, passage, "sv")["blocks"]))


def test_window_shows_quote_context_origin_and_the_letters_as_they_came() -> None:
    view = source_window(CITATION, PASSAGE, "sv")

    said = _window_lines(CITATION, PASSAGE)
    assert view["title"]["text"] == "Källa [1]"
    for words in ("Rapport om samverkan, 2024", "5.4 Volym, s. 55", "Regionen", "bor samverka"):
        assert words in said
    assert "… i ett ord. Det är sagt: " in said
    assert faults([view]) == faults(view["blocks"]) == []


def test_window_without_its_passage_says_that_the_sources_changed() -> None:
    said = _window_lines(CITATION, None)

    assert "Underlaget har ändrats" in said
    assert CITATION.quote in said
    assert "sammanhang" not in said.replace("utan sitt sammanhang", "")


def test_window_of_a_quote_that_was_not_mended_has_no_second_reading() -> None:
    assert "skannade" not in _window_lines(OTHER, PASSAGE)


# --- Hostile words ------------------------------------------------------------------------

_OF_SLACK = [
    "<!channel> <!here> <!everyone> <@U0PERSON> <#C0CHANNEL> <!subteam^S1>",
    "<https://evil.example|klicka> https://evil.example [x](https://evil.example)",
    "*fet* _kursiv_ ~struken~ `kod` ```block``` > citat",
    "&lt;!channel&gt; &amp;lt;!here&amp;gt; :smile: @channel @here",
    "\x1b[31mröd\x1b[0m \x1b]8;;https://evil.example\x07länk\x1b]8;;\x07 \x00\x07\x9b31m",
    "‮vänd​dold󠁁󠁂\u2028rad\ud800",
    "<script>alert(1)</script><img src=https://evil.example/x.png>",
    '"}]},{"type":"image","image_url":"https://evil.example/x.png"',
    "å" * 4000,
    "ord " * 2000,
    "\U0001f600" * 3000,
]


def _poisoned(text: str) -> Answer:
    """The answer with the words in every place that holds words."""
    citation = replace(CITATION, title=text, section=(text, text), quote=text, raw_quote=text)
    return replace(
        ANSWER,
        question=text,
        standalone_question=f"{text} igen",
        summary=text,
        statements=(
            Statement("finding", text, (citation,), text),
            Statement("step", f"{text}!", (citation, replace(citation, number=2)), text),
        ),
        caveats=(Caveat("undated", text, (1,)),),
        nearest=(replace(citation, number=3),),
        next_questions=(text[:2000],),
        choices=(text[:2000],),
        profile_effect=text,
    )


def test_hostile_words_stay_words_in_every_place() -> None:
    assert _more_than_words([*_OF_SLACK, *OURS]) == {}


def test_hostile_words_of_public_collections_stay_words() -> None:
    assert _more_than_words(hostile_texts()) == {}


def _more_than_words(texts: Iterable[str]) -> dict[str, list[str]]:
    setting = Setting(is_first=True, is_direct=True, shows_question=True)
    wrong: dict[str, list[str]] = {}

    for text in texts:
        answer = _poisoned(text)
        citation = answer.statements[0].citations[0]
        passage = replace(PASSAGE, before=text, after=text, text=text)
        view = source_window(citation, passage, "sv")
        found = [*faults(view["blocks"]), *active(view["blocks"], "")]
        for message in answer_card(answer, setting):
            found += faults(message.blocks) + active(message.blocks, message.text)
        if found:
            wrong[text[:80]] = found[:3]
    return wrong


def _elements(messages: tuple[Message, ...], kind: str, action: str = "") -> list[Any]:
    return [
        element
        for message in messages
        for block in message.blocks
        for element in [*block.get("elements", []), block.get("accessory") or {}]
        if element.get("type") == kind and action in ("", element.get("action_id"))
    ]
