"""Language models behind langchain's `init_chat_model`."""

from __future__ import annotations

import asyncio
import json
import logging
import re
import ssl
import time
from collections.abc import Coroutine, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal, TypeVar
from urllib.parse import urlsplit

import httpx2
from langchain.chat_models import init_chat_model
from langchain_core.messages import AIMessage, HumanMessage, SystemMessage
from langsmith import tracing_context

from advisor.llm.addresses import is_inner
from advisor.llm.http_limits import Exchange
from advisor.llm.model import Hear, ModelError, ModelReply, ModelRequest, Reason
from advisor.llm.reading import read_json
from advisor.llm.streamed import Assembly

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel, LanguageModelInput
    from langchain_core.runnables import Runnable

Provider = Literal["openai", "anthropic", "ollama"]
Method = Literal["json_schema", "function_calling", "prompt"]
Stream = Literal["counted", "uncounted", "none"]  # counted: with the number of its tokens

_METHODS: tuple[Method, ...] = ("json_schema", "function_calling", "prompt")
_FORM = "Answer with one JSON object and nothing else. It fits this JSON Schema:\n{schema}"
_OF_STREAMS = re.compile(r"\bstream", re.IGNORECASE)
_UNDERSTANDS_NOT = (400, 404, 405, 415, 422, 500, 501)  # how servers refuse what they do not know
_LOGGERS = ("openai", "anthropic", "httpx", "httpx2", "httpcore", "httpcore2", "langsmith")
_TOOL = "reply"
_BRIEF = 300  # seconds that a Retry-After may tell; longer ones are past any deadline

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Way:
    """How a server is asked for a form; what it does not know is left out the next time."""

    method: Method
    has_temperature: bool = True
    caps_twice: bool = False  # tells `max_tokens` beside the newer name of the same
    stream: Stream = "counted"  # where somebody hears the reply


