"""What stands around an answer's statements: the summary, strength, caveats, ways on."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from advisor.answers.bearing import share_said
from advisor.answers.citations import Cited
from advisor.answers.percentages import impossible_percentages, odd_sum, percentages, respondents
from advisor.answers.profiles import TypesOf, nearest_type, profile_effect
from advisor.answers.strength import SentencesWithin, disputed_things, strengths
from advisor.discourse.signs import signs
from advisor.types import (
    Caveat,
    CaveatCode,
    Citation,
    Document,
    Language,
    Query,
    Role,
    Source,
    Statement,
    Status,
    Strength,
    Thing,
)

OLD_YEARS = 10
FEW_RESPONDENTS = 30
MOST_SUGGESTIONS = 3
CARRIED = 0.5  # share of the question that a recommendation must say, to be one on just this
_FEW_CASES = re.compile(
    r"\b(?:tv[åa]|two|en enda|a single)\s+(?:\w+\s+)?(?:kommun\w*|municipalit\w*|case\w*|fall\w*)",
    re.IGNORECASE,
)
_TEXTS: Mapping[Language, Mapping[str, str]] = {
    "sv": {
        "no_evidence": "Underlaget besvarar inte frågan.",
        "no_evidence_near": "Underlaget besvarar inte frågan. Närmast kommer det som visas nedan.",
        "refused": "Det här är ingen fråga som kan besvaras ur underlaget: rapporter och uppsatser"
        " om kommuners utveckling. Ställ en fråga om ett beslut eller ett vägval.",
        "clarification": "Frågan är för allmän för att slås upp. Vad gäller den?",
        "partial": "Underlaget besvarar en del av frågan.",
        "speaks_for": "Underlaget talar för.",
        "speaks_for_condition": "Underlaget talar för, på ett villkor.",
        "speaks_for_conditions": "Underlaget talar för, på {n} villkor.",
        "no_advice": "Ingen källa ger en uttrycklig rekommendation om just detta.",
        "disagree": "Källorna är oense.",
        "disagree_on": "Källorna är oense om {things}.",
        "nothing_against": "I det som hittades talar inget uttryckligen emot.",
        "from": "från {sources}",
        "one_source": "en källa",
        "sources": "{n} källor",
        "old_source": "Källan är från {year}, mer än tio år gammal.",
        "undated": "Källan är odaterad.",
        "preliminary": "Rapporten är version {version} och ännu inte fastställd.",
        "few_cases": "Studien bygger på få fall ({setting}).",
        "few_respondents": "Siffran kommer ur en enkät med {n} svarande.",
        "impossible": "Andelen {values} kan inte uppstå ur {n} svar: källans siffra motsäger sig"
        " själv.",
        "odd_sum": "Andelarna i samma stycke blir tillsammans {total} %, fast de ser ut att"
        " vara alla svar på en fråga.",
        "repaired": "Citatet kommer ur en skannad text vars bokstäver har rättats.",
        "cut_off": "Källans egen text bryts av mitt i meningen.",
        "record": "Bara sammanfattningen av arbetet finns i underlaget.",
        "ask": "Vad säger underlaget om ”{topic}”?",
    },
    "en": {
        "no_evidence": "The sources do not answer the question.",
        "no_evidence_near": "The sources do not answer the question. What comes nearest is shown"
        " below.",
        "refused": "This is not a question that the sources can answer: they are reports and theses"
        " on how municipalities develop. Ask about a decision or a choice of direction.",
        "clarification": "The question is too general to look up. What is it about?",
        "partial": "The sources answer a part of the question.",
        "speaks_for": "The sources speak for it.",
        "speaks_for_condition": "The sources speak for it, on one condition.",
        "speaks_for_conditions": "The sources speak for it, on {n} conditions.",
        "no_advice": "No source gives an express recommendation on just this.",
        "disagree": "The sources disagree.",
        "disagree_on": "The sources disagree on {things}.",
        "nothing_against": "Nothing that was found speaks expressly against.",
        "from": "from {sources}",
        "one_source": "one source",
        "sources": "{n} sources",
        "old_source": "The source is from {year}, more than ten years old.",
        "undated": "The source is undated.",
        "preliminary": "The report is version {version} and not yet adopted.",
        "few_cases": "The study rests on few cases ({setting}).",
        "few_respondents": "The figure comes from a survey with {n} respondents.",
        "impossible": "A share of {values} cannot arise from {n} answers: the source's figure"
        " contradicts itself.",
        "odd_sum": "The shares in the same paragraph add up to {total} %, although they look"
        " like all the answers to one question.",
        "repaired": "The quote comes from a scanned text whose letters have been corrected.",
        "cut_off": "The source's own text breaks off in the middle of the sentence.",
        "record": "Only the abstract of the work is among the sources.",
        "ask": "What do the sources say about “{topic}”?",
    },
}
# What sources may claim opposite effects on.
_THINGS: Mapping[Language, Mapping[Thing, str]] = {
    "sv": {
        "benefit": "nyttan",
        "burden": "arbetsbördan",
        "competence": "kompetensen",
        "conflict": "motsättningarna",
        "cost": "kostnaderna",
        "efficiency": "effektiviteten",
        "influence": "inflytandet",
        "insight": "insynen och demokratin",
        "pace": "takten",
        "quality": "kvaliteten",
        "risk": "riskerna",
        "security": "säkerheten",
    },
    "en": {
        "benefit": "the benefit",
        "burden": "the workload",
        "competence": "competence",
        "conflict": "conflicts",
        "cost": "costs",
        "efficiency": "efficiency",
        "influence": "influence",
        "insight": "transparency and democracy",
        "pace": "pace",
        "quality": "quality",
        "risk": "risks",
        "security": "security",
    },
}
_COUNTED: Mapping[Language, Mapping[Role, tuple[str, str]]] = {
    "sv": {
        "recommendation": ("en rekommendation", "{n} rekommendationer"),
        "step": ("ett steg", "{n} steg"),
        "argument_for": ("ett skäl som talar för", "{n} skäl som talar för"),
        "argument_against": (
            "ett skäl som talar emot eller manar till försiktighet",
            "{n} skäl som talar emot eller manar till försiktighet",
        ),
        "condition": ("ett villkor", "{n} villkor"),
        "finding": ("ett resultat", "{n} resultat"),
    },
    "en": {
        "recommendation": ("one recommendation", "{n} recommendations"),
        "step": ("one step", "{n} steps"),
        "argument_for": ("one reason in favour", "{n} reasons in favour"),
        "argument_against": (
            "one reason against or for caution",
            "{n} reasons against or for caution",
        ),
        "condition": ("one condition", "{n} conditions"),
        "finding": ("one finding", "{n} findings"),
    },
}
_NUMBERS: Mapping[Language, Sequence[str]] = {
    "sv": (
        "noll",
        "en",
        "två",
        "tre",
        "fyra",
        "fem",
        "sex",
        "sju",
        "åtta",
        "nio",
        "tio",
        "elva",
        "tolv",
    ),
    "en": (
        "no",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
    ),
}
_DEFINITIONS: Mapping[Language, tuple[str, str]] = {
    "sv": ("en förklaring", "{n} förklaringar"),
    "en": ("one explanation", "{n} explanations"),
}
_RISKS: Mapping[Language, tuple[str, str]] = {
    "sv": ("en risk eller svårighet", "{n} risker eller svårigheter"),
    "en": ("one risk or difficulty", "{n} risks or difficulties"),
}


_GENERIC = re.compile(
    r"(?:sammanfatt\w*|slutsats\w*|abstract|summary|conclusions?|bakgrund|background|inledning"
    r"|introduction|metod\w*|methods?|teori|theory|resultat|results?|rekommendation\w*"
    r"|recommendations?|syfte\w*|purpose|diskussion|discussion|analys|analysis|referenser|references"
    r"|bilag\w+|appendix|kapitel|chapter)\b",
    re.IGNORECASE,
)


class Reporter:
    """Writes what stands around the statements, from what is known of their sources."""

    def __init__(
        self,
        get_document: Callable[[str], Document],
        sentences_within: SentencesWithin,
        topics: Callable[[Language], Sequence[str]],
        types: TypesOf = list,
        today: Callable[[], date] = date.today,
    ) -> None:
        self._get_document = get_document
        self._sentences_within = sentences_within
        self._topics = topics
        self._types = types
        self._today = today

    def summary(self, query: Query, status: Status, cited: Cited) -> str:
        """One or two sentences that say what the evidence carries, and no more."""
        texts = _TEXTS[query.language]
        if status == "no_evidence":
            return texts["no_evidence_near" if cited.nearest else "no_evidence"]
        if status in ("refused", "clarification"):
            return texts[status]
        said = [texts["partial"]] if status == "partial" else []
        argues = query.form == "decision" and query.stance != "choose"
        if argues:
            said += [_leaning(query, cited.statements)]
        said += [_counted(query, cited.statements)]
        if argues and not _has(cited.statements, "argument_against"):
            said += [texts["nothing_against"]]
        strong = self.strengths(query, cited.statements)
        if any(s.agreement == "disagree" for s in strong):
            said += [
                _disagreement(disputed_things(query, strong, cited.statements), query.language)
            ]
        return " ".join(filter(None, said))

    def strengths(self, query: Query, statements: Sequence[Statement]) -> tuple[Strength, ...]:
        """How much stands behind each statement."""
        return strengths(query, statements, self._get_document, self._sentences_within)

    def caveats(self, query: Query, statements: Sequence[Statement]) -> tuple[Caveat, ...]:
        """What to know before leaning on a citation, each said once for all it concerns."""
        found: dict[tuple[CaveatCode, str], list[int]] = {}
        for citation in _distinct(statements):
            for code, text in self._caveats_of(citation, query.language):
                found.setdefault((code, text), []).append(citation.number)
        return tuple(Caveat(code, text, tuple(ns)) for (code, text), ns in found.items())

    def profile_effect(self, query: Query, statements: Sequence[Statement]) -> str | None:
        """What the asker's profile changes in how the statements are to be read."""
        profile = query.question.profile
        if profile is None or not statements:
            return None
        files = {c.source for s in statements for c in s.citations}
        sources = {file: self._get_document(file).source for file in files}
        kind = nearest_type(profile, self._types())
        return profile_effect(profile, statements, sources, kind, query.language)

    def next_questions(self, query: Query, status: Status, cited: Cited) -> tuple[str, ...]:
        """Questions near this one that the sources do answer."""
        if status not in ("no_evidence", "partial"):
            return ()
        headings = [c.section[-1] for c in cited.nearest if c.section]
        headings += [c.section[-1] for c in _distinct(cited.statements) if c.section]
        return self._as_questions(headings, query.language)

    def choices(self, query: Query, status: Status) -> tuple[str, ...]:
        """Subjects to choose among when the question was too vague."""
        if status != "clarification":
            return ()
        return self._as_questions(self._topics(query.language), query.language)

    def _as_questions(self, headings: Sequence[str], language: Language) -> tuple[str, ...]:
        questions = dict.fromkeys(q for q in (_as_question(h, language) for h in headings) if q)
        return tuple(questions)[:MOST_SUGGESTIONS]

    def _caveats_of(self, citation: Citation, language: Language) -> list[tuple[CaveatCode, str]]:
        texts = _TEXTS[language]
        document = self._get_document(citation.source)
        source = document.source
        found: list[tuple[CaveatCode, str]] = []
        if source.year is None:
            found.append(("undated", texts["undated"]))
        elif self._today().year - source.year > OLD_YEARS:
            found.append(("old_source", texts["old_source"].format(year=source.year)))
        if source.version and source.version.startswith("0"):
            found.append(("preliminary", texts["preliminary"].format(version=source.version)))
        if _is_few_cases(source):
            found.append(("few_cases", texts["few_cases"].format(setting=source.setting)))
        if source.kind == "thesis_record":
            found.append(("record", texts["record"]))
        found += _survey_caveats(document, citation, texts)
        if "cut" in signs(citation.quote, citation.language):
            found.append(("cut_off", texts["cut_off"]))
        if citation.repaired:
            found.append(("repaired", texts["repaired"]))
        return found


