"""An answer in a language model's words, of which only what the evidence carries is kept."""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from advisor.answers.evidence import boundary_for, gather
from advisor.answers.forms import PLANS, QUOTED_WORDS
from advisor.answers.prompts import (
    PROMPT_VERSION,
    again_prompt,
    reply_schema,
    system_prompt,
    user_prompt,
)
from advisor.answers.proving import Check, Proven
from advisor.answers.subjects import of_asked_subject
from advisor.answers.written import StatementStream, Written, read_statements
from advisor.llm.masking import sendable
from advisor.llm.model import Model, ModelError, ModelRequest
from advisor.types import (
    Authorship,
    Candidate,
    Composer,
    Document,
    Draft,
    DraftStatement,
    Offer,
    Query,
    Unsupported,
)
from advisor.vocabulary import Role

_log = logging.getLogger(__name__)

_SHARE_LEFT = 0.25  # of the time and the tokens that must be left to ask a second time
_LETTERS_PER_TOKEN = 3  # where a server does not count them
# What a reader of a decision must not miss where the sources have it.
_NEEDED: tuple[Role, ...] = ("recommendation", "argument_for", "argument_against", "condition")


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the model is asked, with what makes a reply worth keeping."""

    system: str
    user: str
    version: str
    boundary: str

    @property
    def key(self) -> str:
        """Alike for the same question and evidence, whatever mark stands around it."""
        return f"{self.version}\0{self.user.replace(self.boundary, '')}"


@dataclass(frozen=True, slots=True)
class _Replied:
    """What became of one request."""

    request: ModelRequest
    tokens: int
    is_used: bool  # some of its statements stand


class GenerativeComposer:
    """Lets the model write from what the extractive draft and the other candidates hold."""

    def __init__(
        self,
        model: Model,
        check: Check,
        document_of: Callable[[str], Document],
        *,
        seconds: float,
        most_tokens: int,
        secret: bytes | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`seconds` and `most_tokens` are for a whole answer; `secret` makes the marks around
        evidence, so that replies can be recorded and found again.
        """
        self._model = model
        self._check = check
        self._document_of = document_of
        self._seconds = seconds
        self._most_tokens = most_tokens
        self._secret = secret or secrets.token_bytes(32)
        self._clock = clock

    def write(
        self, query: Query, draft: Draft, candidates: Sequence[Candidate], offer: Offer
    ) -> Draft:
        """The draft in the model's words, with what was left out; ModelError when there is none.

        It has no statements where they would answer less than the draft does. Replies of which
        nothing is used are not kept. What was left out is reported by its reasons: the words of a
        model that nothing carries are not passed on to anybody.
        """
        begun = self._clock()
        query = self._sendable(query)
        evidence = gather(draft, candidates, self._document_of)
        if not evidence:
            raise ModelError("declined", self._model.where)
        boundary = boundary_for(query, evidence, self._secret)
        asked = _Asked(
            system_prompt(query),
            user_prompt(query, evidence, boundary),
            "\0".join((PROMPT_VERSION, query.answer_language)),
            boundary,
        )
        proven = Proven(query, evidence, self._check, PLANS[query.form].statements, offer)
        replied = self._ask_twice(proven, asked, begun)
        proven.give_up()
        is_enough = bool(proven.statements) and _is_enough(query, proven.statements, draft)
        for one in replied:
            if not (one.is_used and is_enough):
                self._model.forget(one.request)
        return Draft(
            draft.status,
            tuple(proven.statements) if is_enough else (),
            draft.nearest,
            tuple(Unsupported("", why) for _, why in proven.given_up),
            Authorship("generative", self.name, PROMPT_VERSION),
        )

    def _ask_twice(self, proven: Proven, asked: _Asked, begun: float) -> list[_Replied]:
        """The second time for what failed, where time and tokens are left."""
        replied = [self._ask(proven, asked, self._seconds, self._most_tokens)]
        tokens = self._most_tokens - replied[0].tokens
        seconds = self._seconds - (self._clock() - begun)
        is_time = seconds > self._seconds * _SHARE_LEFT
        if proven.failed and is_time and tokens > self._most_tokens * _SHARE_LEFT:
            replied += self._ask_again(proven, asked, seconds, tokens)
        return replied

    def _ask_again(
        self, proven: Proven, asked: _Asked, seconds: float, tokens: int
    ) -> list[_Replied]:
        """Let the model write once more what failed, told why."""
        first = proven.failed
        kept = len(proven.statements)
        again = again_prompt(asked.user, [(said.text, why) for said, why in first])
        proven.failed = []
        try:
            replied = self._ask(proven, replace(asked, user=again), seconds, tokens)
        except ModelError:
            proven.failed = first
            return []
        proven.failed = [(said, why) for said, why in proven.failed if why != "said_before"]
        mended = len(proven.statements) - kept + len(proven.failed)
        proven.failed += first[mended:]  # what the model itself took back
        return [replied]

    @property
    def name(self) -> str:
        """The model and where it runs."""
        return f"{self._model.name} ({self._model.where})"

    def _sendable(self, query: Query) -> Query:
        """The query without what tells of a person; ModelError where that is what is asked for."""
        profile = query.question.profile
        if profile is not None:
            told = (profile.name, profile.county, *profile.goals)
            name, county, *goals = (None if t is None else sendable(t).text for t in told)
            profile = replace(
                profile, name=name, county=county, goals=tuple(goal or "" for goal in goals)
            )
        asked = sendable(query.standalone)
        if asked.changes_question:
            raise ModelError("personal_data", self._model.where)
        question = replace(query.question, profile=profile)
        return replace(query, question=question, standalone=asked.text)

    def _ask(self, proven: Proven, asked: _Asked, seconds: float, most_tokens: int) -> _Replied:
        """Take in one reply: what is heard of it at once, and in the end what it says as a whole.

        Where it says something else, or nothing, what was heard counts for nothing.
        """
        schema = reply_schema(proven.most)
        request = ModelRequest(asked.system, asked.user, schema, most_tokens, seconds, asked.key)
        before, stream, heard = proven.mark(), StatementStream(), list[Written]()

        def hear(piece: str) -> None:
            for said in stream.feed(piece)[: proven.most - len(heard)]:
                heard.append(said)
                proven.take(said)

        try:
            reply = self._model.ask(request, hear)
            told = read_statements(reply.text, self._model.where)[: proven.most]
        except ModelError:
            proven.back_to(before)
            raise
        if told[: len(heard)] != heard:
            proven.back_to(before)
            heard.clear()
        for said in told[len(heard) :]:
            proven.take(said)
        tokens = reply.tokens_out or len(reply.text) // _LETTERS_PER_TOKEN
        return _Replied(request, tokens, len(proven.statements) > len(before.statements))


