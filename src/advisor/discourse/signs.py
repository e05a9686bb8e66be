"""What a sentence does in an argument, told by words that hold for any report."""

from __future__ import annotations

import re
from collections.abc import Mapping

from advisor.language.numerals import NUMBER_WORDS
from advisor.language.words import FUNCTION_WORDS
from advisor.types import Language

_SV_NUMBER = "|".join(NUMBER_WORDS["sv"])
_EN_NUMBER = "|".join(NUMBER_WORDS["en"])

_SV: Mapping[str, str] = {
    # The author says what ought to be done.
    "advice": r"\b(bör|borde|ska(?!par|da|pa\b|pat)|måste|behöver|krävs|kräver|rekommender\w*|föresl\w*|viktig\w*"
    r"|avgörande|nödvändig\w*|central\w*|väsentlig\w*|kritisk\w*|förutsätt\w*|förutsättning\w*|av vikt)\b"
    r"|^(inför|separera|distribuera|skapa|stärk|koncentrera|anpassa|organisera|identifier|utvärdera"
    r"|involvera|agera|samverka|anslut|förstå|utveckla|säkerställ|etablera|prioritera)\w*\b",
    # The same in words that leave no doubt: a duty, a need, or an order.
    "directive": r"\b(bör|borde|ska(?!par|da|pa\b|pat)|måste|behöver|krävs|rekommender\w*|föresl[åa](?:s|r)|viktigt?|avgörande|nödvändigt?)\b"
    r"|^(inför|separera|distribuera|skapa|stärk|koncentrera|anpassa|organisera|identifier|utvärdera"
    r"|involvera|agera|samverka|anslut|förstå|utveckla|säkerställ|etablera|prioritera)\w*\b",
    # What the author concludes from the evidence.
    "conclusion": r"\b(slutsats\w*|sammanfattningsvis|sammantaget|visar|visat|resultatet|indikerar|tyder på"
    r"|framgår|kan konstateras|konstaterat\w*|därför|därmed|således)\b",
    "benefit": r"\b(fördel\w*|vinst\w*|nytta\w*|besparing\w*|effektiv\w*|förbättr\w*|möjliggör\w*|gynna\w*"
    r"|stordrift\w*|skalfördel\w*|kvalitet\w*|bidra(?:r|git|gande)?|bidrog|främja\w*|stärk\w*|underlätta\w*|minska\w* kostnad\w*"
    r"|trygghet\w*|lyck\w*|framgång\w*|positiv\w*|styrk\w*|dela på|frigör\w*|synergi\w*)\b",
    "drawback": r"\b(nackdel\w*|risk\w*|svår\w*|hinder|hindr\w*|problem\w*|utmaning\w*|brist\w*|försvår\w*"
    r"|öka\w* (?:totala )?(?:kostnad\w*|transaktionskostnad\w*)|transaktionskostnad\w*|förlor\w*|svaghet\w*"
    r"|begräns\w*|konflikt\w*|osäk(?:er|ra|ert)\w*|tvek(?:a|ar|ade|an)\b|tveksam\w*|tvivl\w*|skepti\w*"
    r"|invänd\w*|motstånd\w*|negativ\w*|misslyck\w*|otydlig\w*|sårbar\w*|fallgrop\w*"
    r"|beroende(?! p[åa]\b| av\b)|glapp\w*|bromsk\w*|försämr\w*|tappa\w*|fragmenter\w*|ineffektiv\w*)\b",
    # That something is missing, or done by few only.
    "shortfall": r"\b(endast (?:cirka |ca |omkring )?\d|bara (?:cirka |ca )?\d|endast (?:en|ett|två|tre|fyra|fem|sex|några|ett fåtal)\b|fåtal\w*"
    r"|ingen (?:kommun|av)|inga (?:egna|formella|tydliga|gemensamma)|saknas?|saknar|avsaknad\w*|utan (?:tydlig\w*|behörig\w*|egen|egna)"
    r"|otillräcklig\w*|inte (?:alls|tillräcklig\w*|fullt|optimal\w*|självklar\w*)|knapp(?:a|t|ast)?\b|utrymme för förbättring\w*"
    r"|ostrukturerad\w*|icke-existerande|obefintlig\w*|missförst\w*|missrikta\w*|uteblir|går förlora\w*|förloras|brottas"
    r"|trängs (?:i \w+ )?undan|tomrum\w*|krävande|på väg att|främmande för|eftersatt\w*|^få\b)",
    "condition": r"\b(förutsatt\w*|förutsätt(?:er|s)\b|förutsättning\w* (?:för|att|inför)\b|krävs|kräver|endast (?:om|med|när)|om (?:inte|det inte"
    r"|organisationen|det finns)|så länge|beroende av|beror på|villkor\w*|framgångsfaktor\w*|betydande faktor\w*"
    r"|(?:nödvändigt?|nödvändiga|avgörande|vital del|viktigt?) (?:för|i)\b)\b"
    r"|\bför att\b.*\b(?:måste|krävs|behöver|behövs)\b|\bmåste\b.*\bför att\b|^(?:om|när) .*(?:,| )(?:kan|finns|ska|bör|blir|riskerar|förbättras)\b",
    "contrast": r"\b(medan|däremot|till skillnad|skillnad\w*|skilj\w*|jämfört|i jämförelse|å andra sidan|dock"
    r"|samtidigt som|snarare än|istället för|i stället|gentemot|motsats\w*|båda)\b",
    "definition": r"\b(innebär|definier\w*|definition\w*|betyder|avser|syftar till|handlar om|kan ses som|är en"
    r"|är ett|är när|menar vi|menas|samlingsbegrepp|kännetecknas|består av|beskriver|står för)\b",
    "reported": r"\b(enligt|menar|anser|hävdar|påpekar|uppger|upplever|tror|betonar|respondent\w*|framhåller"
    r"|rapporten|författarna)\b|\(\w[^()]*,? (?:19|20)\d\d[a-z]?\)",
    "cause": r"\b(därför|eftersom|på grund av|beror på|leder till|medför|innebär|till följd av|orsak\w*|anledning\w*|förklar\w*)\b",
    "number": rf"\d|\b({_SV_NUMBER}|hälften|en fjärdedel|majoritet\w*|ingen av"
    r"|ingen kommun|samtliga|en tredjedel)\b",
    "announcement": r"\b(?:studien|undersökningen|förstudien|vi|jag)\b(?:\s+\S+){0,4}?\s+(?:genomförde|genomfördes|har genomförts|intervjuade)\b"
    r"|^(?:syftet|målet|avsikten) med (?:studien|undersökningen|rapporten|analysen|uppsatsen)\b"
    r"|^(?:rapporten|studien|uppsatsen|skriften|vägledningen) (?:riktar|vänder) sig till\b"
    r"|^studiens syfte\b|\b(i (?:detta|följande|föregående|det här) (?:kapitel|avsnitt)\w*|presenteras|redovisas ned\w*"
    r"|nedan (?:följer|listas)|följande;?$|besvaras|kapitlet|avsnittet|(?:visar|är) följande"
    r"|redogör (?:för )?studiens|fick (?:de|respondenterna|informanterna))\b",
}
_EN: Mapping[str, str] = {
    "advice": r"\b(should|ought|must|needs? to|recommend\w*|suggest\w*|important|crucial|necessary|essential"
    r"|vital|required?|key)\b",
    "directive": r"\b(should|ought|must|needs? to|recommend\w*|important|crucial|necessary|essential|vital)\b",
    "conclusion": r"\b(conclu\w*|result\w*|show\w*|indicat\w*|therefore|thus|found|finding\w*|suggests?)\b",
    "benefit": r"\b(benefit\w*|advantag\w*|gain\w*|efficien\w*|improv\w*|saving\w*|enabl\w*|success\w*|profit\w*)\b",
    "drawback": r"\b(drawback\w*|disadvantag\w*|risk\w*|difficult\w*|obstacle\w*|problem\w*|challeng\w*|lack\w*"
    r"|cost\w*|barrier\w*|limit\w*|complicat\w*|not without|uncertain\w*|unsure|doubt\w*"
    r"|hesita\w*|s[ck]eptic\w*|objection\w*)\b",
    "shortfall": r"\b(only (?:\d|one|two|three|a few)|few\b|none of|no (?:formal|clear|common)|missing|insufficient\w*|without|not (?:fully|sufficient\w*|enough)"
    r"|absence|absent)\b",
    "condition": r"\b(provided|requires?|if|unless|depend\w*|condition\w*|prerequisite\w*|must|vital (?:part|for)|(?:crucial|necessary|essential)"
    r" (?:for|to))\b",
    "contrast": r"\b(whereas|while|however|differ\w*|compared|unlike|instead|rather than|both|in contrast)\b",
    "definition": r"\b(is an?|are an?|means?|refers? to|defin\w*|consists? of|is called)\b",
    "reported": r"\b(according to|argues?|claims?|states?|respondents?|authors?|studies have)\b",
    "cause": r"\b(because|due to|leads? to|therefore|as a result|caus\w*|reason\w*|explain\w*|affect\w*|driven by)\b",
    "number": rf"\d|\b({_EN_NUMBER}|half|majority|none of|all of)\b",
    "announcement": r"\b(this (?:chapter|section|study aims)|purpose of this study|is presented|the study aims)\b",
}
_PATTERNS: Mapping[Language, Mapping[str, re.Pattern[str]]] = {
    "sv": {sign: re.compile(pattern, re.IGNORECASE) for sign, pattern in _SV.items()},
    "en": {sign: re.compile(pattern, re.IGNORECASE) for sign, pattern in _EN.items()},
}
_YEAR_OR_REFERENCE = re.compile(
    r"\([^()]*\b(?:19|20)\d\d[a-z]?[^()]*\)|\b(?:19|20)\d\d\b|\be-\w+|\b\d+\.\d+(?:\.\d+)*\b(?! ?%)"
)


