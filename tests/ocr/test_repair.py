"""Repair of scanned Swedish: what is read anew, and what is left alone."""

from __future__ import annotations

from collections import Counter
from importlib import resources
from itertools import pairwise
from pathlib import Path

import pytest

from advisor.ocr.repair import Repairer, looks_damaged
from advisor.ocr.vocabulary import Vocabulary
from evals.ocr import measure
from evals.ocr.damage import damage
from evals.ocr.stretches import stretches

CORPUS = Path(__file__).parents[2] / "corpus"
CLEAN = (measure.FYRBODAL, measure.INITIATIVES)
DAMAGED = (
    "Redan fran borjan var det manga som inte visste vad planen skulle omfatta, och dven ledningen "
    "hade svart att svara pa fragorna. Nagra sma kommuner valde darfor att ga samman, bade for att "
    "fa rad och for att kunna gora storre inkop. De dr tvd ar senare n6jda med forandringen."
)
ENGLISH = (
    "Marketing is the activity, set of institutions, and processes for creating, communicating and "
    "exchanging offerings that have value for customers and for society at large."
)


@pytest.fixture(scope="module")
def clean_texts() -> list[str]:
    return [(CORPUS / name).read_text(encoding="utf-8") for name in CLEAN]


@pytest.fixture(scope="module")
def vocabulary(clean_texts: list[str]) -> Vocabulary:
    return Vocabulary.build(clean_texts, DAMAGED)


@pytest.fixture(scope="module")
def repairer(vocabulary: Vocabulary) -> Repairer:
    return Repairer(vocabulary)


@pytest.fixture(scope="module")
def fixed() -> dict[int, tuple[str, str]]:
    return dict(measure.repaired_scan())


def read(repairer: Repairer, text: str) -> str:
    for change in reversed(repairer.repair(text)):
        text = text[: change.start] + change.text + text[change.end :]
    return text


@pytest.mark.parametrize(
    ("seen", "true"),
    [
        (
            "Kommunens malsattning dr att na en hogre niv4.",
            "Kommunens målsättning är att nå en högre nivå.",
        ),
        (
            "Antalet arenden &r 6kande och tvd av enheterna ir sma.",
            "Antalet ärenden är ökande och två av enheterna är små.",
        ),
        (
            "De dvriga tjdnsterna kostar dven ndr ingen ar pA plats.",
            "De övriga tjänsterna kostar även när ingen är på plats.",
        ),
        (
            "Namndens férvaltning och regionens forvaltning far simre underlag.",
            "Nämndens förvaltning och regionens förvaltning får sämre underlag.",
        ),
        (
            "Ett sadant tillvigagangssatt har vidstrackt nytta.",
            "Ett sådant tillvägagångssätt har vidsträckt nytta.",
        ),
        (
            "Vi saknar 16sningar, l6sningar och I6sningar i hela 14n.",
            "Vi saknar lösningar, lösningar och lösningar i hela län.",
        ),
        (
            "Skolan ger moéjlighet, majligheter och maoijligheter.",
            "Skolan ger möjlighet, möjligheter och möjligheter.",
        ),
        (
            "Styrelsen i Atvidaberg samt i Ostergétland, eller OstergOtland, 4r enig.",
            "Styrelsen i Åtvidaberg samt i Östergötland, eller Östergötland, är enig.",
        ),
        (
            "Enligt Lofstedt (2012), Léfstedt, Odman, Skoldberg och Engstrom.",
            "Enligt Löfstedt (2012), Löfstedt, Ödman, Sköldberg och Engström.",
        ),
        (
            "En kundanpassad e-tjdnsteutveckling inom eSamhallet.",
            "En kundanpassad e-tjänsteutveckling inom eSamhället.",
        ),
        (
            "Den nya informationssammanstallningen galler kommungranserna.",
            "Den nya informationssammanställningen gäller kommungränserna.",
        ),
    ],
)
def test_misread_letters_are_read_by_what_the_word_must_be(
    repairer: Repairer, seen: str, true: str
) -> None:
    assert read(repairer, seen) == true


