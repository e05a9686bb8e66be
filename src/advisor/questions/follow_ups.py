"""What a question leans on of the questions before it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from advisor.language.detection import detect_language
from advisor.language.words import content_words
from advisor.vocabulary import Language

_FEW_WORDS = 4  # content words; a longer question brings its own subject
_TURNS_BACK = 3  # questions that a chain of follow-ups is read with

_SV_ADJECTIVAL = (
    r"(?:\w+(?:st[ae]|sk[ae]|lig[ae]|ell[ae]|samm?a|nd[ae]|ad[ae])|nya|egna|andra|f[öo]rsta"
    r"|sm[åa]|stora|tv[åa]|tre|fyra|fem)"
)
# Words that point back to the question before: not articles ("den största"), not expletives
# ("finns det", "is it wise to"), not the start of a clause ("kommuner där", "systems that").
_POINTS_BACK: Mapping[Language, re.Pattern[str]] = {
    "sv": re.compile(
        rf"(?<!finns )(?<!fanns )\b(?:det|de|den)\b(?! {_SV_ADJECTIVAL}\b)"
        r"(?! (?:som|h[äa]r|d[äa]r|att|sig)\b)"
        r"(?!.*\b(?:att|som)\b)|\b(?:det|de|den) (?:h[äa]r|d[äa]r)\b"
        r"|\b(?:detta|denna|denne|dessa|dem|dom)\b"
        r"|\bs[åa]dan\w*\b(?! som\b)|\b(?:d[äa]r|d[åa])\W*$|^d[äa]r\b",
        re.IGNORECASE,
    ),
    # "IT" in capitals points to nothing.
    "en": re.compile(
        r"\b(?:it|It)\b(?!.*\b(?:to|that)\b)|(?i:\b(?:they|them|their|these|this|its)\b)"
        r"|(?i:\bthose\b)(?! (?:who|that|which)\b)|(?i:\bthere\W*$)"
        r"|(?i:\b(?:is|are|does|do|did|was|will|would|can|about|of|for|with|like)) that\b"
        r"|\bthat\W*$"
        r"|(?i:\b(?:larger|smaller|bigger|other|such) ones\b)"
    ),
}
# Of both languages: the fewer the words, the less sure is the language that they are in.
_CONTINUES = re.compile(
    r"^(?:och|men|eller|varf[öo]r d[åa]|hur d[åa]|and|but|or|then|what about|how about)\b"
    r"|^varf[öo]r\W*$|^why\W*$"
    # An aspect without a subject: it is the subject of the question before.
    r"|^(?:vilka|vad|finns det|n[åa]gra|what|which|are there|any)?\W*(?:är|ar|finns|are|is)?\W*"
    r"(?:det|de|the)?\W*(?:n[åa]gra |any )?"
    r"(?:risker(?:na)?|f[öo]rdelar(?:na)?|nackdelar(?:na)?|villkor(?:en)?|kostnader(?:na)?|hinder"
    r"|hindren|utmaningar(?:na)?|alternativ(?:en)?|argument(?:en)?|sk[äa]l(?:en)?"
    r"|risks?|benefits?|drawbacks?|costs?|conditions?|obstacles?"
    r"|challenges?|alternatives?|arguments?)(?: finns| finns det| are there)?\W*$",
    re.IGNORECASE,
)
_FRAGMENT = re.compile(
    r"^(?:[äa]ven|ocks[åa]|inom|f[öo]r|hos|i|p[åa]|med|utan|also|even|for|in|with|without)\b"
    r"(?!.*\b(?:vad|vilk\w+|hur|n[äa]r|var|vem|ska|b[öo]r|kan"
    r"|what|which|how|when|who|should|can|do|does)\b)",
    re.IGNORECASE,
)
_CONJUNCTION = re.compile(r"^(?:och|men|eller|and|but|or)\s+", re.IGNORECASE)


def standalone_parts(text: str, history: Sequence[str], language: Language) -> tuple[str, ...]:
    """The question, preceded by what it leans on when it cannot be read alone."""
    if not history or not _leans(text, language):
        return (text,)
    *before, last = history[-_TURNS_BACK:]
    subject = standalone_parts(last.strip(), before, detect_language(last))
    addition = _CONJUNCTION.sub("", text.strip())
    return (*(part.rstrip("?!. ") for part in subject), addition)


def _leans(text: str, language: Language) -> bool:
    stripped = text.strip()
    if _CONTINUES.search(stripped):
        return True
    if len(content_words(text, language)) > _FEW_WORDS:
        return False
    return bool(_POINTS_BACK[language].search(stripped) or _FRAGMENT.search(stripped))
