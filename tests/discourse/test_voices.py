"""Whose word a sentence is stands in its references, reporting verbs and quotation marks."""

from __future__ import annotations

import pytest

from advisor.discourse.naming import MOST_WHO
from advisor.discourse.voices import OWN, Before, Said, whose_word
from advisor.discourse.works import cited_names
from advisor.vocabulary import Language


@pytest.mark.parametrize(
    ("sentence", "who", "language"),
    [
        ("Ekberg (2009) beskriver hamnar som nav.", "Ekberg (2009)", "sv"),
        ("Ekberg och Lind (2009a) ser hamnar som nav.", "Ekberg och Lind (2009a)", "sv"),
        ("Däremot ser Ekberg (2009) breda farleder.", "Ekberg (2009)", "sv"),
        ("Ekberg (2009) describes harbours as hubs.", "Ekberg (2009)", "en"),
        ("Ekberg et al. (2009) describe harbours.", "Ekberg et al. (2009)", "en"),
    ],
)
def test_work_named_with_its_year_is_literature_and_opens(
    sentence: str, who: str, language: Language
) -> None:
    assert whose_word(sentence, language) == Said("literature", who, opens=True)


def test_work_named_late_in_a_sentence_does_not_open_it() -> None:
    said = whose_word("Farleden är trång i norr, en bild som delas av Ekberg (2009).", "sv")

    assert said == Said("literature", "Ekberg (2009)", opens=False)


@pytest.mark.parametrize(
    ("sentence", "who", "language"),
    [
        ("Hamnar är nav (Ekberg, 2009).", "Ekberg, 2009", "sv"),
        ("Hamnar är nav (SMHI, 2009, Ekberg, 2013).", "SMHI, 2009, Ekberg, 2013", "sv"),
        ("Harbours are hubs (Ekberg & Lind, 2009).", "Ekberg & Lind, 2009", "en"),
    ],
)
def test_reference_in_parentheses_is_literature(
    sentence: str, who: str, language: Language
) -> None:
    assert whose_word(sentence, language) == Said("literature", who)


def test_years_in_parentheses_are_no_reference() -> None:
    assert whose_word("Den norra kajen byggdes ut (2013-2015).", "sv") == OWN


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("I rapporten ”Isar i norr” beskrivs isen.", "sv"),
        ("Sjöfartsverkets rapport beskriver isen.", "sv"),
        ("The report by Lloyd covers the ice.", "en"),
    ],
)
def test_work_named_by_its_title_or_its_maker_is_literature(
    sentence: str, language: Language
) -> None:
    assert whose_word(sentence, language) == Said("literature", "", opens=True)


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("Denna rapport från Lindby visar att isen är tjock.", "sv"),
        ("Enligt denna studie är farleden trång.", "sv"),
        ("I denna studie används Ekberg (2009) som stöd.", "sv"),
        ("Jämfört med Ekberg (2009) är farleden trång.", "sv"),
        ("This report shows that the channel is narrow.", "en"),
        ("Compared with Ekberg (2009), the channel is narrow.", "en"),
    ],
)
def test_what_the_author_does_with_a_work_is_the_authors_word(
    sentence: str, language: Language
) -> None:
    assert whose_word(sentence, language) == OWN


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("Tidigare forskning visar att hamnar växer.", "sv"),
        ("Litteraturen pekar på att hamnar växer.", "sv"),
        ("Earlier research shows that harbours grow.", "en"),
    ],
)
def test_earlier_research_is_literature_that_is_not_named(
    sentence: str, language: Language
) -> None:
    assert whose_word(sentence, language) == Said("literature")


