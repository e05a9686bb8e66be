"""Whether a sentence can be read without the one before it."""

from __future__ import annotations

import re

from advisor.vocabulary import Language

_OF_THE_SOURCE = (
    r"(?! (?:\w+ ){0,2}?(?:\w*(?:studie|uppsats|rapport|undersökning|avhandling|guide|handbok"
    r"|vägledning)|analys|examensarbete|arbete|text)\b)"
)
# What points back, mostly as subject of the sentence. "Det är viktigt att" points nowhere.
_LEANING: dict[Language, re.Pattern[str]] = {
    "sv": re.compile(
        r"^(?:(?:Detta|Dessa|Denna|Den här|De här|Det här|Sådana?|Sådant)\b"
        r"|Det (?:kräver|krävde|visar|handlar|betyder|rör|innebär|leder|ledde|gör att|gjorde"
        r"|medför|medförde|möjliggör|beror|resulterar|resulterade|skapar|skulle"
        r"|kan (?:även|också|i sin tur|dels|bero|tolkas|göras|hindras|undvikas|leda|resultera|vara)"
        r"|paverkar|påverkar|påverkade|förhindrar|bidrar|ger|hindrar"
        r"|förvärras|stärker|minskar|ökar|löstes|tillåter|illustrerar|beskriver|försvårar|tyder)\b"
        r"|(?:De|Den|Han|Hon|Hen|Dem) (?!som\b|flesta\b|fyra\b|tre\b|två\b)"
        r"(?:är|har|kan|ska|kräver|innebär|fungerar|syftar|kommer|menar|visar|ser|vill|säkerställer"
        r"|möjliggör|behöver|måste|bör|används?|anser|upplever|utgör|ger)\b"
        r"|(?:De|Den) (?!eller\b|under\b|över\b|efter\b)\w+(?:[ae]r\b(?!.*\bsom\b)|[dt]es\b)"
        r"|(?:\S+ ){0,4}(?:innebär|medför|gör|skapar|kräver|kan|betyder|leder) (?:detta|dessa)\b"
        r"|(?:I|På|För|Med|Under|Vid|Av|Genom|Utifrån|Utöver|Trots)"
        rf" (?:detta|dessa|denna|(?:ett|en) sådant?|sådana)\b{_OF_THE_SOURCE}"
        r"|(?:För att (?:\w+ ){1,3}|Till följd av |På grund av "
        r"|[A-ZÅÄÖ]\w+(?:et|en|na) (?:med|till|bakom|för|av) )"
        rf"(?:detta|denna)\b{_OF_THE_SOURCE}"
        # "För att möta dessa utmaningar bör ..." says enough of them.
        r"|(?!För att|Genom att)(?:[^\s,;:]+ ){1,6}(?<!och )(?<!men )(?<!samt )dessa\b(?! som\b)"
        r"|(?:Ytterligare|Resterande) \d|Lika många\b(?! \w+ som\b)"
        r"|Som (?:i sin tur|då)\b|Där (?=[a-zåäö]+\b)|Vilket\b|Något som\b|Då (?:sker|blir)\b"
        r"|Samt\b|Till exempel\b|Exempelvis\b|Dels\b)"
    ),
    "en": re.compile(
        r"^(?:(?:This|These|Those|That|Such|They|It|He|She|Its|Their)\b"
        r"(?! (?:is|was|has been|must be|should be) (?:\w+ly )?"
        r"(?:important|necessary|clear|possible|crucial|essential|concluded))|Which\b"
        r"|(?:To (?!an? |the |our |their )(?:\w+ ){1,3}|Due to |Because of |As a result of )this\b"
        r"(?! (?:\w+ ){0,2}?(?:\w*study|thesis|report|paper)))"
    ),
}
# The same in the midst of it: "beslut tas högre upp vid ett sådant samarbete".
_SUCH: dict[Language, re.Pattern[str]] = {
    "sv": re.compile(
        r"\b(?:vid|i|av|med|för|genom|under|på|hos|till) (?:ett sådant|en sådan) \w+\b"
        r"(?! (?:som|att|där)\b)"
    ),
    "en": re.compile(r"\b(?:in|with|by|for|under|of) such an? \w+\b(?! (?:as|that|where)\b)"),
}
_EXPLETIVE = re.compile(
    r"^It (?:is|was|has been|must be|should be) (?:\w+ ){0,2}?"
    r"(?:important|necessary|clear|possible|crucial|essential|concluded|vital)\b"
)


def leans_on_previous(sentence: str, language: Language) -> bool:
    """Whether a sentence points back: it begins so, or has "such a" thing."""
    stripped = sentence.lstrip("”\"“'(–- ")
    if language == "en" and _EXPLETIVE.match(stripped):
        return False
    return bool(_LEANING[language].match(stripped) or _SUCH[language].search(stripped))