def _survey_caveats(
    document: Document, citation: Citation, texts: Mapping[str, str]
) -> list[tuple[CaveatCode, str]]:
    if not percentages(citation.quote):
        return []
    odd: list[tuple[CaveatCode, str]] = []
    total = odd_sum(document, citation.start)
    if total:
        odd.append(("figures_do_not_add_up", texts["odd_sum"].format(total=total)))
    counts = respondents(document, citation.start)
    if not counts or max(counts) >= FEW_RESPONDENTS:
        return odd
    n = f"{min(counts)}–{max(counts)}" if len(counts) > 1 else str(counts[0])
    found: list[tuple[CaveatCode, str]] = [
        ("few_respondents", texts["few_respondents"].format(n=n))
    ]
    # Where only a range is known, another number may have answered this one question.
    values = impossible_percentages(citation.quote, counts) if len(counts) == 1 else ()
    if values:
        said = ", ".join(f"{value} %" for value in values)
        found.append(("figure_contradicted", texts["impossible"].format(values=said, n=n)))
    return found + odd


def _is_few_cases(source: Source) -> bool:
    return bool(_FEW_CASES.search(source.setting or ""))


def _has(statements: Sequence[Statement], role: Role) -> bool:
    return any(statement.role == role for statement in statements)


def _leaning(query: Query, statements: Sequence[Statement]) -> str:
    """Whether a source advises on just this, and on what conditions; no more than that is said.

    A recommendation counts where its words carry the question; the reader is told when none does.
    """
    texts = _TEXTS[query.language]
    advice = [s for s in statements if s.role == "recommendation"]
    if query.stance != "do":
        return ""
    if not any(_carries(query, statement) for statement in advice):
        return texts["no_advice"] if not advice else ""
    conditions = sum(s.role == "condition" for s in statements)
    if not conditions:
        return texts["speaks_for"]
    word = "condition" if conditions == 1 else "conditions"
    return texts[f"speaks_for_{word}"].format(n=_number(conditions, query.language))


