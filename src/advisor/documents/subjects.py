"""Whose a sentence is, where a document treats several places, organisations or types in turn."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from advisor.documents.contents import split_number
from advisor.language.named import TYPE_OF_MUNICIPALITY, names
from advisor.types import Document, Sentence

Subject = tuple[str, ...]  # the names whose sections lie within each other, outermost first
FEWEST_NAMED = 2  # times that running text has a name, to know it by its capital
MOST_WORDS = 3  # of a name
_KIND = (
    r"kommun(?:en)?|stad|region(?:en)?|fall(?:et|studie)?|organisation(?:en)?|bolag(?:et)?"
    r"|respondent|case(?: study)?|(?:the )?(?:municipality|city|town|county|council)(?: of)?"
    r"|(?:the )?organi[sz]ation"
)
_AROUND_NAME = re.compile(rf"^(?:(?:{_KIND})(?: \d)?:? )+|(?:s? (?:{_KIND}))+$", re.IGNORECASE)
# What was studied under a sign in place of its name: "Kommun A".
_BY_SIGN = re.compile(rf"(?:{_KIND}) (?:[A-ZÅÄÖ]|\d{{1,2}})", re.IGNORECASE)
_EVERYWHERE = frozenset({"sverige", "sweden"})  # what holds there holds for all who are within it
# What can only be understood by what was named before it.
_GOES_BACK = re.compile(
    r"\b(?:(?:kommun|region|organisation|myndighet)ens?|(?:förbund|bolag|kontor)ets?"
    r"|the (?:municipality|council|organi[sz]ation|association|agency))\b",
    re.IGNORECASE,
)

# A sentence that is on several, whichever it names.
_COMPARES = re.compile(
    r"\b(?:jämför\w*|till skillnad|i motsats|i likhet|liksom|skillnad\w*|skiljer|compar\w+|unlike"
    r"|in contrast|differ\w*"
    r"|(?:båda|bägge|both)\s+(?:de\s+|the\s+)?"
    r"(?:\w*kommun|\w*förbund|organisation|municipal|council|town|region|association|federation))",
    re.IGNORECASE,
)


def subjects(document: Document, sentences: Iterable[Sentence]) -> list[Subject]:
    """The subject of each sentence of a document, in order; empty where it is not known.

    It is told by the headings that are nothing but a name, where sections of the same depth have
    other names; else by the sentence, which may name one of these and no other; else by the
    sentence before it in its paragraph, where it goes back to that.
    """
    named = _Headings(document)
    found: list[Subject] = []
    before: Sentence | None = None
    for sentence in sentences:
        above, told = named.over(sentence.section), named.in_text(sentence.text)
        if above:
            subject = _narrowed(above, told)
        elif told:
            subject = () if _COMPARES.search(sentence.text) else _shared(told)
        elif before is not None and _goes_back(document, before, sentence):
            subject = found[-1]
        else:
            subject = ()
        found.append(subject)
        before = sentence
    return found


class _Headings:
    """The headings of a document that name what their sections are about."""

    def __init__(self, document: Document) -> None:
        sections = dict.fromkeys(block.section for block in document.blocks)
        self._names = _told_apart(sections, _running_text(document))
        self._paths = {path for section in sections for path in _paths(self.over(section))}

    def over(self, section: Sequence[str]) -> Subject:
        """The names over a sentence, outermost first."""
        found = (self._names.get((depth, heading)) for depth, heading in enumerate(section))
        return tuple(dict.fromkeys(name for name in found if name is not None))

    def in_text(self, text: str) -> list[Subject]:
        """What a text names: each name as the section has it that is about it."""
        return [path for path in sorted(self._paths) if names(path[-1], text)]


def _paths(subject: Subject) -> list[Subject]:
    return [subject[: depth + 1] for depth in range(len(subject))]


def _told_apart(sections: Iterable[Sequence[str]], text: str) -> Mapping[tuple[int, str], str]:
    """The names by their headings and these by their depth, where there are several of a depth."""
    found: dict[tuple[int, str], str] = {}
    for section in sections:
        for depth, heading in enumerate(section):
            name = _name(heading, text) if (depth, heading) not in found else None
            if name is not None:
                found[depth, heading] = name
    kinds = {key: (key[0], _is_type(name)) for key, name in found.items()}
    return {
        key: name
        for key, name in found.items()
        if len({found[other] for other, kind in kinds.items() if kind == kinds[key]}) > 1
    }


def _is_type(name: str) -> bool:
    return TYPE_OF_MUNICIPALITY.match(name) is not None


def _name(heading: str, text: str) -> str | None:
    """The name that a heading consists of, as running text writes it; None where it has none."""
    title = split_number(heading.strip())[1].strip(" .:")
    of_type = TYPE_OF_MUNICIPALITY.match(title)
    if of_type:
        return of_type["title"]
    if _BY_SIGN.fullmatch(title):
        return title[0].upper() + title[1:]
    bare = _AROUND_NAME.sub("", title)
    words = bare.split()
    if not words or len(words) > MOST_WORDS or bare.casefold() in _EVERYWHERE:
        return None
    written = re.findall(rf"(?<=[\w,;:(] ){re.escape(bare)}(?=s?\b)", text, re.IGNORECASE)
    is_name: list[str] = [form for form in written if _has_capitals(form)]
    if len(is_name) < FEWEST_NAMED or len(is_name) < len(written):
        return None
    return is_name[0]


def _has_capitals(written: str) -> bool:
    """Whether each word is a name, to its last part: "SML-IT", and no "IT-drift"."""
    return all(word.split("-")[-1][:1].isupper() for word in written.split())


def _running_text(document: Document) -> str:
    blocks = (b for b in document.blocks if b.kind not in ("heading", "contents"))
    return "\n".join(document.text[block.start : block.end] for block in blocks)


def _shared(told: Sequence[Subject]) -> Subject:
    """What all that is named belongs to; nothing where they are apart: the text is on each."""
    shared: list[str] = []
    for alike in zip(*told, strict=False):  # as far as the shortest goes
        if len(set(alike)) > 1:
            break
        shared.append(alike[0])
    return tuple(shared)


def _narrowed(above: Subject, told: Sequence[Subject]) -> Subject:
    """What stands under a heading, or that which lies within it and is named instead."""
    shared = _shared(told)
    return shared if shared[: len(above)] == above else above


def _goes_back(document: Document, before: Sentence, sentence: Sentence) -> bool:
    """Whether a sentence is on what the one before it, in the same paragraph, is on."""
    if before.section != sentence.section or "\n" in document.text[before.end : sentence.start]:
        return False
    if sentence.leans:
        return True
    return sentence.voice != "literature" and bool(_GOES_BACK.search(sentence.text))
