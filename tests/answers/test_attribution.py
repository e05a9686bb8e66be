"""A quote is introduced by who says it, when, and in what capacity."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from advisor.answers.attribution import (
    attribution,
    source_name,
    teller,
    unnamed_subject,
    work_gone_on_from,
)
from advisor.types import Document, Sentence, Source
from advisor.vocabulary import Language, SectionRole, Voice
from tests.fakes import Shelf, sentence_of

EVALUATION = Source("larm.txt", "Larm", "evaluation", publisher="Höganäs kommun", date="2022-05")
TEXT = "Larmen är billiga."
OPINION = "De tillfrågade anser att larmen är billiga."


@pytest.mark.parametrize(
    ("role", "language", "said"),
    [
        ("recommendation", "sv", "Utvärderingen från Höganäs kommun (2022) rekommenderar"),
        ("conclusion", "sv", "Utvärderingen från Höganäs kommun (2022) drar slutsatsen"),
        ("other", "sv", "Utvärderingen från Höganäs kommun (2022) skriver"),
        ("result", "en", "The evaluation from Höganäs kommun (2022) reports"),
        ("references", "en", "The evaluation from Höganäs kommun (2022) writes"),
    ],
)
def test_verb_follows_the_section_and_the_language_of_the_question(
    role: SectionRole, language: Language, said: str
) -> None:
    sentence = sentence_of(0, "larm.txt", (0, 0, len(TEXT)), TEXT, role=role)

    assert attribution(EVALUATION, sentence, language) == said


def test_list_item_is_introduced_by_the_words_over_its_list() -> None:
    sentence = sentence_of(0, "larm.txt", (0, 0, len(TEXT)), TEXT, kind="list_item")

    said = attribution(EVALUATION, sentence, "sv", "Tre saker talar för larmen:")

    assert said.endswith("redovisar: ”Tre saker talar för larmen”")


def _relayed(
    voice: Voice, said_by: str, role: SectionRole, language: Language = "sv", text: str = OPINION
) -> str:
    place = (0, 0, len(text))
    sentence = sentence_of(0, "larm.txt", place, text, role=role, voice=voice, said_by=said_by)
    return attribution(EVALUATION, sentence, language)


@pytest.mark.parametrize(
    ("voice", "said_by", "language", "said"),
    [
        ("literature", "Malm (2010)", "sv", "Enligt Malm (2010), återgivet i utvärderingen från"),
        ("literature", "", "sv", "Enligt en annan källa, återgivet i utvärderingen från"),
        ("respondent", "fastighetschefen", "sv", "Enligt fastighetschefen, återgivet i utvärd"),
        ("respondent", "", "sv", "Enligt de tillfrågade, återgivet i utvärderingen från"),
        ("literature", "Malm (2010)", "en", "According to Malm (2010), as relayed in the evalu"),
        ("literature", "", "en", "According to another source, as relayed in the evaluation"),
        ("respondent", "", "en", "According to those who were asked, as relayed in the evalu"),
    ],
)
@pytest.mark.parametrize("role", ["result", "theory", "background"])
def test_what_is_relayed_is_the_word_of_those_who_said_it(
    voice: Voice, said_by: str, language: Language, said: str, role: SectionRole
) -> None:
    assert _relayed(voice, said_by, role, language).startswith(said)


@pytest.mark.parametrize(
    ("said_by", "name"),
    [
        ("Malm, 2010", "Malm (2010)"),
        ("Malm 2010", "Malm (2010)"),
        ("Malm 2010,s.4", "Malm (2010)"),
        ("Malm, 2010, s. 4-6", "Malm (2010)"),
        ("Malm & Ek, 2010b", "Malm & Ek (2010b)"),
        ("Malm et al., 2010", "Malm et al. (2010)"),
        ("Malm, 2010; Ek, 2012", "Malm, 2010; Ek, 2012"),
        ("Larmboken", "Larmboken"),
    ],
)
def test_reference_in_parentheses_is_named_as_in_a_sentence(said_by: str, name: str) -> None:
    assert _relayed("literature", said_by, "result").startswith(f"Enligt {name}, återgivet i")


@pytest.mark.parametrize("role", ["recommendation", "conclusion", "summary", "discussion"])
def test_own_analysis_that_leans_on_a_work_stays_the_source_s_own(role: SectionRole) -> None:
    own = _relayed("author", "", role)

    assert _relayed("literature", "Malm, 2010", role) == f"{own}, med hänvisning till Malm (2010)"
    assert _relayed("literature", "", role) == own
    assert _relayed("respondent", "Malm", role).startswith("Enligt Malm, återgivet i")


def test_own_analysis_names_the_work_in_the_language_of_the_question() -> None:
    said = _relayed("literature", "Malm, 2010", "conclusion", "en")

    assert said.endswith(" concludes, with reference to Malm (2010)")


def test_words_over_a_list_follow_whoever_said_it() -> None:
    place = (0, 0, len(OPINION))
    item = sentence_of(0, "larm.txt", place, OPINION, kind="list_item", voice="respondent")

    said = attribution(EVALUATION, item, "sv", "Tre saker talar för larmen:")

    assert said.startswith("Enligt de tillfrågade, återgivet i")
    assert said.endswith("(2022): ”Tre saker talar för larmen”")


@pytest.mark.parametrize(
    ("source", "language", "name"),
    [
        (Source("a.txt", "A", "bachelor_thesis"), "sv", "Kandidatuppsatsen (odaterad)"),
        (Source("a.txt", "A", "bachelor_thesis"), "en", "The bachelor's thesis (undated)"),
        (Source("a.txt", "A", "other", date="1999"), "sv", "Dokumentet (1999)"),
        (Source("a.txt", "A", "other", date="1999"), "en", "The document (1999)"),
    ],
)
def test_source_is_named_by_kind_and_year_also_where_they_are_not_known(
    source: Source, language: Language, name: str
) -> None:
    assert source_name(source, language) == name


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("sv", "Utvärderingen från Höganäs kommun (2022) redovisar: ”Tre saker talar för larmen”"),
        (
            "en",
            "The evaluation from Höganäs kommun (2022) reports: “Tre saker talar för larmen”"
            " (in Swedish)",
        ),
    ],
)
def test_words_over_a_list_are_quoted_as_the_language_of_the_answer_does(
    language: Language, said: str
) -> None:
    item = sentence_of(0, "larm.txt", (0, 0, len(TEXT)), TEXT, kind="list_item")

    assert attribution(EVALUATION, item, language, "Tre saker talar för larmen:") == said


@pytest.mark.parametrize(
    ("who", "language", "said"),
    [
        ("fastighetschefen", "en", "According to “fastighetschefen” (in Swedish), as relayed"),
        ("Lindbys larmchef", "en", "According to “Lindbys larmchef” (in Swedish), as relayed"),
        ("Chefen för LARM", "en", "According to “Chefen för LARM” (in Swedish), as relayed"),
        ("Lindby", "en", "According to Lindby, as relayed"),
        ("Lindbys larmchef", "sv", "Enligt Lindbys larmchef, återgivet"),
    ],
)
def test_post_of_a_respondent_is_quoted_in_another_language_and_a_name_is_not(
    who: str, language: Language, said: str
) -> None:
    assert _relayed("respondent", who, "result", language).startswith(said)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Sammantaget visar dessa studier att larm behövs.",
            "Utvärderingen från Höganäs kommun (2022) sammanfattar",
        ),
        ("Vissa studier visar att larm behövs.", "Enligt tidigare studier, återgivet i"),
        ("Larmboken visar att larm behövs.", "Enligt en annan källa, återgivet i"),
    ],
)
def test_summing_up_of_works_is_the_source_s_own_and_several_works_are_not_one(
    text: str, said: str
) -> None:
    assert _relayed("literature", "", "result", text=text).startswith(said)


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Respondenterna anser att larmen är billiga.", "de tillfrågade"),
        ("Dock anser de intervjuade att larmen är billiga.", "de tillfrågade"),
        ("The participants felt that alarms are cheap.", "de tillfrågade"),
        ("Respondenten anser att larmen är billiga.", "en tillfrågad"),
        ("En av de tillfrågade anser att larmen är billiga.", "en tillfrågad"),
        ("One of the respondents felt that alarms are cheap.", "en tillfrågad"),
        ("”Vi har aldrig haft råd med ett enda larm.”", "en tillfrågad"),
        ("“We could never afford a single alarm.”", "en tillfrågad"),
        # The quote itself says whose opinion it is; "de tillfrågade" would be more than it says.
        ("Byarna anser att larmen är billiga.", ""),
        ("Fem av byarna ansåg att larmen var billiga.", ""),
        ("Två av de tillfrågade anser att larmen är billiga.", ""),
        ("Flera respondenter anser att larmen är billiga.", ""),
        ("Some respondents felt that alarms are cheap.", ""),
        ("Det upplevs att larm saknas i byarna.", ""),
        ("”Larm i alla byar år 2030 är målet för rådet.”", ""),
        ("God täckning, det vill säga att alla hör, är viktig.", ""),
        ("Resultatet indikerar att de tillfrågade är nöjda med larmen.", ""),
        ("I takt med att de tillfrågade upplever brand ses larm som en lösning.", ""),
    ],
)
def test_opinion_without_a_name_is_told_of_those_whose_it_surely_is(text: str, who: str) -> None:
    said = _relayed("respondent", "", "result", text=text)

    assert said.startswith(f"Enligt {who}, återgivet i" if who else "Utvärderingen från Höganäs")


def test_one_who_was_asked_is_told_in_the_language_of_the_question() -> None:
    said = _relayed("respondent", "", "result", "en", "Respondenten anser att larmen är billiga.")

    assert said.startswith("According to one of those who were asked, as relayed in")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("sv", "redovisar med stöd av intervjuer"),
        ("en", "reports on the basis of interviews"),
    ],
)
def test_what_a_source_tells_from_interviews_is_told_so(language: Language, said: str) -> None:
    place = (0, 0, len(TEXT))
    sentence = sentence_of(0, "larm.txt", place, TEXT, interviewed=True)
    named = replace(sentence, voice="respondent", said_by="Malm")

    assert attribution(EVALUATION, sentence, language).endswith(f"Höganäs kommun (2022) {said}")
    assert "Malm" in attribution(EVALUATION, named, language)
    assert said not in attribution(EVALUATION, named, language)


def test_reference_behind_a_study_s_own_method_does_not_make_it_the_work_s() -> None:
    own = _relayed("author", "", "method")

    leaning = _relayed("literature", "Malm, 2010", "method")

    assert leaning == f"{own}, med hänvisning till Malm (2010)"
    assert _relayed("literature", "Malm (2010)", "method").startswith("Enligt Malm (2010), återg")
    assert _relayed("literature", "", "method").startswith("Enligt en annan källa")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Larmet är svårt att förstå, ”Vad är ens ett larm?” (Larmchefen, 2014).",
            "Utvärderingen från Höganäs kommun (2022) redovisar, med hänvisning till Larmchefen",
        ),
        ("”Vad är ens ett larm, undrar jag?” (Larmchefen, 2014).", "Enligt Larmchefen, återgivet"),
        ("Vi gör som vi blir tillsagda” (Larmchefen, 2014).", "Enligt Larmchefen, återgivet"),
    ],
)
def test_sentence_of_the_author_s_that_ends_in_a_quotation_stays_the_author_s(
    text: str, said: str
) -> None:
    assert _relayed("respondent", "Larmchefen", "result", text=text).startswith(said)


@pytest.mark.parametrize(
    ("section", "language", "said"),
    [
        (("3. Den lugna kommunen", "Logik"), "sv", "redovisar, om typen ”Den lugna kommunen”"),
        (("Den lugna kommunen",), "en", "reports, of the type “Den lugna kommunen” (in Swedish)"),
        (("Den lugna kommunens behov",), "sv", "redovisar"),
    ],
)
def test_what_is_said_of_a_type_is_told_with_the_type(
    section: tuple[str, ...], language: Language, said: str
) -> None:
    sentence = sentence_of(0, "larm.txt", (0, 0, len(TEXT)), TEXT, section=section)

    assert attribution(EVALUATION, sentence, language).endswith(said)


def _gone_on_from(*texts: str, apart: bool = False, leans: Sequence[int] = (), **said: Any) -> str:
    """Of the last of these sentences, the first of which is relayed; some lean on one before."""
    shelf = Shelf()
    *_, last = shelf.add("a.txt", *texts, kind="list_item" if apart else "paragraph")
    told: dict[int, Any] = {**{number: {"leans": True} for number in leans}, 0: said}

    class _Around(Shelf):
        def before(self, sentence: Sentence) -> Sentence | None:
            before = shelf.before(sentence)
            return before and replace(before, **told.get(before.id, {}))

        def document(self, file: str) -> Document:
            return shelf.document(file)

    return work_gone_on_from(replace(last.sentence, **told.get(last.sentence.id, {})), _Around())


def test_sentence_that_adds_to_a_relayed_work_tells_so() -> None:
    relayed: dict[str, Any] = {"voice": "literature", "said_by": "Malm, 2010"}

    assert _gone_on_from(TEXT, "De håller.", "Dessutom är de små.", **relayed) == "Malm, 2010"
    assert _gone_on_from(TEXT, "Larmen är små.", **relayed) == ""
    assert _gone_on_from(TEXT, "Även om de är små hörs de.", **relayed) == ""
    assert _gone_on_from(TEXT, "Dessutom är de små.", apart=True, **relayed) == ""
    assert _gone_on_from(TEXT, "Dessutom är de små.", voice="respondent", said_by="Malm") == ""
    assert _gone_on_from(TEXT, "Dessutom är de små.") == ""


def test_sentence_that_leans_on_a_relayed_work_tells_so() -> None:
    relayed: dict[str, Any] = {"voice": "literature", "said_by": "Malm, 2010"}

    assert _gone_on_from(TEXT, "Detta gör dem små.", leans=[1], **relayed) == "Malm, 2010"
    assert _gone_on_from(TEXT, "Det är bra.", "Detta gör dem små.", leans=[1, 2], **relayed) != ""
    assert _gone_on_from(TEXT, "Byn är liten.", "Det är bra.", leans=[2], **relayed) == ""
    assert _gone_on_from(TEXT, "Byn är liten.", **relayed) == ""


def test_work_that_is_gone_on_from_is_named() -> None:
    sentence = sentence_of(0, "larm.txt", (0, 0, len(TEXT)), TEXT)

    said = attribution(EVALUATION, sentence, "sv", goes_on="Malm, 2010")

    assert said.endswith("(2022) redovisar, i anslutning till Malm (2010)")


def test_only_what_is_told_of_the_same_stands_under_one_attribution() -> None:
    def told(voice: Voice, said_by: str, text: str = TEXT, role: SectionRole = "result") -> object:
        place = (0, 0, len(text))
        said = sentence_of(0, "a.txt", place, text, voice=voice, said_by=said_by, role=role)
        return teller(said)

    all_asked = told("respondent", "", "Respondenterna anser att larmen är billiga.")
    one_asked = told("respondent", "", "Respondenten anser att larmen är billiga.")
    ends_in_quotation = "Larmet är svårt, ”Vad är ens ett larm?” (Malm, 2014)."

    assert told("literature", "Malm, 2010") == told("literature", "Malm (2010)")
    assert told("literature", "Malm, 2010") != told("author", "")
    assert told("literature", "Malm, 2010", role="method") != told(
        "literature", "Malm (2010)", role="method"
    )
    assert all_asked != one_asked
    assert told("respondent", "Malm", ends_in_quotation) != told("respondent", "Malm")


@pytest.mark.parametrize(
    ("section", "language", "said"),
    [
        ("4.1 Lindby", "sv", "redovisar, i avsnittet om Lindby"),
        ("4.1 Lindby", "en", "reports, in the section on Lindby"),
        ("5. Övrigt", "sv", "redovisar, om Lindby"),
        ("5. Övrigt", "en", "reports, regarding Lindby"),
    ],
)
def test_what_a_quote_is_on_is_told_where_it_does_not_name_it(
    section: str, language: Language, said: str
) -> None:
    sentence = sentence_of(0, "larm.txt", (0, 0, len(TEXT)), TEXT, section=(section,))

    assert attribution(EVALUATION, sentence, language, unnamed="Lindby").endswith(said)


def test_what_a_quote_is_on_is_told_once() -> None:
    place, whose = (0, 0, len(OPINION)), "Lindbys larmchef"
    sentence = sentence_of(0, "larm.txt", place, OPINION, voice="respondent", said_by=whose)

    said = attribution(EVALUATION, sentence, "sv", unnamed="Lindby")

    assert said == "Enligt Lindbys larmchef, återgivet i utvärderingen från Höganäs kommun (2022)"


def test_type_that_a_quote_is_on_is_told_as_such_wherever_it_stands() -> None:
    sentence = sentence_of(0, "larm.txt", (0, 0, len(TEXT)), TEXT)

    said = attribution(EVALUATION, sentence, "sv", unnamed="Den sparsamma kommunen")

    assert said.endswith("redovisar, om typen ”Den sparsamma kommunen”")


@pytest.mark.parametrize(
    ("subject", "text", "unnamed"),
    [
        (("Lindby", "LARM"), "Sirenerna är billiga.", "LARM"),
        (("Lindby", "LARM"), "LARM är billigt.", None),
        (("Lindby", "LARM"), "Lindbys sirener är billiga.", None),
        ((), "Sirenerna är billiga.", None),
    ],
)
def test_what_a_text_is_on_is_unnamed_where_it_names_nothing_of_it(
    subject: tuple[str, ...], text: str, unnamed: str | None
) -> None:
    sentence = sentence_of(0, "larm.txt", (0, 0, len(text)), text, subject=subject)

    assert unnamed_subject(sentence, text) == unnamed
