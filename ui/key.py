"""The view where people show who they are: with a key, or on their way to log in."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import parse_qs, quote

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from advisor.channels.web.access import require_trusted_way, service_of
from advisor.channels.web.arrival import client_network
from advisor.channels.web.page_requests import local_path, page_language
from advisor.channels.web.sessions import open_session, require_own_page
from advisor.errors import LimitReachedError
from advisor.types import Caller
from advisor.vocabulary import Language
from ui.pages import caller_in, page
from ui.texts import PATHS, Texts

TEXTS: Texts = {
    "sv": {
        "title": "Öppna med nyckel",
        "lead": "advisor är till för kommunens handläggare. Visa din nyckel för att komma in.",
        "key": "Nyckel",
        "key_hint": "Den börjar med advisor_ och kommer från den som sköter tjänsten. Efter"
        " {hours} timmar frågas den efter igen.",
        "open": "Öppna",
        "log_in_title": "Logga in",
        "log_in_lead": "Har du ett konto i kommunen behöver du ingen nyckel.",
        "log_in": "Logga in med kommunens konto",
        "left": "Du är utloggad.",
        "known": "Du är redan inne som {name}.",
        "not_needed": "Vid den här datorn behövs ingen nyckel.",
        "go_on": "Till frågorna",
        "no_key": "Skriv in nyckeln.",
        "wrong_key": "Nyckeln öppnar inte. Den är felskriven eller återkallad. Försök igen, eller"
        " be den som sköter tjänsten om en ny.",
        "too_many": "För många felaktiga nycklar har prövats härifrån. Försök igen om {seconds}"
        " sekunder.",
    },
    "en": {
        "title": "Open with a key",
        "lead": "advisor is for the municipality’s officers. Show your key to come in.",
        "key": "Key",
        "key_hint": "It begins with advisor_ and comes from whoever looks after the service. After"
        " {hours} hours it is asked for again.",
        "open": "Open",
        "log_in_title": "Log in",
        "log_in_lead": "With an account at the municipality you need no key.",
        "log_in": "Log in with the municipality’s account",
        "left": "You are logged out.",
        "known": "You are already in as {name}.",
        "not_needed": "At this computer no key is needed.",
        "go_on": "Go to the questions",
        "no_key": "Write the key.",
        "wrong_key": "The key does not open. It is mistyped or was revoked. Try again, or ask"
        " whoever looks after the service for another one.",
        "too_many": "Too many wrong keys were tried from here. Try again in {seconds} seconds.",
    },
}
_MOST_FIELDS = 10

router = APIRouter(include_in_schema=False)


async def _form(request: Request) -> dict[str, str]:
    """The fields of a form as browsers send it; what else is sent has none."""
    sent = (await request.body()).decode("utf-8", "replace")
    try:
        fields = parse_qs(sent, keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except ValueError:
        return {}
    return {name: values[0] for name, values in fields.items()}


@router.get(PATHS["sv"]["key"])
@router.get(PATHS["en"]["key"])
def ask_for_key(request: Request, next: str = "", out: str = "") -> Response:
    """The form."""
    return _view(request, _destination(request, next), has_left=out == "1")


@router.post(PATHS["sv"]["key"])
@router.post(PATHS["en"]["key"])
def open_with_key(request: Request, form: Annotated[dict[str, str], Depends(_form)]) -> Response:
    """Open a session for who holds a key; the form again, with what is wrong, for who does not."""
    service = service_of(request)
    require_trusted_way(request, service)
    require_own_page(request)
    destination = _destination(request, form.get("next", ""))
    token = form.get("key", "").strip()
    if not token:
        return _view(request, destination, problem="no_key", status=422)
    key = service.keys.holder(token)
    if key is None:
        try:
            service.gate.note_wrong_key(client_network(request, service.settings.trusted_proxies))
        except LimitReachedError as error:
            return _told_to_wait(request, destination, error)
        return _view(request, destination, problem="wrong_key", status=403)
    caller = Caller(f"key:{key.id}", key.name, key.rights)
    request.state.caller = caller
    response = RedirectResponse(destination, 303)
    open_session(response, caller, request)
    return response


def _view(
    request: Request,
    destination: str,
    *,
    problem: str | None = None,
    seconds: int = 0,
    has_left: bool = False,
    status: int = 200,
) -> Response:
    language = _language(request)
    texts = TEXTS[language]
    settings = service_of(request).settings
    way = f"?next={quote(destination, safe='/')}"
    return page(
        request,
        "key.html",
        language,
        current="key",
        texts=texts,
        status=status,
        title=texts["title"],
        destination=destination,
        has_left=has_left,
        is_known=caller_in(request) is not None,
        hours=f"{settings.session_hours:g}".replace(".", "," if language == "sv" else "."),
        log_in_path=f"/login{way}" if settings.oidc_issuer is not None else None,
        problem=texts[problem].format(seconds=seconds) if problem else None,
    )


def _told_to_wait(request: Request, destination: str, error: LimitReachedError) -> Response:
    seconds = error.retry_after_seconds
    response = _view(request, destination, problem="too_many", seconds=seconds, status=429)
    response.headers["Retry-After"] = str(seconds)
    return response


def _destination(request: Request, wanted: str) -> str:
    """Where to go on: a view of the page, never elsewhere."""
    first = PATHS[_language(request)]["ask"]
    path = local_path(wanted, first)
    is_view = page_language(path.partition("?")[0].partition("#")[0]) is not None
    return path if is_view else first


def _language(request: Request) -> Language:
    return page_language(request.url.path) or "sv"
