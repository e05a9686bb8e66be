"""What tells of a person is not sent; where that would change the question, nothing is."""

import time

import pytest

from advisor.llm.masking import NAME, sendable, tells_of_a_person


@pytest.mark.parametrize(
    ("asked", "sent"),
    [
        (
            "Ska vi ansluta oss? Ring 070-123 45 67 eller skriv till eva@kommun.se.",
            "Ska vi ansluta oss? Ring [telefon] eller skriv till [e-post].",
        ),
        (
            "Gäller det även 850709-9805 som bor i Orust kommun?",
            "Gäller det även [personnummer] som bor i Orust kommun?",
        ),
        (
            "Jag heter Eva Öberg. Ska vi dela e-tjänster?",
            f"Jag heter {NAME}. Ska vi dela e-tjänster?",
        ),
        ("Mitt namn är Eva. Bör vi samverka mer?", f"Mitt namn är {NAME}. Bör vi samverka mer?"),
        ("My name is Eva Berg. Should we join now?", f"My name is {NAME}. Should we join now?"),
        ("Bör vi samverka om IT? Mvh Eva Berg", f"Bör vi samverka om IT? Mvh {NAME}"),
        (
            "Bör vi samverka om IT?\nMed vänliga hälsningar,\nEva-Lena",
            f"Bör vi samverka om IT?\nMed vänliga hälsningar,\n{NAME}",
        ),
    ],
)
def test_what_tells_of_the_asker_is_masked(asked: str, sent: str) -> None:
    result = sendable(asked)

    assert result.text == sent
    assert not result.changes_question


@pytest.mark.parametrize(
    "asked",
    [
        "Ska små kommuner ansluta sig till en gemensam plattform?",
        "Vad säger Andersson (2014) om samverkan i Orust kommun?",
        "Jag är Kommunchef i en liten kommun. Vad bör vi göra först?",
        "Vilka hälsningar och möten nämns i rapporten?",
        "Is this Sweden's only shared platform?",
        "This is Orust Municipality's first plan. Is it enough?",
        "Vad gäller enligt SOU 2020:36 och diarienummer KS 2024/00123?",
    ],
)
def test_question_that_tells_of_nobody_is_sent_as_it_is(asked: str) -> None:
    assert sendable(asked).text == asked
    assert not sendable(asked).changes_question


@pytest.mark.parametrize(
    "asked",
    [
        "Vem har telefonnummer 070-123 45 67?",
        "Vems adress är eva@kommun.se?",
        "Who is 850709-9805?",
        "850709-9805",
        "eva@kommun.se, 070-123 45 67?",
    ],
)
def test_question_about_a_person_is_not_to_be_sent(asked: str) -> None:
    assert sendable(asked).changes_question


def test_name_of_the_asker_is_masked_in_full_and_in_any_letters() -> None:
    result = sendable("EVA  BERG undrar: vad säger Eva Bergs chef om detta?", ["Eva Berg"])

    assert result.text == f"{NAME} undrar: vad säger {NAME} chef om detta?"


def test_part_of_a_name_that_may_be_a_place_stays() -> None:
    asked = "Bör Bergs kommun samverka med Eva-projektet?"

    assert sendable(asked, ["Eva Berg", "berg"]).text == asked


def test_masking_again_changes_nothing() -> None:
    once = sendable("Jag heter Eva Berg, 850709-9805. Ska vi dela e-tjänster? Mvh Eva").text

    assert sendable(once).text == once


def test_identity_number_in_what_is_sent_is_seen() -> None:
    assert tells_of_a_person("Underlag: 850709-9805 har svarat.")
    assert not tells_of_a_person("Underlag: [personnummer] har svarat, ring 08-123 456 78.")


@pytest.mark.parametrize("part", ["Mvh ", "Jag heter ", "Eva ", "A", "my name is Eva "])
def test_long_text_is_masked_in_a_moment(part: str) -> None:
    begun = time.perf_counter()

    sendable(part * (20_000 // len(part)), ["Eva Berg"])

    assert time.perf_counter() - begun < 2
