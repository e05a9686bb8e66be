"""Requests and replies as the description of the interface shows them, in both languages."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

Examples = dict[str, Any]


def _examples(swedish: object, english: object) -> Examples:
    return {
        "sv": {"summary": "På svenska", "value": swedish},
        "en": {"summary": "In English", "value": english},
    }


_THESIS = "e-tjansteutveckling-sma-kommuner.txt"
_THESIS_TITLE = "Kandidatuppsats om e-tjänsteutveckling i små kommuner (Forshaga och Åtvidaberg)"
_CONVERSATION = "c-0d9f0d6f0b8e4f7d9a5b3c1e2f4a6b8c"
_ANSWER = "a-ec618d1bc85f43448cd0b5f6a03b3863"
_NOTICES = {
    "sv": "Ett automatiskt system svarar, med citat ur namngivna källor.",
    "en": "An automated system answers, with quotes from named sources.",
}
_PROVENANCE: Mapping[str, Any] = {
    "index_build": "20261122T185034393456",
    "index_hash": "sha256:11b30779b98ba2413f9b4690fc33fc68ab555d4ff87ce2decb6cefea8e9342e4",
    "composer": "extractive",
    "model": None,
    "prompt_version": None,
    "seconds": {"understand": 0.002, "retrieve": 0.007, "select": 0.029, "compose": 0.008},
}
_SWEDISH_QUOTE: Mapping[str, Any] = {
    "number": 1,
    "source": _THESIS,
    "title": _THESIS_TITLE,
    "kind": "bachelor_thesis",
    "year": 2014,
    "section": ["6. Slutsats"],
    "page": 55,
    "language": "sv",
    "quote": "Ansluta till ett kluster av kommuner för att samverka med.",
    "start": 135124,
    "end": 135182,
    "raw_quote": "Ansluta till ett kluster av kommuner for att samverka med.",
    "raw_start": 135720,
    "raw_end": 135778,
    "repaired": True,
}
_QUOTE_FOR_ENGLISH: Mapping[str, Any] = {
    "number": 1,
    "source": _THESIS,
    "title": _THESIS_TITLE,
    "kind": "bachelor_thesis",
    "year": 2014,
    "section": ["3. Teoretisk referensram", "3.3 Framtagning av e-tjänster"],
    "page": 16,
    "language": "sv",
    "quote": "Det är då av vikt att identifiera tjänster som har stor potential att utvecklas till"
    " effektiva e-tjänster som kan frigöra resurser (Salehi-Sangari, 2012).",
    "start": 34894,
    "end": 35048,
    "raw_quote": "Det dr da av vikt att\nidentifiera tjanster som har stor potential att utvecklas"
    " till effektiva e-tjanster som kan frigora\nresurser (Salehi-Sangari, 2012).",
    "raw_start": 35064,
    "raw_end": 35218,
    "repaired": True,
}
_STRENGTH: Mapping[str, Any] = {
    "statement": 0,
    "independent_sources": 1,
    "kinds": ["bachelor_thesis"],
    "years": [2014],
    "settings": ["två kommuner med cirka 11 400 invånare var"],
    "agreement": "single",
    "against": [],
    "about": [],
    "note": "",
}
_SWEDISH_STATEMENT: Mapping[str, Any] = {
    "role": "recommendation",
    "bearing": "close",
    "text": _SWEDISH_QUOTE["quote"],
    "attribution": "Kandidatuppsatsen (2014) drar slutsatsen:",
    "citations": [_SWEDISH_QUOTE],
}
_REST: Mapping[str, Any] = {
    "strength": [_STRENGTH],
    "nearest": [],
    "next_questions": [],
    "choices": [],
    "profile_effect": None,
    "unsupported": [],
    "provenance": _PROVENANCE,
}
_SWEDISH_QUESTION = "Ska vi ansluta oss till en gemensam e-tjänsteplattform?"
_ENGLISH_QUESTION = "What do small municipalities need for e-services?"
_SWEDISH_ANSWER: Mapping[str, Any] = {
    "id": _ANSWER,
    "created": "2026-11-22T18:50:47Z",
    "question": _SWEDISH_QUESTION,
    "standalone_question": _SWEDISH_QUESTION,
    "language": "sv",
    "form": "decision",
    "status": "answered",
    "summary": "Underlaget ger en rekommendation, från ett dokument.",
    "statements": [_SWEDISH_STATEMENT],
    "caveats": [
        {
            "code": "old_source",
            "text": "Källan är från 2014, mer än tio år gammal.",
            "citations": [1],
        }
    ],
    **_REST,
}
_ENGLISH_ANSWER: Mapping[str, Any] = {
    "id": "a-6a8ba5d5084041639bcf40f45eb550fc",
    "created": "2026-11-22T18:50:47Z",
    "question": _ENGLISH_QUESTION,
    "standalone_question": _ENGLISH_QUESTION,
    "language": "en",
    "form": "list",
    "status": "answered",
    "summary": "The sources give one finding, from one document.",
    "statements": [
        {
            "role": "finding",
            "bearing": "close",
            "text": _QUOTE_FOR_ENGLISH["quote"],
            "attribution": "According to Salehi-Sangari (2012), as relayed in the bachelor's"
            " thesis (2014)",
            "citations": [_QUOTE_FOR_ENGLISH],
        }
    ],
    "caveats": [
        {
            "code": "old_source",
            "text": "The source is from 2014, more than ten years old.",
            "citations": [1],
        }
    ],
    **_REST,
}
_SWEDISH_REPLY = {**_SWEDISH_ANSWER, "conversation": _CONVERSATION, "notice": _NOTICES["sv"]}
_ENGLISH_REPLY = {**_ENGLISH_ANSWER, "conversation": _CONVERSATION, "notice": _NOTICES["en"]}
_EVENTS = (
    ("notice", {"text": _NOTICES["sv"], "language": "sv"}),
    ("stage", {"name": "understand"}),
    ("statement", _SWEDISH_STATEMENT),
    ("answer", _SWEDISH_REPLY),
)

QUESTIONS: Examples = _examples(
    {
        "question": _SWEDISH_QUESTION,
        "profile": {"name": "Forshaga", "population": 11_400, "it_organisation": "own"},
    },
    {"question": _ENGLISH_QUESTION, "language": "en"},
)
_ANSWERS = _examples(_SWEDISH_REPLY, _ENGLISH_REPLY)
EVENTS: Examples = {
    "schema": {
        "type": "string",
        "description": "Events `notice`, `stage`, `statement`, then `answer` (an AskReply) or"
        " `error` (a Problem); `data` is JSON on one line. Lines with `:` first keep the"
        " connection open.",
    },
    "example": "".join(
        f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n" for name, data in _EVENTS
    ),
}
FEEDBACK: Examples = _examples(
    {"answer": _ANSWER, "useful": True, "comment": "Jag saknade kostnaderna."},
    {"answer": _ANSWER, "useful": False, "comment": "I looked for the costs."},
)

_SOURCE: Mapping[str, Any] = {
    "id": _THESIS,
    "title": None,
    "display_title": _THESIS_TITLE,
    "kind": "bachelor_thesis",
    "authors": [],
    "publisher": None,
    "date": "2014",
    "year": 2014,
    "version": None,
    "languages": ["sv"],
    "method": "komparativ fallstudie, semistrukturerade intervjuer, 4 respondenter, 2 kommuner",
    "setting": "två kommuner med cirka 11 400 invånare var",
    "text_quality": "ocr",
    "passages": 202,
    "sentences": 950,
}
_ENGLISH_SOURCE: Mapping[str, Any] = {
    **_SOURCE,
    "id": "sodertorn-jamforelse-tva-kommuner.txt",
    "display_title": "Digitalization in public administration",
    "kind": "thesis_record",
    "date": None,
    "year": None,
    "languages": ["en"],
    "method": None,
    "setting": "two municipalities",
    "text_quality": "record",
    "passages": 5,
    "sentences": 5,
}
_SECTION = {"heading": "1.1 Bakgrund", "start": 4682, "end": 13181, "page": 4, "sections": []}
SOURCE_IDS: Examples = _examples(_THESIS, _ENGLISH_SOURCE["id"])
_SOURCE_LISTS = _examples({"sources": [_SOURCE]}, {"sources": [_ENGLISH_SOURCE]})
_SOURCES = _examples(
    {
        **_SOURCE,
        "characters": 143168,
        "sections": [
            {
                "heading": "1. Inledning",
                "start": 4468,
                "end": 14690,
                "page": 4,
                "sections": [_SECTION],
            }
        ],
        "warnings": [],
    },
    {
        **_ENGLISH_SOURCE,
        "characters": 2268,
        "sections": [
            {"heading": "Abstract", "start": 203, "end": 2268, "page": None, "sections": []}
        ],
        "warnings": [],
    },
)
_PASSAGE: Mapping[str, Any] = {
    "source": _THESIS,
    "display_title": _THESIS_TITLE,
    "start": 135124,
    "end": 135182,
    "text": _SWEDISH_QUOTE["quote"],
    "before": "",
    "after": "",
    "raw": _SWEDISH_QUOTE["raw_quote"],
    "section": ["6. Slutsats"],
    "page": 55,
    "language": "sv",
    "repaired": [{"start": 135161, "end": 135164, "raw": "for"}],
    "hidden": [],
}
_PASSAGES = _examples(
    _PASSAGE,
    {
        **_PASSAGE,
        "source": _ENGLISH_SOURCE["id"],
        "display_title": _ENGLISH_SOURCE["display_title"],
        "start": 203,
        "end": 241,
        "text": "Digitalization changes administration.",
        "raw": "Digitalization changes administration.",
        "section": ["Abstract", "Background and problem"],
        "page": None,
        "language": "en",
        "repaired": [],
    },
)


def _record(answer: Mapping[str, Any]) -> dict[str, Any]:
    asked = {"text": answer["question"], "history": [], "profile": None, "language": None}
    return {
        "id": answer["id"],
        "conversation": _CONVERSATION,
        "owner": "local",
        "channel": "api",
        "created": "2026-11-22T18:50:47.112Z",
        "asked": asked,
        "answer": answer,
    }


def _conversation(answer: Mapping[str, Any]) -> dict[str, Any]:
    record = _record(answer)
    kept = {name: record[name] for name in ("owner", "channel", "created")}
    return {"id": _CONVERSATION, **kept, "records": [record]}


def _titles(answer: Mapping[str, Any]) -> dict[str, Any]:
    title = {
        "id": _CONVERSATION,
        "channel": "api",
        "created": "2026-11-22T18:50:47.101Z",
        "latest": "2026-11-22T18:50:47.112Z",
        "title": answer["question"],
        "answers": 1,
    }
    return {"conversations": [title], "next": None}


_RECORDS = _examples(_record(_SWEDISH_ANSWER), _record(_ENGLISH_ANSWER))
_CONVERSATIONS = _examples(_conversation(_SWEDISH_ANSWER), _conversation(_ENGLISH_ANSWER))
_CONVERSATION_LISTS = _examples(_titles(_SWEDISH_ANSWER), _titles(_ENGLISH_ANSWER))

REPLIES: Mapping[str, Examples] = {  # by the id of the operation
    "ask": _ANSWERS,
    "list_sources": _SOURCE_LISTS,
    "read_source": _SOURCES,
    "read_passage": _PASSAGES,
    "read_answer": _RECORDS,
    "take_answer": _RECORDS,
    "list_conversations": _CONVERSATION_LISTS,
    "read_conversation": _CONVERSATIONS,
}