class FallbackComposer:
    """Asks the generative composer, and answers with the sources' own words where it fails."""

    name = "generative"

    def __init__(self, extractive: Composer, generative: GenerativeComposer) -> None:
        self._extractive = extractive
        self._generative = generative

    def compose(
        self, query: Query, candidates: Sequence[Candidate], offer: Offer = lambda _said: None
    ) -> Draft:
        """The model's statements, beside them the sources' own where something vital is missing.

        Whether the sources answer at all is not for the model to say.
        """
        draft = self._extractive.compose(query, candidates, offer)
        if draft.status not in ("answered", "partial"):
            return draft
        try:
            asked = of_asked_subject(query, candidates, candidates)
            written = self._generative.write(query, draft, asked, offer)
        except ModelError as error:
            _log.warning("the language model gave no answer", extra={"reason": error.reason})
            return _fallback(draft, self._generative.name, ())
        if not written.statements:
            return _fallback(draft, self._generative.name, written.unsupported)
        return replace(written, statements=_whole(query, written, draft))


def _is_enough(query: Query, written: Sequence[DraftStatement], draft: Draft) -> bool:
    """Whether the model's statements answer as much as the sources' own did."""
    if query.form == "figure":
        return any(any(c.isdigit() for c in statement.text or "") for statement in written)
    if query.form == "list":
        return 2 * len(written) >= sum(s.bearing == "close" for s in draft.statements)
    return True


def _whole(query: Query, written: Draft, draft: Draft) -> tuple[DraftStatement, ...]:
    """The model's statements and what they miss, within the limits of an answer.

    Where both are too much, what the model said of a thing twice, or in no vital role, gives way.
    """
    own, missing = list(written.statements), _missing(written, draft)
    while missing and not _fits(query, (*own, *missing)):
        roles = [statement.role for statement in own]
        spare = [s for s in own if s.role not in _NEEDED or roles.count(s.role) > 1]
        if spare and len(own) > 1:
            own.remove(spare[-1])
        else:
            missing.pop()
    return (*own, *missing)


def _missing(written: Draft, draft: Draft) -> list[DraftStatement]:
    """The draft's statements of a role that a decision needs and the model left out.

    None that may be on something else: it is not worth the room of one that was proven.
    """
    told = {statement.role for statement in written.statements}
    close = [s for s in draft.statements if s.bearing == "close"]
    return [s for s in close if s.role in _NEEDED and s.role not in told]


def _fits(query: Query, statements: Sequence[DraftStatement]) -> bool:
    spans = dict.fromkeys(span for statement in statements for span in statement.spans)
    words = sum(len(span.quote.split()) for span in spans)
    return len(statements) <= PLANS[query.form].statements and words <= QUOTED_WORDS


def _fallback(draft: Draft, model: str, unsupported: tuple[Unsupported, ...]) -> Draft:
    author = Authorship("extractive_fallback", model, PROMPT_VERSION)
    return replace(draft, unsupported=unsupported, written_by=author)