@pytest.mark.parametrize(
    ("sentence", "who", "language"),
    [
        ("Lotschefen upplever att farleden är trång.", "Lotschefen", "sv"),
        ("Lindbys lotsansvarige menar att djupet räcker.", "Lindbys lotsansvarige", "sv"),
        ("Enligt hamnchefen räcker djupet.", "hamnchefen", "sv"),
        ("Farleden är trång enligt Lindbys hamnchef, men djup.", "Lindbys hamnchef", "sv"),
        ("Lindby menar att djupet räcker.", "Lindby", "sv"),
        ("Lindby är osäker på djupet.", "Lindby", "sv"),
        ("Respondenterna i norr upplever att farleden är trång.", "", "sv"),
        ("Lindby reports that the channel is narrow.", "Lindby", "en"),
        ("Respondents felt that the channel is narrow.", "", "en"),
        ("The channel is narrow, according to Lindby.", "Lindby", "en"),
    ],
)
def test_somebody_asked_is_told_by_role_or_name_and_reporting_verb(
    sentence: str, who: str, language: Language
) -> None:
    assert whose_word(sentence, language) == Said("respondent", who)


@pytest.mark.parametrize(
    ("sentence", "language"),
    [("Ekberg menar att djupet räcker.", "sv"), ("According to Ekberg, it is deep.", "en")],
)
def test_reporting_verb_with_a_cited_name_relays_a_work(sentence: str, language: Language) -> None:
    cited = frozenset({"Ekberg"})

    assert whose_word(sentence, language, cited=cited) == Said("literature", "Ekberg", opens=True)
    assert whose_word(sentence, language) == Said("respondent", "Ekberg")


def test_interview_dated_like_a_reference_is_the_respondents_word() -> None:
    said = whose_word("Djupet räcker inte (Hamnchefen, Lindby, 2014).", "sv")

    assert said == Said("respondent", "Hamnchefen, Lindby")


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("I Lindby anser 40 % att farleden är trång.", "sv"),
        ("Majoriteten av respondenterna i norr anser att farleden är trång.", "sv"),
        ("Hälften i Lindby kommun tycker att farleden är trång.", "sv"),
        ("Respondents in the north felt by 40 % that the channel is narrow.", "en"),
    ],
)
def test_how_many_answered_what_is_the_authors_figure(sentence: str, language: Language) -> None:
    assert whose_word(sentence, language) == OWN


@pytest.mark.parametrize(
    "sentence",
    [
        "Här anser jag att lotschefen menar för mycket.",
        "Med stöd i Ekberg (2009) anser jag att farleden är trång.",
        "Därför menar jag att farleden är trång (Ekberg, 2009).",
        "Något som jag tror gäller i Lindby, enligt Ekberg.",
        "Därför valde jag den modell som Ekberg (2009) beskriver.",
    ],
)
def test_own_opinion_is_the_authors_whatever_it_leans_on(sentence: str) -> None:
    assert whose_word(sentence, "sv") == OWN


@pytest.mark.parametrize(
    ("sentence", "who", "language"),
    [
        ("”Vi hade behövt en lots den vintern” berättar hamnchefen.", "hamnchefen", "sv"),
        ("Hamnchefen: ”Djupet vid den gamla kajen har alltid räckt till.”", "Hamnchefen", "sv"),
        ("“We needed another pilot that winter, honestly”", "", "en"),
    ],
)
def test_quoted_speech_is_a_respondents_word(sentence: str, who: str, language: Language) -> None:
    assert whose_word(sentence, language) == Said("respondent", who)


def test_quoted_question_of_the_study_is_the_authors_word() -> None:
    asked = "”Hur djup är farleden, och hur vet vi något om dess botten?” löd frågan."
    told = "”Farleden är djup, och det vet vi genom att mäta dess botten.” löd svaret."

    assert whose_word(asked, "sv") == OWN
    assert whose_word(told, "sv") == Said("respondent")


@pytest.mark.parametrize(
    ("sentence", "language"),
    [("Farleden är trång.", "sv"), ("The channel is narrow.", "en")],
)
def test_plain_sentence_is_the_authors_word(sentence: str, language: Language) -> None:
    assert whose_word(sentence, language) == OWN


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("Rapporten riktar sig till hamnar som vill växa.", "sv"),
        ("Uppsatsen vänder sig till lotsar.", "sv"),
        ("The report is aimed at pilots.", "en"),
    ],
)
def test_whom_a_text_is_for_it_tells_of_itself(sentence: str, language: Language) -> None:
    assert whose_word(sentence, language) == OWN


