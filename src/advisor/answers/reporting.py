"""What stands around an answer's statements, from what is known of their sources."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from advisor.answers.caveats import caveats
from advisor.answers.citations import Cited
from advisor.answers.profiles import TypesOf, nearest_type, profile_effect, size_asked
from advisor.answers.strength import SentencesWithin, strengths
from advisor.answers.suggestions import Topics, choices, next_questions
from advisor.answers.summary import summarize
from advisor.types import Caveat, Citation, Document, Query, Strength
from advisor.vocabulary import Language, SectionRole, Status

# How far the sources answer a question in a language; None: it is in another.
StatusOf = Callable[[str, Language], Status | None]

_BEFORE_IT: frozenset[SectionRole] = frozenset({"background", "theory"})


@dataclass(frozen=True, slots=True)
class Report:
    """All of an answer that is not quoted."""

    summary: str
    strength: tuple[Strength, ...]
    caveats: tuple[Caveat, ...]
    next_questions: tuple[str, ...]
    choices: tuple[str, ...]
    profile_effect: str | None


class Reporter:
    """Reports on statements by the documents that they are quoted from."""

    def __init__(
        self,
        get_document: Callable[[str], Document],
        sentences_within: SentencesWithin,
        topics: Topics,
        status_of: StatusOf,
        types: TypesOf = list,
        today: Callable[[], date] = date.today,
    ) -> None:
        self._get_document = get_document
        self._sentences_within = sentences_within
        self._topics = topics
        self._status_of = status_of
        self._types = types
        self._today = today

    def report(self, query: Query, status: Status, cited: Cited) -> Report:
        """What to say around the statements, in the language of the question."""
        language = query.answer_language
        strength = strengths(query, cited.statements, self._get_document, self._sentences_within)
        offered = next_questions(
            status, cited, language, self._is_answered, self._get_document, query.parts
        )
        return Report(
            summary=summarize(
                query, status, cited, strength, offered, self._parts_refused(query, status)
            ),
            strength=strength,
            caveats=caveats(
                cited.citations,
                language,
                self._get_document,
                self._today(),
                size_asked(query.standalone),
                self._is_of_others,
            ),
            next_questions=offered,
            choices=choices(status, self._topics, language, self._is_answered),
            profile_effect=self._profile_effect(query, cited),
        )

    def _is_of_others(self, citation: Citation) -> bool:
        """Whether a quote tells what others found, as far as that is known: in another work's word,
        or where a study says what was known before it.
        """
        said = self._sentences_within(citation.source, citation.start, citation.end)
        return bool(said) and all(s.voice == "literature" or s.role in _BEFORE_IT for s in said)

    def _is_answered(self, question: str, language: Language) -> bool:
        return self._status_of(question, language) == "answered"

    def _parts_refused(self, query: Query, status: Status) -> list[str]:
        """Those of several questions in one that are refused when asked alone; the rest is told."""
        if status not in ("answered", "partial"):
            return []
        language = query.answer_language
        return [part for part in query.parts if self._status_of(part, language) == "no_evidence"]

    def _profile_effect(self, query: Query, cited: Cited) -> str | None:
        profile = query.question.profile
        if profile is None or not cited.statements:
            return None
        files = {citation.source for citation in cited.citations}
        sources = {file: self._get_document(file).source for file in files}
        kind = nearest_type(profile, self._types())
        return profile_effect(profile, cited.statements, sources, kind, query.answer_language)
