import pytest

from advisor.documents.captions import is_caption, is_debris, is_prose
from tests.documents.parsed import PROSE, THESIS, block, blocks, corpus, text_of, txt


@pytest.mark.parametrize(
    "line",
    [
        "Figur 3: Svar på frågan om kajen",
        "Tabell 2.1. Antal båtar",
        "Diagram 4 – Båtar per år",
        "Figure 5 Ships by year",
        "Bild 2",
        "Källa: Sjöfartsverket 2020",
        "*Tabell 7:* Hamnar",
    ],
)
def test_caption_is_known(line: str) -> None:
    assert is_caption(line)


@pytest.mark.parametrize(
    "line",
    ["Figur 3 visar att kajen används.", "Tabellen ovan visar djupet.", "Bilden av hamnen är god."],
)
def test_sentence_about_a_figure_is_no_caption(line: str) -> None:
    assert not is_caption(line)


@pytest.mark.parametrize(
    "text",
    [
        "Behov Planera bri:;gga d Bygg kaj Öppna hamn d Följ upp",
        "Start . : Kaj P Brygga T Farled o& Slut",
        "0 % 10 % 20 % 30 % Ja Nej",
        "12 45 67 Ekvik 23 11",
    ],
)
def test_labels_read_out_of_a_picture_are_debris(text: str) -> None:
    assert is_debris(text)


@pytest.mark.parametrize(
    "text",
    [
        PROSE,
        "Hamnen arn 6ppen f0r bdtar hela aret och 4r gratis.",  # scanned badly, yet a sentence
        "Ekvik, Sjöbo, Norrdal, Fågelö, Strömby",
        "The harbour is open to all boats, and it costs 45 % less than in 2019.",
        "Två år",
    ],
)
def test_what_somebody_wrote_is_no_debris(text: str) -> None:
    assert not is_debris(text)


def test_labels_beside_debris_belong_to_the_figure() -> None:
    document = txt(
        f"{PROSE}\n\nBehov Planera bri:;gga d Bygg kaj Öppna hamn d Följ upp\n\n"
        f"Tekniska villkor\n\n(Ekvall et al, 2012)\n\n{PROSE}"
    )

    assert len(blocks(document, "caption")) == 3
    assert blocks(document, "paragraph") == [PROSE, PROSE]


def test_caption_goes_on_to_the_end_of_its_parenthesis() -> None:
    document = txt(f"{PROSE}\n\nBild 2: Hamnen i Ekvik (Bodin &\n\nHall, 2013.)\n\n{PROSE}")

    assert blocks(document, "caption") == ["Bild 2: Hamnen i Ekvik (Bodin & Hall, 2013.)"]


def test_question_that_a_caption_quotes_is_the_survey_s() -> None:
    document = txt(
        f"{PROSE}\n\nHamnen är lätt att nå\n\nMed lätt menas att vägen är...\n\n"
        f"Figur 1: Svar på ”Hamnen är lätt att nå”.\n\n{PROSE}"
    )

    assert blocks(document, "survey_question") == [
        "Hamnen är lätt att nå",
        "Med lätt menas att vägen är...",
    ]


def test_explanation_cut_within_a_word_is_the_survey_s() -> None:
    document = txt(
        f"{PROSE}\n\nHur bra är vägen?\n\nMed väg menas den som leder fram till hamnen fr.\n\n"
        f"Figur 1: Svar på frågan.\n\n{PROSE}"
    )

    assert len(blocks(document, "survey_question")) == 2


def test_paragraph_after_a_question_that_ends_well_is_evidence() -> None:
    document = txt(f"{PROSE}\n\nHur bra är vägen?\n\nVägen är bra.\n\nFigur 1: Svar.\n\n{PROSE}")

    assert "Vägen är bra." in blocks(document, "paragraph")


def test_note_is_prose_only_when_it_says_something() -> None:
    assert is_prose("Med hamn menas i den här rapporten en kaj med minst två bryggor.")
    assert not is_prose("(Sjöfartsverket och Transportstyrelsen, 2020)")


def test_model_figures_of_the_thesis_are_no_evidence() -> None:
    document = corpus()[THESIS]

    for words in ("ku:;:sc", "T kundanpassad . :", "Tekniska möjligheter"):
        figures = [
            b
            for b in document.blocks
            if words in text_of(document, b) and b.role not in ("appendix", "contents")
        ]
        assert figures
        assert {b.kind for b in figures} == {"caption"}


def test_running_text_of_the_corpus_is_never_debris() -> None:
    texts = [
        t for d in corpus().values() for t in (*blocks(d, "paragraph"), *blocks(d, "list_item"))
    ]

    assert len(texts) > 700
    assert not [text for text in texts if is_debris(text)]


def test_thesis_footnote_stands_below_the_sentence_it_parted() -> None:
    document = corpus()[THESIS]

    note = block(document, "E-förvaltning betyder verksamhetsutveckling")
    parted = block(document, "e-förvaltningsarbete är därmed")

    assert (note.kind, note.page) == ("footnote", 4)
    assert parted.kind == "paragraph"
    assert text_of(document, note).startswith("E-förvaltning betyder")