class LangchainModel:
    """A model of a provider at an address. Each call has connections of its own, and ends them.

    Nothing is traced, whatever the environment says, and no library logs what is sent.
    """

    def __init__(self, provider: Provider, model: str, *, address: str, key: str) -> None:
        import_module(f"langchain_{provider}")  # takes seconds, which no question should wait
        self._provider = provider
        self._model = model
        self._address = address
        self._key = key
        self._way = _Way("json_schema", caps_twice=provider == "openai" and not _is_openai(address))

    @property
    def name(self) -> str:
        """As ADVISOR_LLM names it."""
        return f"{self._provider}:{self._model}"

    @property
    def where(self) -> str:
        """The host that it runs on."""
        return urlsplit(self._address).netloc

    def ask(self, request: ModelRequest, hear: Hear | None = None) -> ModelReply:
        """Its reply. One more try where the server says when, and that is soon enough."""
        begun = time.monotonic()
        with tracing_context(enabled=False):
            try:
                message = _run(asyncio.wait_for(self._asked(request, hear, begun), request.seconds))
            except TimeoutError as error:
                raise ModelError("timeout", self.where) from error
        return self._read(message, request, time.monotonic() - begun)

    def forget(self, request: ModelRequest) -> None:
        """Nothing is kept here."""

    async def _asked(self, request: ModelRequest, hear: Hear | None, begun: float) -> AIMessage:
        may_wait, way = True, self._way
        while True:
            exchange = self._exchange(way, hear)
            try:
                message = await self._invoke(request, way, exchange)
            except Exception as error:
                # Libraries meet a reply that is not as it should be in as many ways as there are.
                if exchange.raised is not None:
                    raise exchange.raised from error
                other = _other_way(way, error, exchange)
                pause = _pause(exchange) if may_wait else None
                if other is not None:
                    way = other
                elif pause is not None and time.monotonic() - begun + pause < request.seconds:
                    may_wait = False
                    await asyncio.sleep(pause)
                else:
                    raise ModelError(_reason(error, exchange), self.where) from error
            else:
                self._way = way if hear else replace(way, stream=self._way.stream)
                return message

    def _exchange(self, way: _Way, hear: Hear | None) -> Exchange:
        is_heard = hear is not None and way.stream != "none"
        return Exchange(Assembly(self._provider, hear) if hear and is_heard else None)

    async def _invoke(self, request: ModelRequest, way: _Way, exchange: Exchange) -> AIMessage:
        """What the model says, as it says it: langchain's own parsers of broken JSON are slow."""
        system = request.system
        if way.method == "prompt":
            system = f"{system}\n\n{_FORM.format(schema=json.dumps(request.schema))}"
        chat = self._chat(request, way, exchange)
        _keep_libraries_quiet()
        asked = self._in_form(chat, dict(request.schema), way.method)
        return await asked.ainvoke([SystemMessage(system), HumanMessage(request.user)])

    def _in_form(
        self, chat: BaseChatModel, schema: dict[str, Any], method: Method
    ) -> Runnable[LanguageModelInput, AIMessage]:
        """The chat model, told to answer in the form of a schema."""
        if method == "prompt":
            return chat
        if method == "function_calling":
            tool = {"title": _TOOL, "description": "Give the reply.", **schema}
            return chat.bind_tools([tool], tool_choice=_TOOL)
        if self._provider == "ollama":
            return chat.bind(format=schema)
        if self._provider == "anthropic":
            return chat.bind(output_config={"format": {"type": "json_schema", "schema": schema}})
        form = {"name": _TOOL, "schema": schema, "strict": True}
        return chat.bind(response_format={"type": "json_schema", "json_schema": form})

    def _chat(self, request: ModelRequest, way: _Way, exchange: Exchange) -> BaseChatModel:
        """A chat model for one call, whose connections are looked after by the exchange."""
        given: dict[str, Any] = {"model_provider": self._provider, "base_url": self._address}
        if way.has_temperature:
            given["temperature"] = 0
        if self._provider == "ollama":
            return self._ollama(given, request, exchange)
        given |= {"api_key": self._key, "max_retries": 0, "max_tokens": request.most_tokens}
        beside = self._streaming(way) if exchange.assembly else {}
        if self._provider == "anthropic":
            return self._anthropic({**given, "model_kwargs": {"extra_body": beside}}, exchange)
        if way.caps_twice:
            beside["max_tokens"] = request.most_tokens
        given["extra_body"] = beside
        given["http_async_client"] = httpx2.AsyncClient(**self._bounds(exchange))
        return _opened(self._model, **given, openai_proxy=None, use_responses_api=False)

    def _streaming(self, way: _Way) -> dict[str, Any]:
        """What is told beside all else, so that a reply comes while it is written."""
        if self._provider == "openai" and way.stream == "counted":
            return {"stream": True, "stream_options": {"include_usage": True}}
        return {"stream": True}

    def _ollama(
        self, given: Mapping[str, Any], request: ModelRequest, exchange: Exchange
    ) -> BaseChatModel:
        headers = {"Authorization": f"Bearer {self._key}"} if self._key else {}
        bounds = self._bounds(exchange) | {"headers": headers | _HEADERS}
        return _opened(
            self._model,
            **given,
            num_predict=request.most_tokens,
            reasoning=False,
            sync_client_kwargs={"verify": self._tls},
            async_client_kwargs=bounds,
        )

    def _anthropic(self, given: Mapping[str, Any], exchange: Exchange) -> BaseChatModel:
        from anthropic import AsyncAnthropic

        chat = _opened(self._model, **given)
        # The class has no parameter for the client, and shares one among all calls.
        vars(chat)["_async_client"] = AsyncAnthropic(
            api_key=self._key,
            base_url=self._address,
            max_retries=0,
            http_client=httpx2.AsyncClient(**self._bounds(exchange)),
        )
        return chat

    def _bounds(self, exchange: Exchange) -> dict[str, Any]:
        """What each HTTP client gets; time is kept for the call as a whole.

        Clients that the providers' libraries make take every proxy of the environment.
        """
        return {
            "event_hooks": exchange.hooks,
            "follow_redirects": False,
            "headers": _HEADERS,
            "timeout": None,
            # A proxy of the environment is for what lies outside.
            "trust_env": not is_inner(urlsplit(self._address).hostname or ""),
            "verify": self._tls,
        }

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        return httpx2.create_ssl_context()  # takes a tenth of a second

    def _read(self, message: AIMessage, request: ModelRequest, seconds: float) -> ModelReply:
        text = next(
            (read for one in _texts(message) if (read := read_json(one, request.schema))), None
        )
        if text is None:
            raise ModelError(_flaw(message), self.where)
        used = message.usage_metadata
        return ModelReply(
            text,
            tokens_in=used["input_tokens"] if used else 0,
            tokens_out=used["output_tokens"] if used else 0,
            seconds=round(seconds, 3),
            model=str(message.response_metadata.get("model_name", "")),
        )


