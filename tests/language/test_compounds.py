"""Compounds are split into words that a searcher would use; other words stay whole."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from advisor.language.compounds import CompoundSplitter
from advisor.language.lemmas import Lemmatizer
from advisor.language.words import tokens

CORPUS = Path(__file__).parents[2] / "corpus"

# Sixty from municipal reports, then sixty from everywhere else.
COMPOUNDS = """
portföljstyrning: portfölj styrning
digitaliseringsråd: digitalisering råd
digitaliseringschef: digitalisering chef
digitaliseringsstrategi: digitalisering strategi
digitaliseringsinitiativ: digitalisering initiativ
informationssäkerhet: information säkerhet
informationssäkerhetschef: informationssäkerhet information säkerhet chef
kommunstyrelse: kommun styrelse
kommunledning: kommun ledning
kommunutredning: kommun utredning
kommungemensam: kommun gemensam
verksamhetsutveckling: verksamhet utveckling
verksamhetsutvecklare: verksamhet utvecklare
verksamhetssystem: verksamhet system
nyttorealisering: nytta realisering
nyttokalkyl: nytta kalkyl
framgångsfaktor: framgång faktor
kompetensförsörjning: kompetens försörjning
kompetensbrist: kompetens brist
resursbrist: resurs brist
resursfördelning: resurs fördelning
budgetarbete: budget arbete
samverkansmodell: samverkan modell
samverkansavtal: samverkan avtal
medborgardialog: medborgare dialog
medborgarnytta: medborgare nytta
användarvänlig: användare vänlig
användarnöjdhet: användare nöjdhet
beställarkompetens: beställare kompetens
socialtjänst: social tjänst
välfärdsteknik: välfärd teknik
välfärdsutmaning: välfärd utmaning
samhällsbyggnad: samhälle byggnad
samhällsutmaning: samhälle utmaning
arbetssätt: arbete sätt
arbetsgrupp: arbete grupp
teknikutveckling: teknik utveckling
systemförvaltning: system förvaltning
förvaltningsmodell: förvaltning modell
förändringsledning: förändring ledning
projektledare: projekt ledare
projektmodell: projekt modell
pilotprojekt: pilot projekt
kostnadsutveckling: kostnad utveckling
driftskostnad: drift kostnad
driftsäkerhet: drift säkerhet
innovationsbudget: innovation budget
innovationsarbete: innovation arbete
utvärderingsmodell: utvärdering modell
dataskydd: data skydd
handlingsplan: handling plan
genomförandekapacitet: genomföra kapacitet
e-tjänsteplattform: e-tjänst tjänst plattform
e-arkivfråga: e-arkiv arkiv fråga
it-avdelning: it avdelning
it-samverkan: it samverkan
24-timmarsmyndighet: timme myndighet
ärendehanteringssystem: ärende hantering system
kommunikationsplan: kommunikation plan
måluppfyllelse: mål uppfyllelse
folkhälsoarbete: folkhälsa folk hälsa arbete
vattenledning: vatten ledning
busstation: buss station
skolbuss: skola buss
skolgård: skola gård
gatubelysning: gata belysning
kyrkogård: kyrka gård
hälsocentral: hälsa central
barnomsorg: barn omsorg
bostadsområde: bostad område
trafikljus: trafik ljus
flygplats: flyg plats
sommarlov: sommar lov
vinterdäck: vinter däck
fotbollsplan: fotboll fot boll plan
matbord: mat bord
köksbord: kök bord
solsken: sol sken
tidskrift: tid skrift
bilförsäkring: bil försäkring
hemförsäkring: hem försäkring
livförsäkring: liv försäkring
sjukvård: sjuk vård
sjukhus: sjuk hus
tandläkare: tand läkare
lärarutbildning: lärare utbildning
läkarbesök: läkare besök
musikskola: musik skola
musiklärare: musik lärare
datorspel: dator spel
fiskebåt: fisk båt
järnväg: järn väg
motorväg: motor väg
cykelväg: cykel väg
stadsbibliotek: stad bibliotek
stadsplanering: stad planering
midsommarfest: midsommar fest
fredagskväll: fredag kväll
julklapp: jul klapp
påskägg: påsk ägg
lönesamtal: lön samtal
räntehöjning: ränta höjning
skattehöjning: skatt höjning
skattebetalare: skatt betalare
hyreshus: hyra hus
rättssäkerhet: rätt säkerhet
miljövänlig: miljö vänlig
klimatsmart: klimat smart
energikälla: energi källa
kärnkraft: kärna kraft
vindkraftverk: vind kraftverk kraft verk
regnjacka: regn jacka
vinterjacka: vinter jacka
äppelträd: äpple träd
blomkruka: blomma kruka
forskningsrapport: forskning rapport
universitetslektor: universitet lektor
gymnasieskola: gymnasium skola
landsbygd: land bygd
världskrig: värld krig
"""

WHOLE = """
samverkan planering undersökning deltagande organisation kompetens kommunal regional nationell
förvaltning utveckling utredning avdelning förutsättning möjlighet verksamhet effektivitet
ledarskap medarbetare medborgare invånare personal material potential standard rapport support
transport kontroll resurs service digitalisering implementering prioritering finansiering
investering kommunikation information innovation rekommendation erfarenhet beslut ansvar
samarbete uppdrag insats tillgång avtal nämnd fullmäktige förslag förtroende inställning
redovisning beroende underlag leverantör respondent representant intervju administration
demokrati framtid handslag
"""


def _expected() -> dict[str, tuple[str, ...]]:
    rows = (line.split(": ") for line in COMPOUNDS.strip().splitlines())
    return {word: tuple(parts.split()) for word, parts in rows}


@pytest.fixture(scope="module")
def splitter() -> CompoundSplitter:
    lemmatizer = Lemmatizer()
    texts = (path.read_text("utf-8") for path in sorted(CORPUS.glob("*.txt")))
    vocabulary = Counter(
        lemmatizer.lemma(token.text, "sv") for text in texts for token in tokens(text)
    )
    return CompoundSplitter(vocabulary, lambda word: lemmatizer.knows(word, "sv"))


def test_most_compounds_get_exactly_their_parts(splitter: CompoundSplitter) -> None:
    expected = _expected()

    right = [word for word, parts in expected.items() if splitter.split(word) == parts]

    assert len(expected) == 120
    assert len(right) / len(expected) >= 0.95


def test_parts_given_are_nearly_always_parts(splitter: CompoundSplitter) -> None:
    expected = _expected() | dict.fromkeys(WHOLE.split(), ())

    given = [(word, part) for word in expected for part in splitter.split(word)]
    right = [(word, part) for word, part in given if part in expected[word]]

    assert len(right) / len(given) >= 0.97


def test_nested_compound_is_given_whole_and_in_parts(splitter: CompoundSplitter) -> None:
    assert splitter.split("informationssäkerhetschef") == (
        "informationssäkerhet",
        "information",
        "säkerhet",
        "chef",
    )


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("e-tjänst", ("tjänst",)),
        ("e-tjänsteplattform", ("e-tjänst", "tjänst", "plattform")),
        ("it-chef", ("it", "chef")),
        ("eu-finansiering", ("eu", "finansiering")),
    ],
)
def test_letter_before_a_hyphen_is_no_part_and_a_word_is(
    splitter: CompoundSplitter, word: str, parts: tuple[str, ...]
) -> None:
    assert splitter.split(word) == parts


@pytest.mark.parametrize("text", ["", "-", "-och", "it-", "2014-05-01", "www.skl.se", "a-b", "5,5"])
def test_what_is_no_word_is_not_split(splitter: CompoundSplitter, text: str) -> None:
    assert all(part.replace("-", "").isalpha() for part in splitter.split(text))


def test_corpus_alone_decides_without_a_dictionary() -> None:
    splitter = CompoundSplitter({"portfölj": 2, "styrning": 5, "budget": 1})

    assert splitter.split("portföljstyrning") == ("portfölj", "styrning")
    assert splitter.split("budgetstyrning") == ()  # seen once only: it may be a slip


@pytest.mark.parametrize("word", WHOLE.split())
def test_word_that_is_no_compound_stays_whole(splitter: CompoundSplitter, word: str) -> None:
    assert splitter.split(word) == ()
