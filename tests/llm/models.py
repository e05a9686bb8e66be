"""Models written by hand, for tests of what stands around a model."""

from collections.abc import Callable

from advisor.llm.model import Hear, ModelError, ModelReply, ModelRequest, Reason

REPLY = ModelReply('{"a": 1}', tokens_in=1000, tokens_out=100, seconds=0.1, model="m-2026")


class QueueModel:
    """Gives what is queued, a reply or the reason of a failure; the last one stays."""

    name = "openai:m"
    where = "llm.example.se"

    def __init__(self, *queued: ModelReply | Reason | Callable[[], ModelReply]) -> None:
        self.queued = list(queued) or [REPLY]
        self.asked: list[ModelRequest] = []
        self.forgotten: list[ModelRequest] = []

    def ask(self, request: ModelRequest, _hear: Hear | None = None) -> ModelReply:
        self.asked.append(request)
        given = self.queued.pop(0) if len(self.queued) > 1 else self.queued[0]
        if isinstance(given, str):
            raise ModelError(given, self.where)
        return given if isinstance(given, ModelReply) else given()

    def forget(self, request: ModelRequest) -> None:
        self.forgotten.append(request)


def request_of(
    user: str = "Vad kostar det?", *, key: str = "", most_tokens: int = 500, seconds: float = 20.0
) -> ModelRequest:
    """A request; only its key makes it one whose reply is kept."""
    return ModelRequest("You answer.", user, {"type": "object"}, most_tokens, seconds, key)


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self, at: float = 1000.0) -> None:
        self.at = at

    def __call__(self) -> float:
        return self.at


class WritingModel:
    """Writes one text after the other, each heard piece by piece, and then replies or fails."""

    name = "openai:m"
    where = "llm.example.se"

    def __init__(self, *turns: tuple[str, ModelReply | Reason], size: int = 5) -> None:
        self._turns = list(turns)
        self._size = size
        self.written = ""  # of the text that is under way
        self.asked: list[ModelRequest] = []
        self.forgotten: list[ModelRequest] = []

    def ask(self, request: ModelRequest, hear: Hear | None = None) -> ModelReply:
        self.asked.append(request)
        text, end = self._turns.pop(0)
        self.written = ""
        for at in range(0, len(text), self._size):
            self.written += text[at : at + self._size]
            if hear is not None:
                hear(text[at : at + self._size])
        if isinstance(end, ModelReply):
            return end
        raise ModelError(end, self.where)

    def forget(self, request: ModelRequest) -> None:
        self.forgotten.append(request)
