"""Words: where they stand in a text, with the function words that say little by themselves."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

from advisor.language.folding import fold
from advisor.vocabulary import Language


@dataclass(frozen=True, slots=True)
class Token:
    """A word or number as it stands: source[start:end] == text."""

    text: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """The words and numbers of a text in order, exactly as written.

    Kept whole: words with inner hyphens or apostrophes (`e-tjänst`, `don't`), decimals and dates
    (`5,5`, `2024-05-01`, `2017/18:163`), dotted abbreviations (`m.fl.`), addresses. Left outside:
    the ending after a colon (`SKR:s` gives `SKR`) or an apostrophe (`city's` gives `city`), raised
    footnote numbers, and signs such as % and §, so that `33 %` and `33 procent` share `33`.
    """
    return [
        Token(text[start:end], start, end)
        for start, end in (match.span("word") for match in _TOKEN.finditer(text))
    ]


def content_words(text: str, language: Language) -> list[Token]:
    """The tokens of a text that are not function words of its language.

    `IT` in capitals is none, whatever the language.
    """
    function_words = FUNCTION_WORDS[language]
    return [
        token
        for token in tokens(text)
        if token.text == "IT" or token.text.casefold() not in function_words
    ]


def rarity(texts: int, total: int) -> float:
    """Inverse document frequency, 0 to 1: a word that every text has says nothing.

    `texts` of `total` have the word; where none has it, it is as rare as can be.
    """
    if not texts:
        return 1.0
    return math.log((total + 1) / texts) / math.log(total + 1) if texts <= total else 0.0


_LETTER = r"[^\W\d_¹²³⁰⁴-⁹]"
_WORD_CHARACTER = r"[^\W_¹²³⁰⁴-⁹]"
_ENDINGS = "s|n|t|e|a|en|et|ns|ts|er|ar|or|ens|ets|erna|arna|are|aren"

# Repetitions are bounded where a long row of dots or digits would be read again at every step.
_TOKEN = re.compile(
    rf"""
    (?P<word>
        (?:https?://|www\.)[^\s<>"”“»]*[^\s<>"”“».,;:!?)\]]   # an address
      | [\w.+-]{{1,64}}@[\w-]+(?:\.[\w-]+)+                      # an e-mail address
      | (?<!\w){_LETTER}{{1,2}}\.(?:{_LETTER}{{1,2}}\.){{1,4}}(?!\w) # m.fl. t.ex. d.v.s.
      | (?<!\w)(?:t\.ex|bl\.a|m\.fl|m\.m|d\.v\.s|s\.k|i\.e|e\.g)(?!\w)
      | (?<!\w)\d{{4}}-\d\d-\d\d(?!\w)                         # a date
      | (?<!\w)\d+(?:[.,:/]\d+){{0,8}}(?!\w|[-‐‑]{_LETTER})          # a number
      | {_WORD_CHARACTER}+(?:[-‐‑'’&]{_LETTER}{_WORD_CHARACTER}*(?<!['’]s))*
    )
    (?:['’]s(?!\w)|:(?:{_ENDINGS})(?!\w))?
    """,
    re.VERBOSE,
)

_SWEDISH = """
    en ett den det de dem dom denna denne detta dessa sådan sådant sådana samma
    jag du han hon hen vi ni man mig dig honom henne oss er sig
    min mitt mina din ditt dina hans hennes vår vårt våra ert era sin sitt sina deras dess ens
    någon något några ingen inget inga annan annat andra all allt alla varje var vardera
    båda bägge själv självt själva egen eget egna varandra varandras
    många mycket mer mera mest fler flera flest lite få fåtal olika

    i på av till från för med mot om vid hos under över efter före inför innan sedan genom mellan
    bland utan utom inom utanför utifrån kring runt omkring enligt per via åt ur bakom framför
    trots gentemot angående beträffande avseende gällande rörande tack

    och eller men samt som att än ifall huruvida när då där dit därför eftersom medan
    såsom liksom både antingen varken dels utav fast ju ty så varför vars vilken vilket vilka

    inte ej icke också även bara endast dock redan ännu här hit nu sen alltid aldrig ofta ibland
    kanske nog väl just mycket ganska helt mest ens upp ned ner ut in fram bort åter
    alltså således ändå däremot dessutom exempelvis exempel bl.a. t.ex. t.ex bl.a m.fl. m.fl m.m.
    m.m d.v.s. d.v.s dvs osv o.s.v. s.k. s.k f.d. p.g.a. o.d. o.a. m.a.o. ca resp etc
    tex ev el mkt mfl pga iom ngt ngn ngra

    vara är var varit vore ha har hade haft bli blir blev blivit
    kan kunna kunde kunnat ska skall skulle bör borde böra måste får fått fick vill
    ville vilja må måtte lär torde behöver brukar
    göra gör gjorde gjort görs

    vad vem vems vilken hur varifrån vart hurdan
    finns finnas fanns funnits gäller gälla gällde säger sägs säga sade sagt står menar heter
    tycker anses berätta beskriv förklara ge snälla tack hej
"""

_ENGLISH = """
    a an the this that these those such same
    i you he she it we they me him her us them myself yourself himself herself itself ourselves
    themselves my your his its our their mine yours hers ours theirs one ones
    some any no none other others another all each every both either neither own
    many much more most few fewer several lot lots less least various

    in on at of to from for with without by about against into onto out up down over under after
    before between among amongst through throughout during within per via off upon across
    around along behind beyond despite towards toward regarding concerning according than as like

    and or but nor so if then else because since while although though whether unless until
    however therefore thus hence also too either

    not only just even still already yet again ever never always often sometimes very quite rather
    here there where when why how what which who whom whose now almost perhaps maybe please
    i.e. e.g. i.e e.g etc eg ie vs

    be am is are was were been being have has had having do does did done doing
    can could may might must shall should will would ought get gets got
    don't doesn't didn't isn't aren't wasn't weren't can't cannot couldn't won't wouldn't shouldn't
    haven't hasn't hadn't i'm we're you're they're we've i've let
    say says said tell told mention mentions mentioned give describe explain
    exist exists example
"""

# "bör", "får", "för" and "lär" without their diacritics are other words: "bor" is lives.
_WORDS_OF_THEIR_OWN = frozenset({"bor", "far", "for", "lar"})


def _with_bare_spellings(words: frozenset[str]) -> frozenset[str]:
    """Function words also as typed without Swedish letters: `ar`, `pa`, `fran`."""
    return words | (frozenset(fold(word) for word in words) - _WORDS_OF_THEIR_OWN)


FUNCTION_WORDS: Mapping[Language, frozenset[str]] = {
    "sv": _with_bare_spellings(frozenset(_SWEDISH.split())),
    "en": frozenset(_ENGLISH.split()),
}