@pytest.mark.parametrize(
    ("notes", "who"),
    [
        (("(Ekberg, Isar, 2009.)",), "Ekberg, Isar, 2009"),
        (("Ekberg, 2009.", "Smalare än fem meter.", "Lind, 2011."), "Ekberg, 2009; Lind, 2011"),
        (("(Ekberg, u.d.)",), "Ekberg, u.d"),
    ],
)
def test_footnotes_of_a_sentence_name_the_works(notes: tuple[str, ...], who: str) -> None:
    assert whose_word("Farleden är trång.", "sv", notes=notes) == Said("literature", who)


def test_footnote_that_explains_names_no_work() -> None:
    assert whose_word("Kajen är trång.", "sv", notes=("Smalare än fem meter.",)) == OWN


def test_own_opinion_with_a_footnote_stays_the_authors() -> None:
    assert whose_word("Här anser jag att den är trång.", "sv", notes=("Ekberg, 2009.",)) == OWN


def test_who_is_left_out_where_it_is_too_long_to_tell() -> None:
    year = ", 2010"
    longest = "E" + "k" * (MOST_WHO - 1 - len(year)) + year
    longer = "Ek" + longest[1:]

    assert whose_word("Isen är tjock.", "sv", notes=(longest,)).who == longest
    assert whose_word("Isen är tjock.", "sv", notes=(longer,)) == Said("literature")


def test_cited_names_are_those_given_with_a_year() -> None:
    text = "Ekberg och Lind (2009) mätte isen i Lindby. Isen är tjock (SMHI, 2011, Ask, 2013)."

    assert cited_names(text) == {"Ekberg", "Lind", "SMHI", "Ask"}


def test_role_of_somebody_interviewed_is_no_cited_name() -> None:
    assert cited_names("Djupet räcker inte (Hamnchefen, Lindby, 2014).") == frozenset()


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        ("Enligt Lindbys egen bedömning är kajen lång.", ""),
        ("Enligt Lindbys hamnchef är kajen lång.", "Lindbys hamnchef"),
        ("Enligt Jonas är kajen lång.", "Jonas"),
        ("Åby, Lindby och Ekby anser att kajen är lång.", ""),
        ("Överlag anser Lindby att kajen är lång.", "Lindby"),
    ],
)
def test_speaker_is_named_whole_or_not_at_all(sentence: str, who: str) -> None:
    assert whose_word(sentence, "sv") == Said("respondent", who)


def test_work_in_the_genitive_is_named_without_it() -> None:
    said = whose_word("Enligt Regeringskansliets (2012) handlingsplan är kajen lång.", "sv")

    assert (said.voice, said.who) == ("literature", "Regeringskansliet (2012)")


@pytest.mark.parametrize(
    ("sentence", "voice"),
    [
        ("I rapporten Isar i norr menar man att isen är tjock.", "literature"),
        ("Isläggning visade sig i norr, vilket beskrivs som nytt.", "literature"),
        ("En vanlig metod är Isprov, men den används inte i Lindby.", "author"),
        ("Förstudien Isar i norr genomfördes under två vintrar.", "author"),
    ],
)
def test_mark_within_a_sentence_makes_it_the_works_only_where_it_tells_something(
    sentence: str, voice: str
) -> None:
    assert whose_word(sentence, "sv", marked=("(Ekberg, 2009)",)).voice == voice
    assert whose_word(sentence, "sv", notes=("(Ekberg, 2009)",)).voice == "literature"


ASKED = Before(Said("respondent", "hamnchefen"))
WORK = Said("literature", "Ekberg, 2009", opens=True)
WORKS = Said("literature", "Ekberg & Lind, 2009")


