"""What a request for a chat completion may hold, as OpenAI's interface has it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from advisor.channels.asked import MOST_CHARS, question_from
from advisor.channels.profile_body import ProfileBody
from advisor.channels.rendering import visible
from advisor.channels.web.chat_errors import ChatError
from advisor.service.desk import MOST_HISTORY
from advisor.types import Question
from advisor.vocabulary import Language

MODEL = "advisor"


class _Tolerant(BaseModel):
    # Programs send parameters that only some models know; whoever does not know one passes it over.
    model_config = ConfigDict(extra="ignore", frozen=True)


class Message(_Tolerant):
    """One message of the conversation; only those of users are read."""

    role: str = Field(description="`user`: read. `system`, `developer`, `assistant`, `tool`: not.")
    content: str | list[dict[str, Any]] | None = Field(
        default=None, description='A text, or parts of which each is `{"type": "text", "text"}`.'
    )


class StreamOptions(_Tolerant):
    """What a stream holds beside the answer."""

    include_usage: bool | None = Field(default=False, description="A last piece tells the usage.")


class ChatBody(_Tolerant):
    """A conversation whose last user message is the question; the earlier ones are its history.

    What would change the promise of an answer is refused: several answers (`n`), another form
    (`response_format`), a forced tool (`tool_choice`), sound (`modalities`). All other parameters
    of OpenAI's interface, `temperature` and `tools` among them, are passed over.
    """

    model: str = Field(description=f"`{MODEL}`.", examples=[MODEL])
    messages: list[Message] = Field(
        min_length=1,
        description="Oldest first.",
        examples=[[{"role": "user", "content": "Ska vi ansluta oss till en e-tjänsteplattform?"}]],
    )
    stream: bool | None = Field(default=False, description="Answer by server-sent events.")
    stream_options: StreamOptions | None = None
    n: Any = Field(default=None, description="1 or nothing.")
    response_format: Any = Field(default=None, description='`{"type": "text"}` or nothing.')
    tool_choice: Any = Field(default=None, description="`none`, `auto` or nothing.")
    modalities: Any = Field(default=None, description='`["text"]` or nothing.')
    profile: ProfileBody | None = Field(
        default=None, description="Beyond OpenAI's interface: the municipality that asks."
    )
    language: Language | None = Field(
        default=None, description="Beyond OpenAI's interface: the answer's language."
    )

    def asked(self) -> Question:
        """The question with its history; ChatError tells what cannot be answered."""
        self._refuse_other_promises()
        last = max((i for i, m in enumerate(self.messages) if m.role == "user"), default=None)
        if last is None:
            raise ChatError(
                "Ingen fråga finns med. Skicka ett meddelande med rollen user."
                " / There is no question. Send a message whose role is user.",
                param="messages",
            )
        text = _question_text(self.messages[last], f"messages.{last}.content")
        profile = self.profile.profile() if self.profile else None
        return question_from(text, self._history(last), profile, self.language)

    @property
    def wants_usage(self) -> bool:
        """Whether a stream shall end by telling the usage."""
        return bool(self.stream_options and self.stream_options.include_usage)

    def _refuse_other_promises(self) -> None:
        if self.model != MODEL:
            raise unknown_model()
        if self.n not in (None, 1):
            raise ChatError("There is one answer to a question. Leave n out.", param="n")
        if not isinstance(self.response_format, dict | None) or (
            self.response_format and self.response_format.get("type") != "text"
        ):
            raise ChatError(
                "Answers are text. Leave response_format out, or use POST /v1/ask for JSON.",
                param="response_format",
            )
        if self.tool_choice not in (None, "none", "auto"):
            raise ChatError("No tools are called. Leave tool_choice out.", param="tool_choice")
        if self.modalities not in (None, ["text"]):
            raise ChatError("Answers are text. Leave modalities out.", param="modalities")

    def _history(self, last: int) -> list[str]:
        """The questions before. One that was refused, as too long or no text, is passed over."""
        earlier = (_texts(m) for m in self.messages[:last] if m.role == "user")
        readable = [text for text in earlier if text.strip() and len(text) <= MOST_CHARS]
        return readable[-MOST_HISTORY:]


def unknown_model() -> ChatError:
    """There is one model."""
    return ChatError(
        f"The only model is {MODEL}. Name it.", status=404, code="model_not_found", param="model"
    )


def _question_text(message: Message, param: str) -> str:
    if any(part.get("type") != "text" for part in _parts(message)):
        raise ChatError(
            "Bilder, ljud och filer kan inte läsas. Ta bort dem och skriv frågan som text."
            " / Images, sound and files cannot be read. Remove them and write the question as"
            " text.",
            code="unsupported_content",
            param=param,
        )
    text = _texts(message)
    if not visible(text).strip():
        raise ChatError(
            "Frågan är tom. Skriv en fråga. / The question is empty. Write a question.",
            param=param,
        )
    if len(text) > MOST_CHARS:
        raise ChatError(
            f"Frågan har {len(text)} tecken; högst {MOST_CHARS} läses. Korta den."
            f" / The question has {len(text)} characters; at most {MOST_CHARS} are read."
            " Shorten it.",
            code="question_too_long",
            param=param,
        )
    return text


def _texts(message: Message) -> str:
    """All of its text, without parts of another kind."""
    if isinstance(message.content, str):
        return message.content
    return "\n".join(_text_parts(message))


def _text_parts(message: Message) -> Iterator[str]:
    for part in _parts(message):
        text = part.get("text")
        if part.get("type") == "text" and isinstance(text, str):
            yield text


def _parts(message: Message) -> list[dict[str, Any]]:
    return message.content if isinstance(message.content, list) else []