_MASTERED = re.compile(
    r"\b(?:möt(?:a|er|s)|hanter\w*|lös(?:a|er|te|s)|övervinn\w*|adresser\w*|klara\w*|undvik\w*|förebygg\w*|motverk\w*|åtgärd\w*"
    r"|mindre|minskad?e?|lägre"
    r"|less|lower|deal(?:ing)? with|tackl\w*|cop(?:e|ing) with|meet\w*|address\w*|overcom\w*|handl(?:e|es|ing)|solv\w*|avoid\w*|prevent\w*)\b(?:\s+\S+){0,6}?\s+"
    r"(?:utmaning|sårbar|problem|hinder|risk|svårighet|brist|begränsning|konflikt|fallgrop|challenge|obstacle|difficult|pitfall)\w*",
    re.IGNORECASE,
)
# Both sides in one breath speak for neither.
_BOTH = re.compile(
    r"\bmöjlighet\w* och (?:\w+ )?(?:utmaning|hinder|svårighet|risk)\w*|\b(?:utmaning|hinder|svårighet|risk)\w* och (?:\w+ )?möjlighet\w*"
    r"|\bopportunities and (?:challenges|risks)\b|\b(?:challenges|risks) and opportunities\b|\bhindr\w* och minska\w*",
    re.IGNORECASE,
)
_KEYWORDS = re.compile(r"\W*(?:key ?words?|nyckelord|s[öo]kord|[äa]mnesord)\s*:", re.IGNORECASE)
_LAST_WORD = re.compile(r"([^\W\d_]+)$")


