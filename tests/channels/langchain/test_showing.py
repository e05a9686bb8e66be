"""Whoever reads of a citation elsewhere is led to the place in its source."""

import pytest

from advisor.channels.langchain.showing import Showing, showing_by
from advisor.settings import Settings
from tests.channels.test_rendering import CITATION
from ui.addresses import place_address, source_address

BASE = "https://advisor.example.se/stod"


@pytest.mark.parametrize("url", [BASE, f"{BASE}/"])
def test_page_is_led_to_in_the_readers_language(url: str) -> None:
    service = Showing(url)

    assert service.of_citation("en", CITATION) == BASE + source_address("en", CITATION)
    assert service.of_passage("sv", "a b.txt", 3, 9) == BASE + place_address("sv", "a b.txt", 3, 9)


def test_interface_for_programs_is_led_to_where_there_is_no_page() -> None:
    service = Showing(BASE, has_page=False)

    assert (
        service.of_citation("sv", CITATION) == f"{BASE}/v1/sources/rapport.txt/text?start=10&end=34"
    )
    assert service.of_passage("sv", "å/b.txt", 3, 9) == (
        f"{BASE}/v1/sources/%C3%A5%2Fb.txt/text?start=3&end=9"
    )


@pytest.mark.parametrize("page", [True, False])
def test_settings_tell_of_the_service(page: bool) -> None:
    nowhere = Settings(_env_file=None, page=page)  # type: ignore[call-arg]
    known = Settings(_env_file=None, page=page, public_url=BASE)  # type: ignore[call-arg]

    assert showing_by(nowhere) is None
    assert showing_by(known) == Showing(BASE, page)
