"""A sentence that points back cannot be read alone; one that only begins like it can."""

from __future__ import annotations

import pytest

from advisor.discourse.dependence import leans_on_previous

LEANING_SV = """
    Detta sparar tid i hamnen.
    Dessa båtar är äldre.
    Denna farled är grund.
    Den här farleden är grund.
    De här båtarna är äldre.
    Sådana kajer rasar ofta.
    Det innebär att hamnen stängs.
    Det beror på isen.
    Det ger båtarna skydd.
    De är dyra att underhålla.
    Den kräver två lotsar.
    Han menar att farleden är för grund.
    Hon anser att isen kommer tidigt.
    De saknar lots.
    Den byggdes av sten.
    De flyttades till en annan kaj.
    Vilket gjorde hamnen säkrare.
    Något som oroade lotsarna.
    Till exempel stängdes slussen i mars.
    Exempelvis höjdes avgiften.
    Samt att lotsarna får utbildning.
    Dels för att isen är tunn.
    ”Detta sparar tid”, skriver hamnen.
    (Detta gäller inte fiskebåtar.)
    Lotsarna blir färre vid ett sådant byte.
    En nackdel är att farleden stängs i en sådan vinter.
    För att hantera detta höjs avgiften.
    Till följd av denna ordning väntar båtarna.
    Problemet med detta är att isen smälter.
    Enligt hamnen är dessa siffror för höga.
    Ytterligare 10% av lotsarna vill sluta.
    Lika många, 40%, vill stanna.
    """
ALONE_SV = """
    Det är viktigt att slussen öppnas tidigt.
    Det finns tre kajer i hamnen.
    Det saknas lotsar i länet.
    Det tar en timme att slussa.
    Det krävs två lotsar i farleden.
    De flesta båtar är äldre.
    De fyra kajerna är av sten.
    De som kör färjan är utbildade.
    Den som äger båten betalar avgiften.
    Den största kajen är av sten.
    De gamla båtarna läcker.
    Den nya slussen är bred.
    Hamnen stängs om vintern.
    Som lots behövs god syn.
    De kajer som rasar är av trä.
    De äldre båtarna läcker.
    Den ökade trafiken sliter på kajen.
    De under vintern stängda slussarna öppnas i mars.
    Denise äger tre båtar.
    Detaljerna finns i avtalet.
    Deras var den äldsta båten i hamnen.
    Lotsarna arbetar i en sådan takt att isen smälter.
    För att nå hamnen krävs två lotsar.
    För att möta dessa faror krävs två lotsar.
    För att förstå denna studie behövs en karta.
    Syftet med denna kvalitativa fallstudie är att beskriva hamnen.
    Lika många lotsar som skeppare svarade ja.
    Hamnen har många kajer och dessa är ofta gamla.
    Det är dessa som betalar.
    Isen bryts, lotsarna väntar och dessa båtar är äldre.
    Hamnen fick en lots till, och samma sak hände i år.
    Båtarna ligger i en sådan hamn som saknar kaj.
    """
LEANING_EN = """
    This saves time in the harbour.
    These boats are older.
    Those quays collapse.
    Such quays collapse.
    They need two pilots.
    It gives shelter to boats.
    It was built of stone.
    He says that the channel is shallow.
    Its quays are old.
    Their pilots are trained.
    Which made the harbour safer.
    “This saves time”, the harbour writes.
    To meet this danger two pilots are needed.
    Because of this the harbour closes.
    """
ALONE_EN = """
    It is important to open the lock early.
    It is clear that the ice is thin.
    It must be concluded that boats leak.
    It was not possible to close the harbour.
    The harbour closes in winter.
    Italy has many harbours.
    There are three quays.
    Boats that leak are sold.
    To understand this study one needs a map.
    To meet these dangers two pilots are needed.
    To a small harbour this matters.
    Due to this qualitative case study's size nothing more can be said.
    """


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.strip().splitlines()]


@pytest.mark.parametrize("sentence", _lines(LEANING_SV))
def test_swedish_sentence_that_points_back_leans(sentence: str) -> None:
    assert leans_on_previous(sentence, "sv")


@pytest.mark.parametrize("sentence", _lines(ALONE_SV))
def test_swedish_sentence_that_points_nowhere_stands_alone(sentence: str) -> None:
    assert not leans_on_previous(sentence, "sv")


@pytest.mark.parametrize("sentence", _lines(LEANING_EN))
def test_english_sentence_that_points_back_leans(sentence: str) -> None:
    assert leans_on_previous(sentence, "en")


@pytest.mark.parametrize("sentence", _lines(ALONE_EN))
def test_english_sentence_that_points_nowhere_stands_alone(sentence: str) -> None:
    assert not leans_on_previous(sentence, "en")