def signs(sentence: str, language: Language) -> frozenset[str]:
    """The names of what the sentence does.

    Of the tables above: advice, directive, conclusion, benefit, drawback, shortfall, condition, contrast, definition,
    reported, cause, number, announcement. Besides: question; lead (it introduces what follows);
    keywords (it only lists them); cut (it stops in its midst).
    """
    found = {name for name, pattern in _PATTERNS[language].items() if pattern.search(sentence)}
    if "drawback" in found and not _PATTERNS[language]["drawback"].search(
        _BOTH.sub(" ", _MASTERED.sub(" ", sentence))
    ):
        found.discard("drawback")  # a difficulty that is met speaks against nothing
    if "number" in found and not _PATTERNS[language]["number"].search(
        _YEAR_OR_REFERENCE.sub(" ", sentence)
    ):
        found.discard("number")  # a year of publication is no figure
    if sentence.rstrip("”\"' ").endswith("?"):
        found.add("question")
    if sentence.rstrip().endswith((":", ";")):
        found.add("lead")
    if _KEYWORDS.match(sentence):
        found.add("keywords")
    if _is_cut(sentence, language):
        found.add("cut")
    return frozenset(found)


def _is_cut(sentence: str, language: Language) -> bool:
    """Whether the text ends in the middle of a sentence: no stop, and a word that wants another."""
    last = _LAST_WORD.search(sentence.rstrip())
    return last is not None and last[1].casefold() in FUNCTION_WORDS[language]