_HEADERS = {"Accept-Encoding": "identity", "Connection": "close"}


def _opened(model: str, **given: Any) -> BaseChatModel:
    chat: BaseChatModel = init_chat_model(model, **given)
    return chat


def _keep_libraries_quiet() -> None:
    """Variables of theirs may have them log all that is sent, from their import on."""
    for name in _LOGGERS:
        logger = logging.getLogger(name)
        logger.setLevel(max(logger.level, logging.WARNING))


def _is_openai(address: str) -> bool:
    return urlsplit(address).hostname == "api.openai.com"


def _run(task: Coroutine[Any, Any, T]) -> T:
    """Run a task to its end in this thread.

    Not `asyncio.run`: that would wait for a name server for as long as it likes.
    """
    loop = asyncio.new_event_loop()
    try:
        return loop.run_until_complete(task)
    finally:
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()


def _other_way(way: _Way, error: Exception, exchange: Exchange) -> _Way | None:
    """How to ask a server that does not know what was asked of it; None: it knows."""
    if exchange.problem or exchange.status not in (None, *_UNDERSTANDS_NOT):
        return None
    said = exchange.said.decode("utf-8", "replace") if exchange.status else str(error)
    if way.has_temperature and "temperature" in said:
        return replace(way, has_temperature=False)
    if exchange.assembly and exchange.status and _OF_STREAMS.search(said):
        at: Stream = "uncounted" if way.stream == "counted" and "stream_options" in said else "none"
        return replace(way, stream=at)
    if exchange.status is None or exchange.status == 500:
        return None
    if way.caps_twice and "max_tokens" in said:
        return replace(way, caps_twice=False)
    following = _METHODS[_METHODS.index(way.method) + 1 :]
    if following:
        return replace(way, method=following[0])
    # What it does not know may be that a reply comes while it is written.
    return replace(way, method=_METHODS[0], stream="none") if exchange.assembly else None


def _pause(exchange: Exchange) -> float | None:
    """Seconds after which a busy server wants to be asked again; None: it does not say so."""
    status, told = exchange.status or 0, exchange.retry_after
    is_busy = status == 429 or status >= 500
    return told if is_busy and told is not None and told < _BRIEF else None


def _reason(error: Exception, exchange: Exchange) -> Reason:
    if exchange.problem:
        return exchange.problem
    status = exchange.status
    if status is None:
        causes = list(_causes(error))
        is_tls = any(isinstance(cause, ssl.SSLError) for cause in causes)
        return "tls" if is_tls else "unreachable"
    if status >= 500:
        return "server_error"
    if status >= 400:
        known: dict[int, Reason] = {401: "not_authorised", 403: "not_authorised"}
        return "rate_limited" if status == 429 else known.get(status, "rejected")
    return _ENDS.get(type(error).__name__, "bad_reply")


# The client of OpenAI raises these where others hand on the message.
_ENDS: Mapping[str, Reason] = {
    "LengthFinishReasonError": "cut_short",
    "ContentFilterFinishReasonError": "declined",
}


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error with what led to it."""
    seen: set[int] = set()
    left: BaseException | None = error
    while left is not None and id(left) not in seen:
        seen.add(id(left))
        yield left
        left = left.__cause__ or left.__context__


def _texts(message: AIMessage) -> Iterator[str]:
    """Where the reply may stand: as arguments of a call, or as text."""
    for call in message.tool_calls:
        yield json.dumps(call["args"], ensure_ascii=False)
    yield str(message.text)


def _flaw(message: AIMessage) -> Reason:
    """Why a message has no reply in it."""
    told = message.response_metadata
    ended = {str(told.get(name)) for name in ("finish_reason", "stop_reason", "done_reason")}
    if message.additional_kwargs.get("refusal") or ended & {"refusal", "content_filter"}:
        return "declined"
    return "cut_short" if ended & {"length", "max_tokens"} else "bad_reply"