@pytest.mark.parametrize(
    ("seen", "true"),
    [
        ("Det gar pa ett bra satt.", "Det går på ett bra sätt."),
        ("Detta har satt press pa oss.", "Detta har satt press på oss."),
        ("Kostnaden ar hogre an forut.", "Kostnaden är högre än förut."),
        ("Hon ska ta sig an rollen.", "Hon ska ta sig an rollen."),
        ("Planen togs for tva ar sedan.", "Planen togs för två år sedan."),
        ("Det ar svart att svara pa.", "Det är svårt att svara på."),
        ("De fick stod fran ledningen.", "De fick stöd från ledningen."),
        ("En rad fragor och goda rad.", "En rad frågor och goda råd."),
    ],
)
def test_words_that_both_exist_are_told_apart_by_their_neighbours(
    repairer: Repairer, seen: str, true: str
) -> None:
    assert read(repairer, seen) == true


@pytest.mark.parametrize(
    ("seen", "true"),
    [
        ("Enlangsiktig plan kravs.", "En långsiktig plan krävs."),
        ("Faen bild av skolan.", "Få en bild av skolan."),
        ("Larsson etal, 2011.", "Larsson et al, 2011."),
        ("Vi gar framati den takt som galler.", "Vi går framåt i den takt som gäller."),
        ("[ skolan ar det battre.", "I skolan är det bättre."),
        ("1 foljande kapitel beskrivs malen.", "I följande kapitel beskrivs målen."),
        ("Alla [T-system ar dyra.", "Alla IT-system är dyra."),
    ],
)
def test_words_that_ran_together_and_misread_i_are_mended(
    repairer: Repairer, seen: str, true: str
) -> None:
    assert read(repairer, seen) == true


@pytest.mark.parametrize(
    ("seen", "true"),
    [
        ("Larandet utgdr idag ca 70 procent.", "Lärandet utgör idag ca 70 procent."),
        ("Bida kommunerna deltar i projektet.", "Båda kommunerna deltar i projektet."),
        ("Parterna vill inga avtal om driften.", "Parterna vill ingå avtal om driften."),
        ("Parterna har inga avtal om driften.", "Parterna har inga avtal om driften."),
        ("Det som skulle sattas var ett krav.", "Det som skulle sättas var ett krav."),
        ("Kompetensen utmarker sig mest.", "Kompetensen utmärker sig mest."),
        (
            "Den drivs genom sitt samarbete med staden.",
            "Den drivs genom sitt samarbete med staden.",
        ),
        ("Beslutet fattas pa annat sitt.", "Beslutet fattas på annat sätt."),
    ],
)
def test_adverbs_are_looked_past_and_endings_and_verbs_decide(
    repairer: Repairer, seen: str, true: str
) -> None:
    assert read(repairer, seen) == true


@pytest.mark.parametrize(
    ("seen", "true"),
    [
        ("Dar ett behov finns far man svar.", "Där ett behov finns får man svar."),
        ("Vagen mot Norrkodping ar lang.", "Vägen mot Norrköping är lång."),
        ("Hela infSrandeprocessen drojde.", "Hela införandeprocessen dröjde."),
    ],
)
def test_capitals_and_long_names_limit_what_a_letter_may_be(
    repairer: Repairer, seen: str, true: str
) -> None:
    assert read(repairer, seen) == true


def test_damage_that_one_word_explains_speaks_for_that_word_elsewhere(
    clean_texts: list[str],
) -> None:
    alone = Repairer(Vocabulary.build(clean_texts, DAMAGED))
    beside_it = Repairer(Vocabulary.build(clean_texts, f"{DAMAGED} Alla andremin kom."))

    assert read(alone, "Tva andreman valdes.") == "Två andreman valdes."
    assert read(beside_it, "Tva andreman valdes.") == "Två andremän valdes."


@pytest.mark.parametrize("word", ["styrmannen", "utgdr"])
def test_a_word_with_two_readings_and_no_deciding_neighbour_is_kept(
    repairer: Repairer, word: str
) -> None:
    assert repairer.repair(word) == ()


@pytest.mark.parametrize(
    "text",
    [
        "138 av 290 (2013a, s.74-75), 70 %, 0-100, nr 2, 24 timmar, 16 procent, (s3).",
        "www.skl.se/forvaltning och http://exempel.se/sa-gor-vi",
        "ITSAM, CESAM, ABOU, SKL, IoT, Forshaga, Karlstad, Halmstad, Boxholm, Vimmerby",
        "Lamb, Hair & McDaniel, Stokes & Lomax, Kotler, Henriksen, Garcia-Sanchez",
        "Kommunen har en plan med vissa resurser som kan utvecklas tillsammans.",
        "Texten [med klammer] och [en till] vilar.",
    ],
)
def test_numbers_addresses_names_and_sound_words_stay(repairer: Repairer, text: str) -> None:
    assert repairer.repair(text) == ()


