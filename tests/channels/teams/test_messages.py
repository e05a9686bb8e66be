"""Messages say all of an answer, fit what Teams takes, and let no text become more than text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest

from advisor.channels.rendering import paragraphs, visible
from advisor.channels.teams.cards import size
from advisor.channels.teams.messages import (
    MOST_BYTES,
    Message,
    answer_messages,
    passage_message,
    welcome_message,
)
from advisor.channels.teams.words import WORDS
from advisor.types import (
    Answer,
    Caveat,
    Citation,
    Provenance,
    Statement,
    Strength,
    Unsupported,
)
from tests.channels.payloads import OURS, hostile_texts
from tests.channels.teams.played import texts

# All that a card of ours is made of: nothing that opens, loads or mentions anything.
TYPES = {
    *("AdaptiveCard", "TextBlock", "RichTextBlock", "TextRun", "ActionSet", "Action.Submit"),
    *("ColumnSet", "Column"),
}
NAMES = {
    *("type", "$schema", "version", "fallbackText", "body", "text", "style", "weight", "wrap"),
    *("spacing", "inlines", "isSubtle", "highlight", "actions", "title", "data", "columns"),
    *("items", "width"),
}
OWN_WORDS = re.compile(r"[\w\s,.:;?…'\[\]-]*")  # no character that makes Markdown by itself


def _answer(text: str, *, statements: int = 2, **changes: Any) -> Answer:
    """An answer that says `text` wherever it says anything."""
    cited = [_citation(number, text) for number in range(1, statements + 1)]
    usual = Answer(
        id="a-1",
        created="2026-01-01T00:00:00Z",
        question=text,
        standalone_question=f"{text} mer",
        language="sv",
        form="decision",
        status="partial",
        summary=text,
        statements=tuple(Statement("finding", c.quote, (c,), text) for c in cited),
        provenance=Provenance("build", "hash", "extractive"),
        strength=(Strength(0, 1, ("other",), (), (), "disagree"),),
        caveats=(Caveat("undated", text, (1,)),),
        nearest=(_citation(statements + 1, text),),
        next_questions=(text,),
        choices=(text,),
        profile_effect=text,
        unsupported=(Unsupported(text, text),),
    )
    return replace(usual, **changes)


def _citation(number: int, text: str, **changes: Any) -> Citation:
    usual = Citation(
        number=number,
        source="a.txt",
        title=text,
        kind="other",
        year=2020,
        section=(text, text),
        page=3,
        language="sv",
        quote=text,
        start=0,
        end=len(text),
        raw_quote=text,
        raw_start=0,
        raw_end=len(text),
        repaired=False,
    )
    return replace(usual, **changes)


def _shown(messages: tuple[Message, ...]) -> str:
    return "\n".join(text for m in messages for text in texts(dict(m.card or {})))


def test_all_that_the_command_line_tells_is_told() -> None:
    answer = _answer("Ett påstående om e-tjänster.")

    shown = _shown(answer_messages(answer))

    told = paragraphs(replace(answer, next_questions=(), choices=()))
    assert [p.text for p in told if p.text not in shown] == []
    assert "Källorna är oense om detta." in shown


def test_message_fits_what_teams_takes_however_long_the_answer_is() -> None:
    answer = _answer("ord å " * 300, statements=40)

    messages = answer_messages(answer)

    assert len(messages) > 2
    assert all(size([m.card, m.text, m.summary]) < MOST_BYTES for m in messages)
    shown = _shown(messages)
    assert all(f"[{number}]" in shown for number in range(1, 41))
    assert f"Fortsättning, del 2 av {len(messages)}" in shown
    assert [len(m.references) for m in messages] == [20] + [0] * (len(messages) - 1)


def test_text_that_is_longer_than_an_element_goes_on_in_the_next() -> None:
    text = "ett " * 3000

    message = passage_message(_citation(1, text, title="Titel", section=()), None, "sv")

    assert text.split() == [w for t in texts(dict(message.card or {}))[3:] for w in t.split()]


def test_passage_that_has_changed_is_told_with_the_quote() -> None:
    message = passage_message(_citation(1, "Så stod det."), None, "sv")

    assert "Källan har ändrats sedan svaret gavs." in _shown((message,))
    assert "Så stod det." in _shown((message,))


def test_passage_tells_its_title_year_place_and_the_letters_as_they_came() -> None:
    citation = _citation(1, "Så står det.", title="Titel", section=("5 Slutsats",))
    repaired = replace(citation, repaired=True, raw_quote="Sa star det.")

    shown = _shown((passage_message(repaired, None, "sv"),))

    assert "Titel, 2020, 5 Slutsats, s. 3 (rättad OCR-text)" in shown
    assert "Sa star det." in shown
    assert "innan bokstäver rättades" not in _shown((passage_message(citation, None, "sv"),))


@pytest.mark.parametrize("language", ["sv", "en"])
def test_words_of_our_own_make_no_markdown(language: Any) -> None:
    words = [
        w.format(question="", number="[1]", part=1, parts=2, seconds=3)
        for w in WORDS[language].values()
    ]

    assert [w for w in words if not OWN_WORDS.fullmatch(w)] == []


def test_cards_are_as_the_sdk_types_them() -> None:
    from microsoft_teams.cards import AdaptiveCard

    answer = _answer('Text med "citat" och *stjärnor*.')
    messages = (*answer_messages(answer), welcome_message("sv", ("Vad är en e-tjänst?",)))

    for message in messages:
        assert message.card is not None
        typed = AdaptiveCard.model_validate(message.card)
        again = typed.model_dump(by_alias=True, exclude_none=True)
        assert texts(again) == texts(dict(message.card))


OF_TEAMS = (
    "[klicka](https://evil.example)",
    "![bild](https://evil.example/x.png)",
    "<at>Anna</at> <img src=x> <a href='https://evil.example'>x</a>",
    "**fet** _kursiv_ # rubrik\n- punkt\n1. ett",
    "\x1b]8;;https://evil.example\x07länk\x1b]8;;\x07",
    "osynligt\u202e\u200b\U000e0041\U000e0042",
    "{{DATE(2026-01-01T00:00:00Z)}} ${expandera}",
    "javascript:alert(1) tel:112 mailto:a@b.example",
)


@pytest.mark.parametrize("payload", [*OF_TEAMS, *OURS])
def test_text_of_a_source_or_a_question_stays_text(payload: str) -> None:
    _require_harmless(payload)


def test_public_payloads_stay_text() -> None:
    for payload in hostile_texts():
        _require_harmless(payload[:1500])


def _require_harmless(payload: str) -> None:
    messages = (
        *answer_messages(_answer(payload)),
        passage_message(_citation(1, payload, repaired=True), None, "sv"),
        welcome_message("sv", [payload]),
    )
    for message in messages:
        for element in _elements(message.card):
            assert element["type"] in TYPES
            assert set(element) <= NAMES
            for own in (element.get("title"), element.get("fallbackText")):
                assert own is None or OWN_WORDS.fullmatch(own)
            if element["type"] == "TextBlock":
                assert OWN_WORDS.fullmatch(element["text"])
        assert OWN_WORDS.fullmatch(message.text)
        assert not set(message.summary) & set("<>[]()*_~`#|\\@&")
        assert "://" not in message.summary
        read = [*texts(dict(message.card or {})), message.summary, message.text]
        read += [t for r in message.references for t in (r.name, r.abstract)]
        assert not any(unicodedata.category(c) in ("Cc", "Cf", "Cs") for t in read for c in t)
    quoted = visible(payload)[:1500]
    assert quoted.strip()[:200] in _shown(messages) or not quoted.strip()


def _elements(value: Any) -> Iterator[Mapping[str, Any]]:
    """Everything in a card that has a type; what buttons send is not shown."""
    if isinstance(value, list):
        for item in value:
            yield from _elements(item)
    elif isinstance(value, Mapping):
        if "type" in value:
            yield value
        for name, item in value.items():
            if name != "data":
                yield from _elements(item)