def _carries(query: Query, statement: Statement) -> bool:
    said = " ".join(
        " ".join((*citation.section, citation.quote)) for citation in statement.citations
    )
    return share_said(query, said) >= CARRIED


def _disagreement(things: Sequence[Thing], language: Language) -> str:
    """That sources disagree, and about what, as far as that can be named."""
    texts = _TEXTS[language]
    named = [_THINGS[language][thing] for thing in things]
    return (
        texts["disagree_on"].format(things=_joined(named, language)) if named else texts["disagree"]
    )


def _joined(parts: Sequence[str], language: Language) -> str:
    joint = " och " if language == "sv" else " and "
    return joint.join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def _counted(query: Query, statements: Sequence[Statement]) -> str:
    """ "Två källor: tre rekommendationer, ett villkor." """
    language = query.language
    files = {c.source for s in statements for c in s.citations}
    parts: list[str] = []
    for role in dict.fromkeys(s.role for s in statements):
        count = sum(s.role == role for s in statements)
        forms = _COUNTED[language][role]
        if query.form == "risk" and role == "argument_against":
            forms = _RISKS[language]
        if query.form == "definition":
            forms = _DEFINITIONS[language]
        parts.append(forms[0] if count == 1 else forms[1].format(n=_number(count, language)))
    return _sentence(parts, len(files), language)


def _sentence(parts: Sequence[str], sources: int, language: Language) -> str:
    texts = _TEXTS[language]
    number = _number(sources, language)
    origin = texts["one_source"] if sources == 1 else texts["sources"].format(n=number)
    listed = _joined(parts, language)
    verb = "Underlaget ger" if language == "sv" else "The sources give"
    return f"{verb} {listed}, {texts['from'].format(sources=origin)}."


def _number(count: int, language: Language) -> str:
    words = _NUMBERS[language]
    return words[count] if count < len(words) else str(count)


def _distinct(statements: Sequence[Statement]) -> list[Citation]:
    return list({c.number: c for s in statements for c in s.citations}.values())


def _as_question(heading: str, language: Language) -> str:
    """A question about a heading's subject; empty for a heading that names none."""
    words = re.sub(r"^[\d.]+\s*", "", heading).strip(" .:;,")
    if words.isupper():
        words = words.lower()
    if words.endswith("?"):
        return words[0].upper() + words[1:]
    if len(words) < 4 or _GENERIC.match(words):
        return ""
    is_name = words.split()[0].isupper()
    topic = words if is_name else words[0].lower() + words[1:]
    return _TEXTS[language]["ask"].format(topic=topic)
