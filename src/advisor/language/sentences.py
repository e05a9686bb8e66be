"""Sentences: where each one begins and ends."""

from __future__ import annotations

import re
from collections.abc import Iterator


def split_sentences(text: str) -> list[tuple[int, int]]:
    """The spans [start, end) of the sentences, in order, without white space around them.

    They do not overlap, and together they cover every character that is not white space. A blank
    line ends a sentence, a single line break does not. A source in parentheses or brackets after
    the full stop belongs to the sentence before it.
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for end in _ends(text):
        _add(spans, text, start, end)
        start = end
    _add(spans, text, start, len(text))
    return spans


def _add(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    inner = piece.strip()
    if inner:
        first = start + piece.index(inner[0])
        spans.append((first, first + len(inner)))


def _ends(text: str) -> Iterator[int]:
    """Offsets after which a new sentence may begin, ascending."""
    begin = 0  # of the sentence that is being read
    for mark in _MARK.finditer(text):
        if mark.start() < begin:
            continue  # inside a source that was added to the sentence before
        if mark["blank"] is not None:
            end: int | None = mark.end()
        else:
            end = _end_at(text, mark, begin)
        if end is not None:
            yield end
            begin = end


def _end_at(text: str, mark: re.Match[str], begin: int) -> int | None:
    """Where the sentence ends that this mark may close; None when it goes on."""
    end = mark.end()
    follower = _follower(text, end)
    if not follower and _NOTHING_LEFT.match(text, end):
        return end
    source = _SOURCE.match(text, end)
    quote = mark["closers"].strip("*_)]")
    if source is None and quote:
        source = _SPEAKER.match(text, end)
    if source is not None:
        end = source.end()
        follower = _follower(text, end)
    elif not text[end].isspace() and not _is_glued(text, mark):
        return None
    if _goes_on(text, end, follower):
        return None
    if (
        source is None
        and not quote
        and mark["stops"] == "."
        and _is_no_full_stop(text, mark, begin)
    ):
        return None
    return end


def _follower(text: str, end: int) -> str:
    """The first letter or digit after an end, past opening marks; "" when none is near."""
    found = _FOLLOWER.match(text, end)
    return found["first"] if found else ""


def _goes_on(text: str, end: int, follower: str) -> bool:
    """Whether what follows continues the sentence: in lower case, and no such word as `e-tjänst`.

    A bullet begins a new one, and so does a bracket by itself, as a scanned `I` is read.
    """
    if not follower.islower():
        return False
    return _LOWER_CASE_START.match(text, end) is None


def _is_glued(text: str, mark: re.Match[str]) -> bool:
    """Whether a space is missing after a full stop: `klart.Sedan`, but not `skl.Se`."""
    return (
        mark["stops"] == "."
        and _GLUED_AFTER.match(text, mark.end()) is not None
        and _GLUED_BEFORE.search(text, max(0, mark.start() - 24), mark.start()) is not None
    )


def _is_no_full_stop(text: str, mark: re.Match[str], begin: int) -> bool:
    """Whether the dot belongs to an abbreviation, an initial or a number."""
    before = text[max(begin, mark.start() - 40) : mark.start()]
    after = text[mark.end() : mark.end() + 40].lstrip()
    if _ENUMERATOR.fullmatch(before.strip()) and begin + len(before) >= mark.start():
        return bool(after)
    chain = _CHAIN.search(before)
    words = list(_LETTERS.finditer(before, chain.start())) if chain else []
    return any(
        _is_abbreviation(".".join(word[0] for word in words[i:]), before[: first.start()], after)
        for i, first in enumerate(words)
    )


def _is_abbreviation(written: str, before: str, after: str) -> bool:
    """Whether `written`, as `t.ex` or `S.K`, takes the dot that stands between it and `after`."""
    lowered = written.casefold()
    if lowered in _NEVER_END:
        return True
    if lowered in _SELDOM_END:
        return not _starts_sentence(after)
    if lowered in _BEFORE_NUMBER:
        return _NUMBER.match(after) is not None
    return (
        _INITIALS.fullmatch(written) is not None
        and not _starts_sentence(after)
        and _in_name(before)
    )


def _starts_sentence(after: str) -> bool:
    word = _FIRST_WORD.match(after)
    return word is not None and word[0] in _STARTERS


def _in_name(before: str) -> bool:
    """Whether an initial may stand here: `Tobias K.` or `av K.`, but not `alternativ B.`"""
    previous = before.split()[-1:] or [""]
    word = previous[0].strip("(\"”“'’»«[,;:")
    return not word or not word[0].islower() or word in _BEFORE_NAMES


_CLOSERS = "\"”“’'»«)\\]*_"

_MARK = re.compile(
    rf"""
    (?P<blank>\n[^\S\n]*\n\s*)
    | (?P<stops>[.!?…]+)
      (?P<closers>[{_CLOSERS}]*)
      (?:(?<=[{_CLOSERS}])\.(?!\.))?   # `”jobbar.”.`
      [¹²³⁰⁴-⁹]*                       # footnote numbers
      [{_CLOSERS}]*
    """,
    re.VERBOSE,
)

# `(Löfstedt, 2007)`, `(s. 45)`, `(ibid.)`, `[12, 13]`, with the full stop that may follow.
_SOURCE = re.compile(
    r"""
    \s*
    (?: \( (?=[^()]{0,160}\)) [^()]*?
          (?: \b(?:1[6-9]|20)\d\d[a-z]?\b | \bs(?:id)?\.\s?\d | \bpp?\.\s?\d
            | \bibid\b | \ba\.\s?a\. | \bu\.\s?å\. | \bn\.d\. )
        [^().?!]* (?:\.[^()\s][^().?!]*)* \)
      | \[\d+(?:\s?[,–-]\s?\d+)*\]
    )
    (?:\.(?!\.))?
    """,
    re.VERBOSE,
)
_SPEAKER = re.compile(r"\s*\([^().?!]{1,80}\)(?:\.(?!\.))?")

_NOTHING_LEFT = re.compile(r"\s*\Z")
_FOLLOWER = re.compile(rf"[\s{_CLOSERS}(\[–—•·-]*(?P<first>\w)")
_LOWER_CASE_START = re.compile(rf"[\s{_CLOSERS}(\[]*(?:[•·]|(?<=\[)\s|e-[a-zåäö]|i[A-Z])")
_GLUED_AFTER = re.compile(r"[A-ZÅÄÖ][a-zåäö]+[\s,]")
_GLUED_BEFORE = re.compile(r"(?:^|[\s(\"”])[a-zåäö]{3,}$")

_ENUMERATOR = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*|[a-zA-Z]|[ivx]{1,5}|[IVX]{1,5})")
_LETTERS = re.compile(r"[^\W\d_]+")
_CHAIN = re.compile(r"(?:(?<!\w)[^\W\d_]{1,4}\.(?:\s|-)?)*(?<![^\W\d_])[^\W\d_]+$")
_FIRST_WORD = re.compile(r"[\"”“'’»«(\[]*[^\W\d_]+")
_NUMBER = re.compile(r"[(\[]?(?:\d|§|[IVXLC]{2,}\b|[A-Z]?\d)")
_INITIALS = re.compile(r"(?:[^\W\d_a-zåäö]\.)*[^\W\d_a-zåäö]")


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


# The dot after these never ends a sentence.
_NEVER_END = _words(
    """
    t.ex tex bl.a s.k d.v.s dvs f.d p.g.a pga m.a.o fr.o.m t.o.m f.n m.h.a i.o.m i.st t.v resp
    ang ev inkl exkl jfr tfn tel dr prof doc hr fr mr mrs ms e.g i.e cf vs viz approx incl excl
    eg eng utg övers c:a avs bg forts ordf
    """
)

# The dot after these ends a sentence when a plain sentence opening follows.
_SELDOM_END = _words(
    """
    m.fl m.m etc osv o.s.v o.d o.dyl o.a u.å u.d al et.al ff f.ö e.d m.v inc ltd corp jr sr u.s
    u.k u.s.a e.u f.kr e.kr a.m p.m a.a
    """
)

# The dot after these belongs to the word when a number follows.
_BEFORE_NUMBER = _words(
    """
    s sid sidan kap prop nr no kl st fig figur tab tabell bil dnr art p pp vol v ver ref dir mom
    jan feb febr mar apr jun jul aug sep sept okt oct nov dec skr sec sect ch ed eds
    ang ca cirka max ung appx eq a.a
    """
)

_BEFORE_NAMES = _words(
    """
    av och med enligt hos samt till från för by and of from with to
    """
)

_STARTERS = _words(
    """
    Det Den De Detta Denna Dessa Vi Jag Ni Man Han Hon I På Av Till Från För Med Om Vid Under
    Efter Genom Mellan Enligt När Där Här Hur Vad Vilka Vilken Vilket Varför Som Så Men Och
    Eller Även Dock Därför Därmed Dessutom Samtidigt Sedan Ett En Alla Många Flera Några
    Kommunen Kommunerna Resultatet Studien Både Inom Utan Utifrån Eftersom Medan The This That
    These Those It They We He She You In On At By For From With As If When Where While Although
    However Thus Therefore Moreover Furthermore Also But And Or A An All Many Some Both Each Our
    Their Its There Here What Which How Why To
    """
)