@pytest.mark.parametrize(
    ("sentence", "before", "language", "voice", "who"),
    [
        ("Hon menar att djupet räcker.", ASKED, "sv", "respondent", "hamnchefen"),
        ("Dessutom anser hon att djupet räcker.", ASKED, "sv", "respondent", "hamnchefen"),
        ("Respondenten anser också att djupet räcker.", ASKED, "sv", "respondent", "hamnchefen"),
        ("She also believes that it is deep.", ASKED, "en", "respondent", "hamnchefen"),
        ("De menar att djupet räcker.", Before(WORKS, WORKS), "sv", "literature", WORKS.who),
        ("Rapporten tar även upp isen.", Before(OWN, WORK), "sv", "literature", WORK.who),
        ("Författarna till rapporten ser isen.", Before(OWN, WORK), "sv", "literature", WORK.who),
        ("The report describes the ice.", Before(OWN, WORK), "en", "literature", WORK.who),
        ("Enligt utredningen växer isen.", Before(OWN, WORK), "sv", "literature", WORK.who),
        ("Ett annat skäl i samma rapport är is.", Before(named=WORK), "sv", "literature", WORK.who),
        ("Nämnda rapport ser isen.", Before(named=WORK), "sv", "literature", WORK.who),
        ("The same study found ice.", Before(named=WORK), "en", "literature", WORK.who),
    ],
)
def test_whoever_spoke_before_speaks_on(
    sentence: str, before: Before, language: Language, voice: str, who: str
) -> None:
    said = whose_word(sentence, language, before=before)

    assert (said.voice, said.who) == (voice, who)


@pytest.mark.parametrize(
    ("sentence", "before"),
    [
        ("Hon menar att djupet räcker.", Before()),
        ("De menar att djupet räcker.", ASKED),  # one manager is not several
        ("De lotsar som vill ha djup får vänta.", Before(Said("respondent", "Lindby"))),
        ("Hon menar att djupet räcker.", Before(WORKS, WORKS)),
        ("Rapporten tar även upp isen.", Before()),
        ("Utredningen anser att isen växer.", Before()),
        ("Rapporten beskriver isen.", Before(named=WORK)),
        ("Samma rapport beskriver isen.", Before()),
        ("Enligt utredningen växer isen.", Before()),
        ("Enligt enkätundersökningen växer isen.", Before(OWN, WORK)),
    ],
)
def test_nobody_is_named_by_a_pronoun_or_a_title_that_does_not_fit(
    sentence: str, before: Before
) -> None:
    assert whose_word(sentence, "sv", before=before) == OWN


@pytest.mark.parametrize(
    "sentence",
    [
        "Verksamheten upplever då att djupet inte räcker.",
        "Från början iakttogs Ekberg och vad de ansåg vara viktigt.",
        "Lindbys strategi för farleden är att gå långsamt.",
        "EU:s direktiv anpassades av den svenska hamnen.",
        "Här finns en föreslagen metod, som beskriver hur hamnar växer.",
        "Nedan listas de farleder som Ekberg (2009) har mätt.",
        "Det går att ifrågasätta om djupet (Ekberg, 2009) och bredden (Lind, 2011) är samma sak.",
        "Då fick respondenterna ta ställning till påståendet ”Vår hamn är för liten för isen”.",
    ],
)
def test_name_or_verb_alone_makes_nobody_the_speaker(sentence: str) -> None:
    assert whose_word(sentence, "sv", cited=frozenset({"Ekberg"})) == OWN


def test_opinion_set_against_another_is_not_told_of_the_first_alone() -> None:
    said = whose_word(
        "Lindby anser att djupet räcker, medan Ekby anser att det inte gör det.", "sv"
    )

    assert said == Said("respondent")


def test_authors_are_named_together() -> None:
    cited = frozenset({"Ekberg", "Lind"})

    assert whose_word("Ekberg och Lind menar att isen växer.", "sv", cited=cited).who == (
        "Ekberg och Lind"
    )
    assert whose_word("Dock menar Lind att isen i Ekberg växer.", "sv", cited=cited).who == "Lind"


def test_author_with_an_initial_or_an_accent_is_cited() -> None:
    assert cited_names("Isen växer (Ó Erling, et al., 2024).") == {"Erling"}
    assert cited_names("Isen växer (Ödal, 2024).") == {"Ödal"}
