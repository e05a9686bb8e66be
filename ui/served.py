"""What Gradio serves as its page, made ours before it is sent: language, frame and policy."""

from __future__ import annotations

import re
import secrets
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from advisor.vocabulary import Language
from ui.conversation_texts import TEXTS
from ui.pages import frame_values, render
from ui.texts import LANGUAGES, PATHS

# Scripts and styles are our own files, or carry the number that is new in each answer. Gradio
# makes functions out of its templates (unsafe-eval) and writes styles as it goes.
_POLICY = (
    "default-src 'none'; script-src 'self' 'nonce-{nonce}' 'unsafe-eval';"
    " style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:;"
    " connect-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
_KEPT = (b"set-cookie", b"x-request-id")  # of what was served before
_ABOUT_OTHERS = re.compile(
    r'<meta\s+(?:property|name)="(?:og|twitter):[^>]*>|<link rel="manifest"[^>]*>'
)
_SCRIPT = re.compile(r"<script(?=[\s>])")
_HTML = re.compile(r'(<html\s+)lang="[^"]*"')
_BASE = re.compile(r'<base href="[^"]*"\s*/?>')


class ServedPage:
    """Stands before the application and rewrites the one document of each language."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._languages: dict[str, Language] = {PATHS[one]["ask"]: one for one in LANGUAGES}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"] if scope["type"] == "http" else ""
        language = self._languages.get(path)
        if language is None or scope["method"] not in ("GET", "HEAD"):
            await self._app(scope, receive, send)
            return
        scope.setdefault("state", {})  # in which whoever asks is told
        answered = _Answered()
        await self._app(scope, receive, answered.take)
        if not answered.is_page:
            for message in answered.messages:
                await send(message)
            return
        request = Request(scope)
        nonce = secrets.token_urlsafe(16)
        html = rewritten(answered.text, request, language, nonce)
        headers = {
            "Content-Security-Policy": _POLICY.format(nonce=nonce),
            "Cache-Control": "no-store",
        }
        response = HTMLResponse(html, headers=headers)
        response.raw_headers.extend(one for one in answered.headers if one[0] in _KEPT)
        await response(scope, receive, send)


def rewritten(html: str, request: Request, language: Language, nonce: str) -> str:
    """Gradio's document with our language, head, header and footer."""
    frame = frame_values(request, language, "ask")
    html = _ABOUT_OTHERS.sub("", html)
    html = _HTML.sub(rf'\g<1>lang="{language}"', html, count=1)
    html = _BASE.sub("", html, count=1)  # it would lead links within the page out of it
    html = html.replace("</head>", render("_ask_head.html", **frame) + "</head>", 1)
    header = render("_ask_header.html", **{**frame, "t": {**frame["t"], **TEXTS[language]}})
    html = html.replace("<gradio-app", f"{header}<gradio-app", 1)
    html = html.replace("</gradio-app>", f"</gradio-app>{render('_footer.html', **frame)}", 1)
    # Before any of Gradio's scripts: they follow what the browser says of its language.
    speaks = render("_ask_language.html", language=language)
    html = html.replace("<head>", f"<head>{speaks}", 1)
    return _SCRIPT.sub(f'<script nonce="{nonce}"', html)


class _Answered:
    """A response, taken in whole."""

    def __init__(self) -> None:
        self.messages: list[Message] = []

    async def take(self, message: Message) -> None:
        self.messages.append(message)

    @property
    def headers(self) -> list[tuple[bytes, bytes]]:
        return list(self.messages[0].get("headers", []))

    @property
    def is_page(self) -> bool:
        if not self.messages or self.messages[0].get("status") != HTTPStatus.OK:
            return False
        return dict(self.headers).get(b"content-type", b"").startswith(b"text/html")

    @property
    def text(self) -> str:
        return b"".join(m.get("body", b"") for m in self.messages[1:]).decode()
