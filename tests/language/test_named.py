"""A name is found in a text in any form, and a type by its own word and what it is a type of."""

import pytest

from advisor.language.named import has_stem, names, type_word


@pytest.mark.parametrize(
    ("name", "text", "is_there"),
    [
        ("Ekvik", "Hamnen i Ekvik är äldst.", True),
        ("Ekvik", "Ekviks hamn är äldst.", True),
        ("Ekvik", "Ekvikskommunerna delar på hamnen.", True),
        ("Ekvik", "hamnen i ekvik är äldst", True),
        ("Ekvik", "Hamnen i Rekvik är äldst.", False),
        ("Älgö", "Broarna i Algo målas varje vår.", True),
        ("HITS", "HITS:s hamn delas av sex kommuner.", True),
        ("HITS", "Hitsarna sjöngs om våren.", False),
        ("Kommun A", "I kommun A målas broarna.", True),
        ("Kommun A", "I kommun AB målas broarna.", False),
    ],
)
def test_name_is_found_in_any_form(name: str, text: str, is_there: bool) -> None:
    assert names(name, text) is is_there


@pytest.mark.parametrize(
    ("text", "is_there"),
    [
        ("Den sparsamma kommunen lånar aldrig.", True),
        ("Det sparsamma mönstret är vanligast.", True),
        ("Sparsamma kommuner lånar aldrig.", True),
        ("Både den sparsamma och den djärva kommunen lånar.", True),
        ("Den sparsamma respektive djärva kommunen lånar.", True),
        ("En sparsam kämnär lånar aldrig.", False),
        ("Den djärva kommunen lånar.", False),
    ],
)
def test_type_is_found_by_its_word_before_what_it_is_a_type_of(text: str, is_there: bool) -> None:
    assert names("Den sparsamma kommunen", text) is is_there


def test_word_of_a_type_stands_in_its_title() -> None:
    assert type_word("Den sparsamma kommunen") == "sparsamma"
    assert type_word("The frugal municipality") == "frugal"
    assert type_word("Ekvik") is None


def test_word_of_a_type_is_found_whatever_stands_behind_it() -> None:
    assert has_stem("sparsamma", "Och den sparsamma då?")
    assert not has_stem("sparsamma", "Och den djärva då?")
