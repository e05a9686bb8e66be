"""A section rests on interviews where its heading or its first words say so."""

import pytest

from advisor.documents.chunking import chunk
from advisor.documents.interviews import interview_sections
from tests.documents.parsed import PROSE, txt


def _told(opening: str, heading: str = "4 Resultat") -> set[tuple[str, ...]]:
    return set(interview_sections(txt(f"{heading}\n\n{opening}\n\n{PROSE}\n\n{PROSE}")))


@pytest.mark.parametrize(
    "opening",
    [
        "I detta kapitel redovisas vad som framkom i intervjuerna med hamnarna.",
        "Hamnen ligger i norr. Nedan presenteras materialet, som bygger på intervjuer.",
        "This chapter presents what was said in the interviews with the two harbour masters.",
    ],
)
def test_section_that_presents_interviews_rests_on_them(opening: str) -> None:
    assert _told(opening) == {("4 Resultat",)}


@pytest.mark.parametrize(
    "opening",
    [
        "I detta kapitel redovisas resultatet av enkäten och intervjuerna med hamnarna.",
        "I detta kapitel presenteras intervjufrågorna för hamnarna.",
        "Intervjuerna med hamnarna gjordes under våren.",
        "I detta kapitel redovisas inte intervjuerna.",
        "This chapter presents the survey and the interviews with the harbour masters.",
    ],
)
def test_section_that_tells_something_else_does_not(opening: str) -> None:
    assert _told(opening) == set()


def test_what_stands_far_into_a_section_opens_it_no_more() -> None:
    assert _told(f"{PROSE} {PROSE} {PROSE}\n\nNedan redovisas en av intervjuerna.") == set()


@pytest.mark.parametrize(
    "heading", ["4 Intervjuer", "Intervju med hamnchefen", "4.2 Resultat från intervjuerna"]
)
def test_section_with_interviews_for_a_heading_rests_on_them(heading: str) -> None:
    assert _told("Kajen är trång och isen är tjock.", heading) == {(heading,)}


@pytest.mark.parametrize("heading", ["3 Intervjuer som metod", "4 Hamnen", "3 Intervjuguide"])
def test_section_on_how_interviews_are_made_does_not(heading: str) -> None:
    assert _told("Kajen är trång och isen är tjock.", heading) == set()


def test_sentences_of_the_section_and_of_those_below_know_it() -> None:
    _, sentences = chunk(
        txt(
            f"4 Resultat\n\nI detta kapitel redovisas intervjuerna.\n\n{PROSE}\n\n"
            f"4.1 Kajen\n\nKajen är trång.\n\n{PROSE}\n\n"
            f"5 Analys\n\nBron är bred och ny.\n\n{PROSE}"
        )
    )

    said = {sentence.text: sentence.interviewed for sentence in sentences}

    assert said["I detta kapitel redovisas intervjuerna."]
    assert said["Kajen är trång."]
    assert not said["Bron är bred och ny."]
