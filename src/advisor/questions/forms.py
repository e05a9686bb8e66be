"""What a question asks for: its form, whether it can be advised on, and what it leans on."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from advisor.language.detection import detect_language
from advisor.language.folding import fold
from advisor.language.sentences import split_sentences
from advisor.language.words import FUNCTION_WORDS, content_words
from advisor.questions.spelling import Speller
from advisor.types import Form, Language, Measure, Sign, Stance, Status

_FLAGS = re.IGNORECASE
_SV_WHO = r"(?:vi|man|ni|jag|kommunen|kommuner|kommunerna|en kommun|små kommuner|mindre kommuner|vår kommun)"
_EN_WHO = r"(?:we|our|the municipality|a municipality|municipalities|small municipalities|one|i)"
# "Syftet med nämnden", "the purpose of the board": something about a thing, not what it is.
_SV_ATTRIBUTE = r"(?:det \w+st[ae]\b|\w+(?:en|et|an) (?:av|bakom|f[öo]r|hos|i|med|om|p[åa]|till)\b)"
_EN_ATTRIBUTE = r"the \w+(?: \w+)? (?:of|for|in|on|with|behind|between|to)\b"
_SV_US = r"(?:vi|ni|jag|kommunen|vår kommun)"
_EN_US = r"(?:we|our|i)"

# Verbs that follow "när" where it asks for a date; a noun after it begins a clause of time.
_SV_HAPPENED = (
    r"(?:\w+(?:ade|ades|dde|rde|rdes|ddes|lde|ldes|ttes|stes|ktes|ptes|gs)|kom|gick|fick|blev|tog|skedde"
    r"|skrevs|tr[äa]der|startar|upph[öo]r)"
)

# The first row that matches decides; the order goes from the narrow to the wide.
_FORMS: dict[Language, tuple[tuple[Form, re.Pattern[str]], ...]] = {
    "sv": (
        ("decision", re.compile(r"^(?:ska|skall|b[öo]r|borde|m[åa]ste)\b", _FLAGS)),
        (
            "figure",
            re.compile(
                r"\bhur (?:m[åa]nga|mycket|stor (?:andel|del)|stora andelar|stort|gammal|gamla|ofta|snabbt"
                r"|h[öo]g(?:a|t)?|l[åa]ng(?:a|t)? (?:tid|tider)|l[äa]nge|stor (?:[äa]r|var|blev))\b"
                r"|\bvilken andel|\bvilka andelar|\bandelen\b|\bprocent\w*|\bvad kosta(?:r|de)\b"
                rf"|\bn[äa]r {_SV_HAPPENED}\b|\bvilket (?:[åa]r|datum|belopp|antal)\b"
                r"|\bvilken siffra|\bantalet\b|\bhur (?:m[åa]nga|mycket)\b",
                _FLAGS,
            ),
        ),
        (
            "decision",
            re.compile(
                rf"(?:^|[.,:;–-] ?)(?:ska|skall|b[öo]r|borde|m[åa]ste|beh[öo]ver) {_SV_WHO}\b"
                r"(?!.*\b(?:t[äa]nka p[åa]|g[öo]ra f[öo]r att)\b)"
                rf"|(?:^|[.,:;–-] ?)(?:v[åa]gar|kan) {_SV_US}\b"
                r"|\b(?:om|ifall|huruvida) (?:vi|kommunen|man) (?:ska|skall|b[öo]r|borde)\b"
                r"|\btj[äa]nar (?:vi|kommunen) p[åa]\b|^(?:[äa]r|vore|skulle) det (?:\w+ ){0,2}(?:klokt|l[äa]mpligt|r[äa]tt|bra|v[äa]rt|smart|rimligt"
                r"|motiverat|b[äa]ttre|idé|ide|n[öo]dv[äa]ndigt)\b|\bl[öo]nar det sig\b"
                r"|\b(?:talar|argument) (?:f[öo]r (?:och|eller|respektive) (?:e?mot))"
                r"|\brekommender\w* .*\b(?:att vi|att kommunen|oss att)\b",
                _FLAGS,
            ),
        ),
        (
            "comparison",
            re.compile(
                r"\bskill?nad\w*|\bskilj?(?:er|de)\b|^(?:vad|vilke[tn])\b.*\bb[äa](?:st|ttre)\b.*\beller\b|\bj[äa]mf[öo]r\w*|\bkontra\b|\bversus\b|\bvs\b"
                r"|\bs[äa]rskiljer\b|\b[åa]tskill\w*|\blikheter\b|\bliknar\b|\bolikheter\b|\bf[öo]rh[åa]ller sig\b"
                r"|^(?!varf[öo]r|hur kommer)"
                r".*\b(?:b[äa]ttre|s[äa]mre|st[öo]rre|starkare|svagare|snabbare|dyrare|billigare) [äa]n\b",
                _FLAGS,
            ),
        ),
        (
            "risk",
            re.compile(
                r"\brisk(?:er|en|erna|abelt|erar?)?\b|\bfallgrop\w*|\bnackdel\w*|\bg[åa] (?:fel|snett|galet)\b|\bfar(?:a|an|or|orna|ligt)\b"
                r"|\bsvaghet\w*|\bkonsekvens\w* av att inte\b|\bh[äa]nder om\b|\btalar e?mot\b|\bvarning\w*|\bhot\b",
                _FLAGS,
            ),
        ),
        (
            "definition",
            re.compile(
                r"^vad menar .*\bmed\b|^vad (?:menas|avses|betyder|inneb[äa]r|står|star)\b|\bdefinier\w*|\bdefinition\w*"
                rf"|^vad [äa]r (?:en |ett |det f[öo]r )?(?!{_SV_ATTRIBUTE})(?:[\w:-]+(?: [\w:-]+){{0,3}})\W*$"
                r"|\bf[öo]rklara begreppet\b|^vem [äa]r(?: [\w-]+){1,3}\W*$",
                _FLAGS,
            ),
        ),
        (
            "how",
            re.compile(
                r"^hur\b(?! kommer det sig\b)(?!.*\b(?:p[åa]verka\w*|upplev\w*|inverka\w*))|\bp[åa] vilket s[äa]tt\b|\bvilka steg\b|\bsteg f[öo]r steg\b|\bi vilken ordning\b"
                r"|\btillv[äa]gag[åa]ngss[äa]tt\b|\bb[äa]sta s[äa]ttet\b|^(?:beskriv|f[öo]rklara|ber[äa]tta) hur\b",
                _FLAGS,
            ),
        ),
        (
            "list",
            re.compile(
                r"\bvilka\b|\bexempel p[åa]\b|^(?:de )?viktigaste\b|\bn[äa]mn\b|\blista\b|\br[äa]kna upp\b|\w*faktorer(?:na)?\b"
                r"|\bf[öo]rdelar(?:na)?\b|\bhind(?:er|ren)\b|\butmaningar(?:na)?\b"
                r"|^vad (?:b[öo]r|ska|beh[öo]ver|kr[äa]vs|k[äa]nnetecknar|rekommender)"
                r"|\bvad (?:f[öo]resl[åa]r|rekommenderar)\b|\bl[äa]rdomar\b|\bt[äa]nka p[åa]\b",
                _FLAGS,
            ),
        ),
    ),
    "en": (
        ("decision", re.compile(r"^(?:should|shall|ought|must)\b", _FLAGS)),
        (
            "figure",
            re.compile(
                r"\bhow (?:many|much|large|big|high|often|long|old)\b|\b(?:what|which) (?:share|percentage"
                r"|proportion|percent|fraction|number|year|figure)\b|\bwhen (?:did|was|were|is)\b"
                r"|\bper ?cent(?:age)?\b|\bwhat (?:does|did) .* cost\b|\bthe number of\b|\bwhat (?:is|was) the (?:\w+ )?(?:rate|size|cost|price|average)\b",
                _FLAGS,
            ),
        ),
        (
            "decision",
            re.compile(
                rf"(?:^|[.,:;–-] ?)(?:should|shall|ought|must) {_EN_WHO}\b(?! do\b)"
                rf"|(?:^|[.,:;–-] ?)(?:do|could|can) {_EN_US}\b(?! do\b)"
                r"|\b(?:whether|if) (?:we|the municipality|to)\b(?: should)?|^is it (?:\w+ )?(?:worth|wise|a good"
                r"|better|sensible|right|advisable|reasonable)|\bworth (?:it|joining|doing|taking)\b"
                r"|^is .*\ba good idea\b|^(?:do|would) you (?:think we should|recommend)\b|\bwould it be (?:wise|better|worth)\b|\b(?:speaks?|arguments?) for (?:and|or) against\b"
                r"|\bpros and cons\b",
                _FLAGS,
            ),
        ),
        (
            "comparison",
            re.compile(
                r"\bdiffer(?:s|ed|ences?|ently)?\b|\bcompar\w*|\bversus\b|\bvs\b|\bdistinguish\w*|\bas opposed to\b"
                r"|\bsets? .* apart\b|\bin contrast\b|^(?:which|what)\b.*\b(?:better|best)\b.*\bor\b|\bin common\b"
                r"|^(?!why|how come)"
                r".*\b(?:better|worse|larger|stronger|weaker|faster|cheaper|more expensive) than\b",
                _FLAGS,
            ),
        ),
        (
            "risk",
            re.compile(
                r"\brisk\w*|\bpitfall\w*|\bdrawback\w*|\bdownside\w*|\bdisadvantage\w*|\bgo wrong\b"
                r"|\bdanger\w*|\bweakness\w*|\bwhat happens if\b|\b(?:speaks?|arguments?) against\b|\bthreat\w*",
                _FLAGS,
            ),
        ),
        (
            "definition",
            re.compile(
                r"\bdefin(?:e|ed|ition)\b|\bwhat (?:is|are) meant by\b|\bwhat (?:does|do) .* (?:mean|stand for)\b"
                rf"|^what (?:is|are) (?!{_EN_ATTRIBUTE})(?:an? |the )?"
                r"(?!(?:main|biggest|largest|most|best|key)\b)"
                r"(?:[\w:-]+(?: [\w:-]+){0,3})\W*$|^who is(?: [\w-]+){1,3}\W*$",
                _FLAGS,
            ),
        ),
        (
            "how",
            re.compile(
                r"^how\b(?! come\b)(?!.*\b(?:affect\w*|experienc\w*|perceiv\w*))|\bin what way\b|\bwhat steps\b|\bstep by step\b|\bbest way to\b|^(?:describe|explain) how\b",
                _FLAGS,
            ),
        ),
        (
            "list",
            re.compile(
                r"\bwhich\b|\bexamples? of\b|^(?:key|main|most important)\b|\blist\b|\bname\b|\bfactors?\b|\bbenefits\b|\bobstacles\b|\bchallenges\b"
                r"|\bbarriers\b|\blessons\b|^what (?:are|should|must|needs?)\b"
                r"|^what (?:do|does) .*\b(?:need|require|recommend|suggest|consider)\b"
                r"|^what (?!(?:is|was|has|does)\b)\w+s\b(?! (?:is|was|has)\b)",
                _FLAGS,
            ),
        ),
    ),
}

_MEASURES: dict[Language, tuple[tuple[Measure, re.Pattern[str]], ...]] = {
    "sv": (
        ("money", re.compile(r"\bhur m[åa]nga (?:kronor|kr|tkr|miljon\w*|miljard\w*)\b", _FLAGS)),
        ("share", re.compile(r"\bandel\w*|\bprocent\w*|\bhur stora? del\w*|%", _FLAGS)),
        ("duration", re.compile(r"\bhur l[åa]ng tid\b|\bhur l[äa]nge\b", _FLAGS)),
        ("count", re.compile(r"\bhur m[åa]nga\b|\bantal\w*", _FLAGS)),
        ("money", re.compile(r"\bkost(?:a\w*|nad\w*)|\bkronor\b|\bpengar\b|\bbelopp\w*", _FLAGS)),
        ("date", re.compile(r"\bn[äa]r\b|\bvilke[tn] (?:[åa]r|datum|dag|m[åa]nad)\b", _FLAGS)),
    ),
    "en": (
        ("money", re.compile(r"\bhow many (?:kronor|sek|euros?|millions?)\b", _FLAGS)),
        (
            "share",
            re.compile(
                r"\b(?:what|which|an?|the|large|big|small) share\b|\bshare of\b|\bper ?cent\w*"
                r"|\bproportion\b|\bfraction\b|%",
                _FLAGS,
            ),
        ),
        ("duration", re.compile(r"\bhow long\b", _FLAGS)),
        ("count", re.compile(r"\bhow many\b|\bnumber of\b", _FLAGS)),
        (
            "money",
            re.compile(r"\bcosts?\b|\bhow much (?:money|does|did|do)\b|\bSEK\b|\bkronor\b", _FLAGS),
        ),
        ("date", re.compile(r"\bwhen\b|\b(?:what|which) (?:year|date|day|month)\b", _FLAGS)),
    ),
}
# Giving something up: what speaks for the thing speaks against the deed.
_LEAVES = re.compile(
    r"\b(?:g[åa] ur|l[äa]mna|avsluta|s[äa]ga? upp|avveckla|dra oss ur|tr[äa]da ur|hoppa av|upph[öo]ra|sluta (?:med|att|samarbeta|samverka)"
    r"|leave|quit|exit|withdraw|terminate|opt out|pull out|get out of|stop)\b",
    _FLAGS,
)
_CHOOSES = re.compile(
    r"\b(?:eller|or)\b(?! (?:inte|ej|not|no)\b)|\b(?:hellre|ist[äa]llet f[öo]r|i st[äa]llet f[öo]r|rather than|instead of)\b",
    _FLAGS,
)
# What is asked for, by the sign that a sentence which tells it has.
_ASPECTS: Mapping[Sign, re.Pattern[str]] = {
    "drawback": re.compile(
        r"\b(?:sv[åa]righet|utmaning|hinder|hindren|problem|brist|f[öo]rsv[åa]r|hindra|sv[åa]rt\b|motst[åa]nd|bekymmer|misslyck"
        r"|difficult|challenge|obstacle|barrier|problem|shortcoming|fail|hinder|hard\b)\w*",
        _FLAGS,
    ),
    "benefit": re.compile(
        r"\b(?:f[öo]rdel(?:ar|arna|en)?\b|vinst|nytta|nyttor|m[öo]jlighet|besparing|styrk(?:a|or)\b"
        r"|benefit|advantage|gain|opportunit|saving|strength)\w*",
        _FLAGS,
    ),
    "condition": re.compile(
        r"\b(?:f[öo]ruts[äa]ttning|villkor|framg[åa]ngsfaktor|kr[äa]vs\b|condition|prerequisite|success factor|require)\w*",
        _FLAGS,
    ),
    "cause": re.compile(
        r"\b(?:varf[öo]r|orsak|anledning|beror|f[öo]rklar|why\b|reason|cause|explain)\w*", _FLAGS
    ),
    "directive": re.compile(
        r"\b(?:b[öo]r|borde|rekommend|r[åa]d\b|l[äa]rdom|t[äa]nka p[åa]|should|ought|recommend|advice|lesson)\w*",
        _FLAGS,
    ),
}
_COUNTED = re.compile(r"\b(?:hur m[åa]nga|antalet|antal|how many|number of)\b", _FLAGS)
_NUMERAL = re.compile(
    r"\d+|tv[åa]|tre|fyra|fem|sex|sju|[åa]tta|nio|tio|elva|tolv|\w+ton|two|three|four|five|six|seven|eight|nine|ten|\w+teen",
    _FLAGS,
)
_SV_ADJECTIVE = re.compile(r"\w+(?:a|å|ade|[ae]nde)", _FLAGS)

# A slip in the first word would hide what kind of answer is wanted.
_OPENINGS: dict[Language, Speller] = {
    "sv": Speller(dict.fromkeys(("borde", "jämför", "skillnaden", "varför", "vilka", "vilken"), 1)),
    "en": Speller(dict.fromkeys(("compare", "define", "ought", "should", "which"), 1)),
}

# Requests that no evidence in a report can answer, whatever their subject. What is told to the
# system stands first in its sentence or after "can you"; "how do we translate" is a question.
_TOLD = (
    r"(?:^|[.!?:;,]\s*|\b(?:kan|kunde|vill|ska) (?:du|ni)\s+|\b(?:can|could|will|would) you\s+"
    r"|\b(?:please|sn[äa]lla)\s+)"
)
_GENRE = (
    r"(?:dikt\w*|poem|poetry|vers|s[åa]ng\w*|song|en visa|saga|novell|roman|sk[äa]mt|vits\w*|jokes?"
    r"|haiku|limerick\w*|rap)"
)
_TEXT = r"(?:mejl|mail|e-?post|email|e-mail|brev|letter|(?:ett )?tal till|speech|kod|code|script|\w+ program)"
_NOT_ADVICE = re.compile(
    rf"{_TOLD}(?:skriv|skriva|dikta|komponera|hitta p[åa]|ber[äa]tta|sjunga?|rimma|dra|ge|g[öo]r|skapa"
    rf"|write|compose|tell|sing|give|make|create)\b.{{0,40}}\b{_GENRE}\b"
    rf"|{_TOLD}(?:skriva?|write|draft|koda?)\b.{{0,20}}\b{_TEXT}\b"
    rf"|{_TOLD}(?:ignorera|gl[öo]m|gl[öo]mma|bortse fr[åa]n|strunta i|ignore|disregard|forget|override)\b"
    r".{0,40}\b(?:instruktion\w*|regler\w*|prompt\w*|instructions?|rules|above|ovan\w*|tidigare|previous)\b"
    r"|\b(?:systemprompt\w*|system prompt|jailbreak|developer mode|DAN mode)\b"
    rf"|{_TOLD}(?:du [äa]r nu|l[åa]tsas|agera som|you are now|pretend (?:to be|you are)|act as)\b"
    rf"|{_TOLD}(?:översätta?|oversatt|translate|r[äa]kna ut|calculate|programmera|code me)\b"
    r"|\b(?:idiot\w*|j[äa]vla|dumma? (?:robot|maskin|bot)|h[åa]ll k[äa]ften|fuck\w*|shit"
    r"|stupid (?:bot|machine|robot)|shut up)\b",
    _FLAGS,
)
# A citizen's own errand: the reports are about how municipalities work, not a service desk.
_ERRAND = re.compile(
    r"\b(?:jag|mig|min|mitt|mina|i|my|me)\b.*\b(?:ans[öo]ke?r?|s[öo]ker|[öo]verklagar?|betalar?|anm[äa]ler"
    r"|bokar?|byter|flyttar|apply|appeal|pay|book|renew|register)\b"
    r"|\b(?:ans[öo]ker|s[öo]ker|[öo]verklagar|betalar|anm[äa]ler|bokar|byter|flyttar) jag\b"
    r"|\b(?:jag|mig|min|mitt|mina|i|my|me)\b.*\b(?:barn\w*|mamma\w*|pappa\w*|tomt\w*|hus|villa\w*"
    r"|tr[äa]dg[åa]rd\w*|sopor\w*|skatt|l[äa]genhet\w*|parkering\w*|f[öo]rskol\w*|bygglov\w*|pass|k[öo]rkort\w*"
    r"|bostad\w*|f[äa]rdtj[äa]nst\w*|gatly\w*|street ?lights?|child\w*|mother|father|garden|house|rubbish|waste"
    r"|taxes|parking|preschool|licen[cs]e|passport)\b"
    r"|^n[äa]r (?:[öo]ppnar|st[äa]nger)\b|\b[öo]ppettider\w*|\bopening hours\b|\btelefonnum\w*"
    r"|\bphone number\b",
    _FLAGS,
)
_OFFICER = re.compile(
    r"\b(?:kommun\w*|f[öo]rvaltning\w*|organisation\w*|verksamhet\w*|upphandl\w*|beslut\w*|\w*chef\w*"
    r"|n[äa]mnd\w*|politi\w*|handl[äa]gg\w*|medarbet\w*|projekt\w*|e-tj[äa]nst\w*|invånar\w*|municipal\w*"
    r"|department\w*|organi[sz]ation\w*|decision\w*|manager\w*|staff|project\w*|procure\w*|online service\w*"
    r"|residents?)\b",
    _FLAGS,
)
_VAGUE = re.compile(
    r"gor\w*|gjort|tank\w*|rad|tips\w*|hjalp\w*|bra|bast\w*|battre|dalig\w*|frag\w*|vet|veta|tyck\w*|sag\w*"
    r"|sak\w*|borja\w*|vidare|rekommend\w*|viktig\w*|ga|gar|handa|hander|berat\w*|kommun(?:en|er|erna)?"
    r"|digitaliser\w*|do|think|advi[cs]e|help|good|best|better|bad|know|thing|start|recommend\w*|suggest\w*"
    r"|important|next|happens?|municipalit(?:y|ies)|digitali[sz](?:ation|ing)"
)
# Words that point back to the question before: not articles ("den största"), not expletives
# ("finns det", "is it wise to"), not the start of a clause ("kommuner där", "systems that").
_SV_ADJECTIVAL = r"(?:\w+(?:st[ae]|sk[ae]|lig[ae]|ell[ae]|samm?a|nd[ae]|ad[ae])|nya|egna|andra|f[öo]rsta|sm[åa]|stora|tv[åa]|tre|fyra|fem)"
_POINTS_BACK: dict[Language, re.Pattern[str]] = {
    "sv": re.compile(
        rf"(?<!finns )(?<!fanns )\b(?:det|de|den)\b(?! {_SV_ADJECTIVAL}\b)(?! (?:som|h[äa]r|d[äa]r|att|sig)\b)"
        r"(?!.*\b(?:att|som)\b)|\b(?:det|de|den) (?:h[äa]r|d[äa]r)\b|\b(?:detta|denna|denne|dessa|dem|dom)\b"
        r"|\bs[åa]dan\w*\b(?! som\b)|\b(?:d[äa]r|d[åa])\W*$|^d[äa]r\b",
        _FLAGS,
    ),
    "en": re.compile(
        r"\b(?:it|It)\b(?!.*\b(?:to|that)\b)|(?i:\b(?:they|them|their|these|this|its)\b)"
        r"|(?i:\bthose\b)(?! (?:who|that|which)\b)|(?i:\bthere\W*$)"
        r"|(?i:\b(?:is|are|does|do|did|was|will|would|can|about|of|for|with|like)) that\b|\bthat\W*$"
        r"|(?i:\b(?:larger|smaller|bigger|other|such) ones\b)"
    ),
}
_CONTINUES = re.compile(
    r"^(?:och|men|eller|varf[öo]r d[åa]|hur d[åa]|and|but|or|then|what about|how about)\b"
    r"|^varf[öo]r\W*$|^why\W*$"
    # An aspect without a subject: it is the subject of the question before.
    r"|^(?:vilka|vad|finns det|n[åa]gra|what|which|are there|any)?\W*(?:är|ar|finns|are|is)?\W*(?:det|de|the)?\W*(?:n[åa]gra |any )?"
    r"(?:risker(?:na)?|f[öo]rdelar(?:na)?|nackdelar(?:na)?|villkor(?:en)?|kostnader(?:na)?|hinder|hindren|utmaningar(?:na)?"
    r"|alternativ(?:en)?|argument(?:en)?|sk[äa]l(?:en)?|risks?|benefits?|drawbacks?|costs?|conditions?|obstacles?"
    r"|challenges?|alternatives?|arguments?)(?: finns| finns det| are there)?\W*$",
    _FLAGS,
)
_FRAGMENT = re.compile(
    r"^(?:[äa]ven|ocks[åa]|inom|f[öo]r|hos|i|p[åa]|med|utan|also|even|for|in|with|without)\b"
    r"(?!.*\b(?:vad|vilk\w+|hur|n[äa]r|var|vem|ska|b[öo]r|kan|what|which|how|when|who|should|can|do|does)\b)",
    _FLAGS,
)
_FEW_WORDS = 4  # content words; a longer question brings its own subject
_TURNS_BACK = 3  # questions that a chain of follow-ups is read with


def question_form(text: str, language: Language) -> Form:
    """What kind of answer a question wants."""
    stripped = re.sub(
        r"^\s*(?:och|men|and|but|hej|hi|hello)[,!]?\s+", "", text.strip(), flags=_FLAGS
    )
    asked = last_question(stripped)
    for part in dict.fromkeys(_with_opening_mended(t, language) for t in (asked, stripped)):
        for form, pattern in _FORMS[language]:
            if pattern.search(part):
                return form
    return "open"


def last_question(text: str) -> str:
    """The last sentence that asks: what comes before it tells why."""
    asking = [text[start:end] for start, end in split_sentences(text) if text[end - 1] == "?"]
    return asking[-1] if asking else text


def _with_opening_mended(text: str, language: Language) -> str:
    """The text with a slip in its first word taken back, where that word decides the form."""
    first, space, rest = text.strip().partition(" ")
    is_known = first.casefold() in FUNCTION_WORDS[language]
    meant = () if is_known else _OPENINGS[language].suggest(first)
    return f"{meant[0]}{space}{rest}" if meant else text.strip()


def question_measure(text: str, language: Language) -> Measure | None:
    """What kind of figure a figure question asks for; None when any number will do."""
    asked = last_question(text.strip())
    for measure, pattern in _MEASURES[language]:
        if pattern.search(asked):
            return measure
    return None


def question_stance(text: str) -> Stance:
    """ "leave" when it asks whether to give something up, "choose" when it names alternatives."""
    asked = last_question(text.strip())
    if _LEAVES.search(asked):
        return "leave"
    return "choose" if _CHOOSES.search(asked) else "do"


def question_aspect(text: str) -> Sign | None:
    """The sign that a telling sentence has ; None when none or several fit."""
    asked = last_question(text.strip())
    found = [sign for sign, pattern in _ASPECTS.items() if pattern.search(asked)]
    return found[0] if len(found) == 1 else None


def counted_word(text: str, language: Language) -> str:
    """The word whose number is asked for: "kommuner" of "Hur många kommuner ..."; or empty."""
    match = _COUNTED.search(text)
    if match is None:
        return ""
    following = re.findall(r"[\w-]+", text[match.end() :])[:5]
    said = {token.text for token in content_words(text, language)}
    counting = (i for i, w in enumerate(following) if w in said and not _NUMERAL.fullmatch(w))
    at = next(counting, None)
    if at is None:
        return ""
    word, after = following[at], following[at + 1] if at + 1 < len(following) else ""
    if language == "sv":
        qualifies = bool(_SV_ADJECTIVE.fullmatch(word)) and len(after) > 3
    else:
        qualifies = not word.endswith("s") and after.endswith("s")
    return after if qualifies and after in said else word


def question_status(text: str, language: Language, *, has_history: bool) -> Status:
    """ "refused" for what is no question to advise on, "no_evidence" for a citizen's own errand,
    "clarification" for one too vague to look up, otherwise "answered".
    """
    if _NOT_ADVICE.search(text):
        return "refused"
    if _ERRAND.search(last_question(text.strip())) and not _OFFICER.search(text):
        return "no_evidence"
    said = [fold(token.text) for token in content_words(text, language)]
    if not has_history and all(_VAGUE.fullmatch(word) for word in said):
        return "clarification"
    return "answered"


def standalone_parts(text: str, history: Sequence[str], language: Language) -> tuple[str, ...]:
    """The question, preceded by what it leans on when it cannot be read alone."""
    if not history or not _leans(text, language):
        return (text,)
    *before, last = history[-_TURNS_BACK:]
    subject = standalone_parts(last.strip(), before, detect_language(last))
    addition = re.sub(r"^(?:och|men|eller|and|but|or)\s+", "", text.strip(), flags=_FLAGS)
    return (*(part.rstrip("?!. ") for part in subject), addition)


def _leans(text: str, language: Language) -> bool:
    stripped = text.strip()
    if _CONTINUES.search(stripped):
        return True
    if len(content_words(text, language)) > _FEW_WORDS:
        return False
    return bool(_POINTS_BACK[language].search(stripped) or _FRAGMENT.search(stripped))