def test_an_english_passage_stays_while_the_swedish_around_it_is_mended(
    repairer: Repairer,
) -> None:
    text = f"Foreningen definierar marknadsforing sa har pa sin egen hemsida: ”{ENGLISH}”"

    mended = read(repairer, text)

    assert ENGLISH in mended
    assert mended.startswith("Föreningen definierar marknadsföring")


def test_a_document_that_lost_no_letters_is_not_touched(clean_texts: list[str]) -> None:
    own_text = clean_texts[1]
    repairer = Repairer(Vocabulary.build(clean_texts[:1], own_text))

    changes = [repairer.repair(line) for line in own_text.splitlines()]

    assert not any(changes)


def test_only_swedish_that_lost_its_letters_looks_damaged(clean_texts: list[str]) -> None:
    scan = (CORPUS / measure.SCAN).read_text(encoding="utf-8")

    verdicts = {
        name: looks_damaged(text, Vocabulary.build(clean_texts, text))
        for name, text in {
            "scan": scan,
            "damaged": damage(clean_texts[1]),
            "clean": clean_texts[0],
            "english": ENGLISH * 5,
        }.items()
    }

    assert verdicts == {"scan": True, "damaged": True, "clean": False, "english": False}


def test_replacements_ascend_hold_no_blank_and_come_out_the_same_twice(
    repairer: Repairer, clean_texts: list[str], vocabulary: Vocabulary
) -> None:
    text = damage(" ".join(clean_texts[1].split())[:4000])

    changes = repairer.repair(text)

    assert changes
    assert all(a.end <= b.start for a, b in pairwise(changes))
    assert not any(set(" \n") & set(text[change.start : change.end]) for change in changes)
    assert all(text[change.start : change.end] != change.text for change in changes)
    assert Repairer(vocabulary).repair(text) == changes


def test_the_general_word_list_says_one_thing_of_each_word() -> None:
    listed = resources.files("advisor.ocr").joinpath("swedish_words.txt")
    lines = [line for line in listed.read_text("utf-8").splitlines() if line[0] != "#"]

    words = Counter(word for line in lines for word in line.split()[1:])

    assert [word for word, count in words.items() if count > 1] == []


@pytest.mark.parametrize("part", ["dev", "test"])
def test_the_scanned_sample_is_repaired_and_its_sound_words_stay(
    fixed: dict[int, tuple[str, str]], part: str
) -> None:
    score = measure.sample(fixed, part)

    assert score.damaged + score.sound > 500
    assert score.share_repaired >= 0.90
    assert score.share_changed <= 0.005


def test_the_sample_holds_the_stretches_that_the_rule_chooses() -> None:
    raw = (CORPUS / measure.SCAN).read_text(encoding="utf-8")
    rows = [row.split("\t") for row in measure.SAMPLE.read_text("utf-8").splitlines()[1:]]
    chosen = stretches(raw)

    strays = [
        row
        for row in rows
        if not chosen[int(row[1]) - 1][0] <= int(row[2]) < chosen[int(row[1]) - 1][1]
    ]

    assert strays == []
    assert len(rows) > 1000
    assert {int(row[1]) for row in rows} == set(range(1, len(chosen) + 1))


def test_proper_names_of_the_scan_read_right(fixed: dict[int, tuple[str, str]]) -> None:
    names = {"Atvidaberg", "Ostergotland", "Ostergétland", "Lofstedt", "ITSAM", "Forshaga"}

    found = {(seen, true) for seen, true in fixed.values() if seen in names}

    assert found == {
        ("Atvidaberg", "Åtvidaberg"),
        ("Ostergotland", "Östergötland"),
        ("Ostergétland", "Östergötland"),
        ("Lofstedt", "Löfstedt"),
        ("ITSAM", "ITSAM"),
        ("Forshaga", "Forshaga"),
    }


@pytest.mark.parametrize(
    ("tested", "known", "lines"),
    [
        (measure.INITIATIVES, measure.FYRBODAL, None),
        (measure.FYRBODAL, measure.INITIATIVES, 120),
    ],
)
def test_artificial_damage_is_repaired_without_the_document_s_own_words(
    tested: str, known: str, lines: int | None
) -> None:
    score = measure.artificial(tested, known, most_lines=lines)

    assert score.damaged > 500
    assert score.share_repaired >= 0.90
    assert score.share_changed <= 0.005
