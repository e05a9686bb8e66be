"""Who sits at the page: found out before anything of it is served, for its views to go by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from fastapi import FastAPI, Response
from fastapi.responses import RedirectResponse
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.routing import Match, Mount
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from advisor.channels.web.access import (
    LOCAL,
    require_own_site,
    require_somebody_here,
    require_trusted_way,
)
from advisor.channels.web.conversation_routes import (
    file_lifetime,
    is_served,
    query_served,
    tabs_named,
)
from advisor.channels.web.intake import given
from advisor.channels.web.page_requests import is_below, page_language, wants_page
from advisor.channels.web.refusing import refuse
from advisor.channels.web.sessions import caller_of_session, require_own_page
from advisor.channels.web.tabs import Tabs
from advisor.channels.web.visitors import begin_visit, caller_of_visitor
from advisor.errors import (
    AccessDeniedError,
    AdvisorError,
    NotAllowedError,
    NotFoundError,
    UntrustedWayError,
)
from advisor.service.parts import Service
from advisor.types import Caller
from advisor.vocabulary import Language, Right

_READERS: frozenset[Right] = frozenset({"ask", "audit"})


@dataclass(frozen=True, slots=True)
class PageViews:
    """Addresses of views that the door must know."""

    key: Mapping[Language, str]  # where whoever is not known shows a key
    for_all: frozenset[str]  # these are open to everybody, as is `key`
    for_operators: frozenset[str]  # the right "operate" is enough for these


@dataclass(frozen=True, slots=True)
class _Sitter:
    """Who asks; `cookie` is for the browser to be known by from now on."""

    caller: Caller
    cookie: str | None = None


def install(app: FastAPI, service: Service, views: PageViews) -> None:
    """Guard the page. All other middleware stands outside, also what was added before."""
    app.user_middleware.append(Middleware(PageDoor, service=service, views=views))


class PageDoor:
    """Lets known callers in to the page, and sends others to where they can become known."""

    def __init__(self, app: ASGIApp, service: Service, views: PageViews) -> None:
        self._app = app
        self._service = service
        self._views = views
        self._tabs = Tabs()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        language = page_language(scope["path"]) if scope["type"] != "lifespan" else None
        if language is None:
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":  # the page has none
            await send({"type": "websocket.close", "code": 1008})
        elif seconds := file_lifetime(scope):
            await self._app(scope, receive, _keeping(send, seconds))
        elif self._is_for_all(scope["path"]):
            sitter = await run_in_threadpool(self._sitter_if_known, Request(scope))
            _remember(scope, sitter)
            await self._app(scope, receive, send)
        else:
            await self._guarded(language, scope, receive, send)

    async def _guarded(
        self, language: Language, scope: Scope, receive: Receive, send: Send
    ) -> None:
        request = Request(scope, receive)
        try:
            is_view = _is_view(scope)
            sitter = await run_in_threadpool(self._sitter, request, is_view)
            _remember(scope, sitter)
            if not is_view and not is_served(scope):
                raise NotFoundError("The page has no such address. Go on from its first one.")
            if not is_view:
                receive = await self._require_own_tabs(request, sitter.caller)
                scope["query_string"] = query_served(scope)
        except AdvisorError as error:
            if _is_nobody(error) and scope["method"] in ("GET", "HEAD") and wants_page(scope):
                await self._way_in(language, scope)(scope, receive, send)
            else:
                await refuse(error, scope, receive, send)
            return
        await self._app(scope, receive, _with_cookie(send, sitter.cookie))

    def _is_for_all(self, path: str) -> bool:
        return path in self._views.for_all or path in self._views.key.values()

    def _sitter_if_known(self, request: Request) -> _Sitter | None:
        """For views that are open to all: who asks, if that is known without more."""
        try:
            require_trusted_way(request, self._service)
            caller = caller_of_session(request)
            if caller is None:
                require_somebody_here(request, self._service)
                caller = caller_of_visitor(request) or LOCAL
        except AdvisorError:
            return None
        return _Sitter(caller)

    def _sitter(self, request: Request, is_view: bool) -> _Sitter:
        require_trusted_way(request, self._service)
        caller = caller_of_session(request)
        sitter = _Sitter(caller) if caller else self._visitor(request, is_view)
        self._service.gate.note_call(sitter.caller)
        rights: frozenset[Right] = _READERS
        if any(is_below(request.scope["path"], view) for view in self._views.for_operators):
            rights |= {"operate"}
        if sitter.caller.rights.isdisjoint(rights):
            raise NotAllowedError(f"{sitter.caller.name} may not open this.")
        return sitter

    def _visitor(self, request: Request, is_view: bool) -> _Sitter:
        """Whose browser it is, at this machine; one that is new here is given a cookie."""
        require_somebody_here(request, self._service)
        if not _is_followed_link(request):
            require_own_site(request)
        require_own_page(request)
        known = caller_of_visitor(request)
        if known is not None:
            return _Sitter(known)
        is_opened = request.method in ("GET", "HEAD") and (is_view or wants_page(request.scope))
        if not is_opened:  # what the browser is given here it would not send with its next request
            raise AccessDeniedError(
                "This browser is not known. Let it keep cookies of this site, and open the page"
                " again."
            )
        caller, response = begin_visit(request)
        return _Sitter(caller, response.headers["Set-Cookie"])

    async def _require_own_tabs(self, request: Request, caller: Caller) -> Receive:
        """What the framework keeps for an open page is its opener's; the request, to be read again.

        NotFoundError where the page is somebody else's.
        """
        body = await request.body()
        tabs = list(tabs_named(request.scope, body))
        if not all(self._tabs.is_of(tab, caller.id) for tab in tabs):
            raise NotFoundError("This page is not open any more. Load it again.")
        return given(body, request.receive)

    def _way_in(self, language: Language, scope: Scope) -> Response:
        query = scope["query_string"].decode("latin-1")
        wanted = quote(scope["path"]) + (f"?{query}" if query else "")
        has_login = self._service.settings.oidc_issuer is not None
        view = "/login" if has_login else self._views.key[language]
        return RedirectResponse(f"{view}?next={quote(wanted, safe='/')}", 303)


def _is_nobody(error: AdvisorError) -> bool:
    """Whether whoever asks can help it by showing who they are."""
    return isinstance(error, AccessDeniedError) and not isinstance(error, UntrustedWayError)


def _is_view(scope: Scope) -> bool:
    """Whether a route of the application's own has the address, whatever the method."""
    routes = scope["app"].router.routes
    return any(
        not isinstance(route, Mount) and route.matches(scope)[0] is not Match.NONE
        for route in routes
    )


def _is_followed_link(request: Request) -> bool:
    """Whether the browser goes to a page as a whole, which shows nothing to where it came from."""
    told = {name: request.headers.get(f"sec-fetch-{name}") for name in ("mode", "dest")}
    return request.method == "GET" and told == {"mode": "navigate", "dest": "document"}


def _remember(scope: Scope, sitter: _Sitter | None) -> None:
    if sitter is not None:
        scope.setdefault("state", {})["caller"] = sitter.caller


def _keeping(send: Send, seconds: int) -> Send:
    """Let browsers keep a file that was found."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start" and message["status"] < 400:
            headers = MutableHeaders(scope=message)
            headers.setdefault("Cache-Control", f"public, max-age={seconds}")
        await send(message)

    return sending


def _with_cookie(send: Send, cookie: str | None) -> Send:
    if cookie is None:
        return send

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).append("Set-Cookie", cookie)
        await send(message)

    return sending
