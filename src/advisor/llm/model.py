"""What a language model is to advisor: a request goes in, a reply or a typed failure comes out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, Protocol, get_args

from advisor.errors import AdvisorError

Reason = Literal[
    "unreachable",
    "tls",
    "timeout",
    "rate_limited",
    "not_authorised",
    "rejected",
    "server_error",
    "redirected",
    "too_large",
    "cut_short",
    "bad_reply",
    "declined",
    "circuit_open",
    "calls_spent",
    "money_spent",
    "personal_data",
]
REASONS: tuple[Reason, ...] = get_args(Reason)

_SAID: Mapping[Reason, str] = {
    "unreachable": "cannot be reached. See that it runs, and to ADVISOR_LLM_BASE_URL",
    "tls": "does not prove who it is (TLS). See to its certificate and to ADVISOR_LLM_BASE_URL",
    "timeout": "did not answer in time. Give it more with ADVISOR_LLM_SECONDS, or use a faster one",
    "rate_limited": "says that it is asked too often. Wait, or ask its provider for more",
    "not_authorised": "does not accept the key. See to ADVISOR_LLM_KEY",
    "rejected": "refuses the request. See to the name of the model in ADVISOR_LLM",
    "server_error": "reports a failure of its own. Try again later, or see its log",
    "redirected": "sends to another address, which is not followed. See to ADVISOR_LLM_BASE_URL",
    "too_large": "sent more than is read. See to ADVISOR_LLM_BASE_URL",
    "cut_short": "ended its reply too early. Give it more with ADVISOR_LLM_TOKENS",
    "bad_reply": "sent what cannot be read as an answer. See to ADVISOR_LLM and its server",
    "declined": "declined to answer",
    "circuit_open": "failed several times in a row, so it is left alone for a while",
    "calls_spent": "has been asked as often as ADVISOR_LLM_CALLS_PER_MINUTE allows",
    "money_spent": "has used what ADVISOR_LLM_SPEND_PER_DAY allows for today",
    "personal_data": "was not asked, because the question tells of a person",
}


class ModelError(AdvisorError):
    """The model gave nothing that can be used. `reason` is stable, for programs."""

    code = "language_model"

    def __init__(self, reason: Reason, where: str) -> None:
        super().__init__(f"The language model at {where} {_SAID[reason]}.")
        self.reason: Reason = reason
        self.where = where


@dataclass(frozen=True, slots=True)
class ModelRequest:
    """What the model is asked."""

    system: str
    user: str
    schema: Mapping[str, Any]  # JSON Schema of the reply, an object whose properties are required
    most_tokens: int  # of the reply
    seconds: float  # until there must be an answer, whatever happens
    # Alike for requests that may share a reply: tells question, evidence and version of the prompt,
    # not what is new in each call. Empty: the reply is not kept.
    key: str = ""


@dataclass(frozen=True, slots=True)
class ModelReply:
    """What the model answered: JSON text that fits the schema of the request."""

    text: str
    tokens_in: int  # 0: not told
    tokens_out: int  # 0: not told
    seconds: float
    model: str = ""  # the model and its version, as the server calls it; empty: not told


Hear = Callable[[str], object]  # told of each new piece of a reply's text, while it is written


class Model(Protocol):
    """A language model; threads may share it."""

    @property
    def name(self) -> str:
        """As ADVISOR_LLM names it, `openai:gpt-5`."""
        ...

    @property
    def where(self) -> str:
        """The host that it runs on, for people to read."""
        ...

    def ask(self, request: ModelRequest, hear: Hear | None = None) -> ModelReply:
        """Its reply, within the seconds of the request; ModelError where there is none.

        `hear` may be told of the text as it comes, with all that a model writes around it; the
        reply alone decides what was said. What `hear` raises ends the call and is raised here.
        """
        ...

    def forget(self, request: ModelRequest) -> None:
        """The reply was of no use: the same request is not to be answered with it again."""
        ...
