"""The forms of a word meet in one lemma, with or without the dictionaries."""

from __future__ import annotations

import pytest

from advisor.language.lemmas import Lemmatizer
from advisor.vocabulary import Language


@pytest.fixture(scope="module")
def lemmatizer() -> Lemmatizer:
    return Lemmatizer()


@pytest.mark.parametrize(
    ("lemma", "forms"),
    [
        ("kommun", "kommun kommunen kommuner Kommunerna kommunernas"),
        ("risk", "risk risken risker riskerna"),
        ("brist", "brist bristen"),
        ("fördel", "fördel fördelar fördelarna"),
        ("gräns", "gräns gränsen"),
        ("nämnd", "nämnd nämnden nämnder"),
        ("beslut", "beslut beslutet besluten"),
        ("liten", "liten små mindre minst"),
        ("stor", "stor stora större störst"),
        ("använda", "använda använder användes"),
        ("framgångsfaktor", "framgångsfaktor framgångsfaktorer"),
        ("portföljstyrning", "portföljstyrning portföljstyrningen"),
        ("utvecklingsfas", "utvecklingsfas utvecklingsfasen"),
        ("digitaliseringsmål", "digitaliseringsmål digitaliseringsmålen"),
        ("digitaliseringsstrategi", "digitaliseringsstrategi digitaliseringsstrategier"),
    ],
)
def test_swedish_forms_share_their_lemma(lemmatizer: Lemmatizer, lemma: str, forms: str) -> None:
    assert {lemmatizer.lemma(form, "sv") for form in forms.split()} == {lemma}


@pytest.mark.parametrize(
    ("lemma", "forms"),
    [
        ("municipality", "municipality municipalities Municipality"),
        ("join", "join joins joined joining"),
        ("child", "child children"),
        ("e-service", "e-service e-services"),
    ],
)
def test_english_forms_share_their_lemma(lemmatizer: Lemmatizer, lemma: str, forms: str) -> None:
    assert {lemmatizer.lemma(form, "en") for form in forms.split()} == {lemma}


@pytest.mark.parametrize(
    ("word", "lemma"),
    [
        ("e-tjänsterna", "e-tjänst"),
        ("e‑tjänsterna", "e-tjänst"),
        ("IT-avdelningen", "it-avdelning"),
        ("24-timmarsmyndigheten", "24-timmarsmyndighet"),
    ],
)
def test_last_part_after_a_hyphen_is_inflected(
    lemmatizer: Lemmatizer, word: str, lemma: str
) -> None:
    assert lemmatizer.lemma(word, "sv") == lemma


@pytest.mark.parametrize(
    "word", ["2014", "5,5", "33", "2017/18:163", "sdk", "itsam", "it", "ai", "digg", "m.fl."]
)
def test_numbers_and_unknown_words_stay(lemmatizer: Lemmatizer, word: str) -> None:
    assert lemmatizer.lemma(word, "sv") == word


def test_auxiliary_is_not_a_school(lemmatizer: Lemmatizer) -> None:
    assert lemmatizer.lemma("ska", "sv") != lemmatizer.lemma("skolan", "sv") == "skola"


def test_stored_lemma_comes_before_the_dictionary() -> None:
    lemmatizer = Lemmatizer({"sv:kommunerna": "samfällighet"})

    assert lemmatizer.lemma("Kommunerna", "sv") == "samfällighet"


@pytest.mark.parametrize("language", ["sv", "en"])
def test_stored_table_answers_as_the_dictionary_does(
    lemmatizer: Lemmatizer, language: Language
) -> None:
    words = ["Kommunerna", "e-tjänsterna", "services", "2014", "risker"]

    table = lemmatizer.table(words, language)

    restored = Lemmatizer(table)
    assert sorted(table) == sorted(f"{language}:{word.casefold()}" for word in words)
    assert [restored.lemma(word, language) for word in words] == [
        lemmatizer.lemma(word, language) for word in words
    ]


@pytest.mark.parametrize("word", ["styrning", "råd", "risk", "kommun"])
def test_dictionary_knows_a_lemma(lemmatizer: Lemmatizer, word: str) -> None:
    assert lemmatizer.knows(word, "sv")


@pytest.mark.parametrize("word", ["kommunerna", "portföljstyrning", "xyzq"])
def test_dictionary_does_not_know_forms_and_new_compounds_as_lemmas(
    lemmatizer: Lemmatizer, word: str
) -> None:
    assert not lemmatizer.knows(word, "sv")
