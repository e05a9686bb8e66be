"""What tells of a person is taken out; what only looks like it stays."""

import time

import pytest

from advisor.masking import IDENTITY, MAIL, TELEPHONE, masked


@pytest.mark.parametrize(
    "number",
    [
        *("198507099805", "19850709-9805", "19850709 9805", "850709-9805", "8507099805"),
        *("850709 9805", "850709 - 9805", "850709–9805", "850709+9805", "1985-07-09-9805"),
        *("1985 07 09 9805", "85-07-09 9805", "850769-9802", "19850769-9802", "8507699802"),
        "20121212-1212",
    ],
)
def test_identity_number_is_masked_in_every_written_form(number: str) -> None:
    assert masked(f"Gäller {number}, för barnet.") == f"Gäller {IDENTITY}, för barnet."
    assert masked(f"({number})") == f"({IDENTITY})"


@pytest.mark.parametrize(
    "text",
    [
        "850709-9806",  # a wrong check digit
        "851309-9805",  # no such month
        "556036-0793",  # a company's number
        "den 2024-05-17 och 20240517",
        "20240101-20241231",
        "a-19850709980512345678901234567890",
    ],
)
def test_what_is_no_identity_number_stays(text: str) -> None:
    assert masked(text) == text


@pytest.mark.parametrize(
    "address",
    ["eva.oberg@kommun.se", "eva+test@it.kommun.example", "åsa.öst@kommun.nu", "o'neil@a-b.se"],
)
def test_mail_address_is_masked(address: str) -> None:
    assert masked(f"Skriv till <{address}>.") == f"Skriv till <{MAIL}>."


@pytest.mark.parametrize(
    "number",
    [
        *("070-123 45 67", "0701234567", "070 123 45 67", "070-1234567", "070-123-45-67"),
        *("+46 70 123 45 67", "+46701234567", "+46 (0)70-123 45 67", "0046 70 123 45 67"),
        *("08-12 34 56", "08-123 456 78", "(08) 123 45 67", "0521-72 20 00", "0520-49 70 00"),
        *("031-365 00 00", "010-456 10 00", "0520/497000", "+46-8-123 456 78", "0526-130 00"),
    ],
)
def test_telephone_number_is_masked(number: str) -> None:
    assert masked(f"Ring {number} i dag") == f"Ring {TELEPHONE} i dag"


def test_two_numbers_on_a_line_are_both_masked() -> None:
    text = "Ring 0521-72 20 00, 070-123 45 67 eller 08-123 456 78/070-765 43 21."

    assert masked(text).count(TELEPHONE) == 4
    assert not any(digit in masked(text) for digit in "0123456789")


@pytest.mark.parametrize(
    "text",
    [
        "mellan 2014 och 2024, s. 045",
        "1 250 000 kronor av 12 500 000",
        "den 08-12-2024, 08/12/2024 och 08.12.2024",
        "kl. 0815-1645 och 0900–1700",
        "kl. 08:15-16:45",
        "0,5 procent, 0.12345678 och 3,0 12345678",
        "diarienummer KS 2024/00123 och 2023-01234567",
        "12 000 invånare, 14 kommuner, 75 av 100",
        "SOU 2020:36 och SFS 2018:1937",
        "+10 000 000 kr",
        "e@post, @kommun och namn@",
        "a-0701234567b",
    ],
)
def test_dates_years_amounts_pages_and_numbers_of_cases_stay(text: str) -> None:
    assert masked(text) == text


def test_masking_again_changes_nothing() -> None:
    once = masked("850709-9805, eva@kommun.se, 070-123 45 67")

    assert once == f"{IDENTITY}, {MAIL}, {TELEPHONE}"
    assert masked(once) == once


@pytest.mark.parametrize("letter", ["0", "a", "0 ", "a.", "0-", "85", "@"])
def test_long_text_is_masked_in_a_moment(letter: str) -> None:
    begun = time.perf_counter()

    masked(letter * 50_000)

    assert time.perf_counter() - begun < 2
