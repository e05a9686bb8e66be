"""Sentences end where a reader says they end, in Swedish and English reports."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from advisor.language.sentences import split_sentences

CORPUS = Path(__file__).parents[2] / "corpus"

# One text a line; a bar stands where a sentence ends.
SWEDISH = """
Kommunen växer.|Det kostar pengar.
Vi samarbetar med t.ex. Göteborg och bl.a. Borås.|Det fungerar.
Vi samarbetar med t. ex. Göteborg o. s. v.|Det fungerar.
Det gäller skolor, förskolor m.m.|Vi återkommer.
Det gäller SKR, DIGG m.fl. Myndigheterna är överens.
Det gäller SKR, DIGG m.fl. som arbetar med frågan.
Det regleras i kap. 4 § 2 st. 3 p. kommunallagen.|Lagen är tydlig.
Enligt prop. 2017/18:163 s. 45 är syftet ett annat.|Det bör noteras.
Rapporten kom ut u.å. och saknar författare.
Chefen, dvs. Anna, f.d. IT-chef, svarade p.g.a. Covid inte.
Priset är ca. 33 kr inkl. moms resp. 40 kr exkl. moms.
Mötet började kl. 13.00 den 5 jan. 2024.|Det slutade sent.
Ring tfn. 0301-12 34 56 ang. dnr. 2024:17.
Perioden fr.o.m. Juni t.o.m. Augusti räknas inte.
Den s.k. Västkommodellen är ny.
Uppsatsen av Tobias K. Hjeltman är från 2013.|Den är kort.
Enligt S.K. Katsikas och J.-P. Sartre stämmer det.
Kommunerna valde alternativ B.|Grannarna valde något annat.
Av tre system valdes system A.|Det var billigast.
Andelen var 5.5 eller 2,3 procent i version 1.2.3 av mallen.
Det hände 2014.|Sedan dess har inget hänt.
Antalet svar var 11.|33 procent av dem var positiva.
”Det är så vi jobbar.” (Andersson, 2014)|Nästa steg är svårare.
”Det är så vi jobbar” (Andersson, 2014).|Nästa steg är svårare.
”Vi gör vad de säger.”(Upphandlingschefen, 2014).|Kommunen håller med.
”Vi gör vad de säger.” (IT-chef, Forshaga)|Kommunen håller med.
”Är det en tjänst?”.|Andra är osäkra.
Hon sade: ”Vi kan inte.”|Sedan gick hon.
”Varför det?” frågade hon.|Ingen svarade.
»Ja!» ropade han.|»Nej!»|Så slutade det.
Detta stöds av forskningen. (Löfstedt, 2007, s. 12)|Andra är kritiska.
Detta stöds av forskningen. [12, 14]|Andra är kritiska.
Detta stöds av forskningen.⁴|Andra är kritiska.
Detta är beslutat.|(Se även bilagan.)|Nästa punkt följer.
Vi väntade ...|Sedan kom svaret.
Vi väntade … och väntade.
Citatet är kortat [...] men riktigt.
Hur gör vi?|Vem betalar?|Ingen vet!
Vad menas?!|Det är oklart.
Det finns tre skäl: tid, pengar och vilja.|De hänger ihop.
Läs mer på www.skr.se/index.html?id=1.|Där finns mallar.
En 24-timmars service krävs.|e-tjänster är en väg dit.
Målet är **tydligt.**|Vägen är det inte.
1. Inledning till ämnet.|2. Metod och urval.
2.1 Urvalet gjordes noga.|2.2 Det kan kritiseras.
Han fick frågan av Dr. Svensson.|Hon svarade jfr. Bilaga 3.
"""

ENGLISH = """
Costs rise, e.g. for licences, i.e. Microsoft and others.|That hurts.
Small towns, rivers, etc. are excluded.
Small towns, rivers, etc.|The others are included.
Kotler et al. (2008) agree.|So do others.
This was shown by Goldkuhl et al. 2009 and others.
The answer was no.|See Fig. 3 and no. 4.
It is used by the U.S. Government.|It works.
It costs approx. 12 million vs. 10 before.
Dr. Smith and Prof. Jones met Mrs. Brown.
He said, “It works.”|She left.
'No way.'|He said it twice.
“Why?” she asked.|Nobody knew.
It works well. (Smith, 2010, pp. 4-6)|Others disagree.
Growth was 2.5 percent in 2019.|It fell later.
Is it safe?|Yes!|We think so.
See https://example.org/a.b?c=d.|It has the data.
"""

CASES = (SWEDISH + ENGLISH).strip().replace("\n\n", "\n").splitlines()


def _sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


@pytest.mark.parametrize("case", CASES)
def test_text_is_cut_at_the_ends_of_its_sentences(case: str) -> None:
    expected = case.split("|")

    assert _sentences(" ".join(expected)) == expected


def test_missing_space_after_a_full_stop_does_not_hide_it() -> None:
    text = "Det är klart.Sedan följer nästa steg."

    assert _sentences(text) == [
        "Det är klart.",
        "Sedan följer nästa steg.",
    ]


def test_blank_line_ends_a_sentence_and_a_line_break_does_not() -> None:
    text = "Rubrik utan punkt\n\nTexten går\nvidare här.\n \nnästa stycke"

    assert _sentences(text) == ["Rubrik utan punkt", "Texten går\nvidare här.", "nästa stycke"]


@pytest.mark.parametrize("text", ["", " ", "\n\n \n"])
def test_white_space_has_no_sentence(text: str) -> None:
    assert split_sentences(text) == []


@pytest.mark.parametrize("text", [".", "...", "?!”", "a", "1.", "(2014)", "[1]", ". (2014)", "”"])
def test_short_text_is_one_sentence(text: str) -> None:
    assert _sentences(text) == [text]


@pytest.mark.parametrize("path", sorted(CORPUS.glob("*.txt")), ids=lambda path: path.stem)
def test_spans_of_a_report_cover_it_without_overlap(path: Path) -> None:
    text = path.read_text("utf-8")

    spans = split_sentences(text)

    covered = "".join(text[start:end] for start, end in spans)
    assert "".join(covered.split()) == "".join(text.split())
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in spans)


@pytest.mark.parametrize("case", CASES)
def test_cutting_a_sentence_again_changes_nothing(case: str) -> None:
    sentences = _sentences(case.replace("|", " "))

    assert [_sentences(sentence) for sentence in sentences] == [[each] for each in sentences]
