"""What a conversation shows: its answers, the list of earlier ones, and the question on its way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from advisor.channels.rendering import paragraphs
from advisor.channels.starters import Starters
from advisor.errors import AdvisorError
from advisor.records.answers import ConversationSummary, Record
from advisor.records.reading_back import answer_of
from advisor.service.paragraphs import Paragraph
from advisor.service.parts import Service
from advisor.types import Answer, Caller, Citation, Statement
from advisor.vocabulary import Language
from ui.addresses import conversation_address
from ui.answers import answer_view, groups
from ui.conversation_texts import TEXTS, failure_text
from ui.pages import render
from ui.texts import PATHS

MOST_EARLIER = 50
WRITING = "compose"  # the stage in which a language model writes

_ZONE = ZoneInfo("Europe/Stockholm")


@dataclass(frozen=True, slots=True)
class _Earlier:
    id: str
    title: str
    when: str
    answers: int
    address: str


class Threads:
    """Makes the parts of the view in one language, as HTML."""

    def __init__(self, service: Service, starters: Starters, language: Language) -> None:
        self._service = service
        self._starters = starters
        self._language = language
        self._texts = TEXTS[language]

    def begin(self, told: str = "") -> str:
        """What stands where nothing is asked yet; `told` is said above all."""
        examples = self._starters.of(self._language)
        return self._render("_begin.html", examples=examples, told=told)

    def answers(self, conversation: str, caller: Caller) -> list[str]:
        """Every answer of a conversation, oldest first; NotFoundError if it is not the caller's."""
        records = self._service.answers.conversation(conversation, caller.id).records
        return [self._recorded(record, caller) for record in records]

    def answer(self, answer: Answer, conversation: str, caller: Caller) -> str:
        """One answer, whole."""
        feedback = self._service.feedback.of(answer.id, caller.id)
        view = answer_view(answer, self._around, self._language, _plain(answer))
        return self._render(
            "_answer.html",
            answer=view,
            conversation=conversation,
            said=feedback[0].useful if feedback else None,
            comment=feedback[0].comment if feedback else None,
            a=TEXTS[answer.language],
            examples=self._examples(answer),
        )

    def earlier(self, caller: Caller, current: str | None) -> str:
        """The list of the caller's conversations."""
        found = self._service.answers.conversations(caller.id, MOST_EARLIER)
        return self._render(
            "_earlier.html",
            conversations=[self._earlier(summary) for summary in found],
            count=len(found) if len(found) < MOST_EARLIER else f"{MOST_EARLIER}+",
            current=current,
        )

    def pending(
        self, question: str, stage: str, statements: Sequence[Statement], answer: Language | None
    ) -> str:
        """A question on its way, with what is proven so far."""
        language = answer or self._language
        return self._render(
            "_pending.html",
            question=question,
            stage=self._texts.get(f"stage_{stage}", self._texts["begun"]),
            written=self._writing(stage),
            groups=groups("open", language, statements),
            language=language,
            a=TEXTS[language],
        )

    def told(self, told: str, answer: str) -> str:
        """How an answer has ended, and the way to it from the box that one asks in."""
        return self._render("_told.html", told=told, answer=answer)

    def failed(self, question: str, code: str) -> str:
        """Why there is no answer, and the way to ask again."""
        reason = failure_text(code, self._language)
        return self._render("_failed.html", question=question, reason=reason)

    def _writing(self, stage: str) -> str | None:
        """Which language model is at work; None where none is."""
        model = self._service.settings.llm if stage == WRITING else None
        return None if model is None else self._texts["writing"].format(model=model)

    def _recorded(self, record: Record, caller: Caller) -> str:
        try:
            return self.answer(answer_of(record), record.conversation, caller)
        except AdvisorError as error:  # a record of another version must not hide the others
            return self.failed(str(record.asked.get("text", "")), error.code)

    def _examples(self, answer: Answer) -> Sequence[str]:
        """Where to go on from, for what offers nothing itself."""
        offers = answer.statements or answer.nearest or answer.next_questions or answer.choices
        return () if offers else self._starters.of(answer.language)

    def _around(self, citations: Sequence[Citation]) -> tuple[Paragraph, ...]:
        try:
            return self._service.library.paragraphs(citations)
        except AdvisorError:  # without an index the quotes stand as they were proven
            return ()

    def _earlier(self, summary: ConversationSummary) -> _Earlier:
        when = datetime.fromisoformat(summary.latest).astimezone(_ZONE)
        address = conversation_address(self._language, summary.id)
        return _Earlier(
            summary.id, summary.title, f"{when:%Y-%m-%d %H:%M}", summary.answers, address
        )

    def _render(self, template: str, **values: object) -> str:
        known = {"t": self._texts, "language": self._language, "paths": PATHS[self._language]}
        return render(template, **known | values)


def _plain(answer: Answer) -> str:
    """The answer to be copied: the question, then each paragraph as one line."""
    lines = (" " * paragraph.indent + paragraph.text for paragraph in paragraphs(answer))
    return "\n".join((answer.question, "", *lines))
