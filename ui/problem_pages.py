"""What went wrong, told to a person as a page of the page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import quote

from fastapi import Request
from fastapi.responses import Response

from advisor.channels.web.access import service_of
from advisor.channels.web.page_requests import page_language
from advisor.channels.web.problem_texts import TEXTS as PROGRAM_TEXTS
from advisor.channels.web.problem_texts import ProblemText
from advisor.channels.web.problems import Problem, language_of
from advisor.vocabulary import Language
from ui.contact import contact_of
from ui.pages import page
from ui.texts import PATHS, Texts, other

TEXTS: Texts = {
    "sv": {
        "wait": "Försök igen om {seconds} sekunder.",
        "again": "Försök igen",
        "first_page": "Till frågorna",
        "log_in": "Logga in igen",
        "show_key": "Visa nyckel",
        "contact": "Kontakt:",
        "request": "Ange detta om du hör av dig:",
    },
    "en": {
        "wait": "Try again in {seconds} seconds.",
        "again": "Try again",
        "first_page": "Go to the questions",
        "log_in": "Log in again",
        "show_key": "Show a key",
        "contact": "Contact:",
        "request": "Tell this when you get in touch:",
    },
}
# Where the words for programs speak of headers, ids and methods, people are told this instead.
_WORDS: Mapping[str, Mapping[Language, ProblemText]] = {
    "not_found": {
        "sv": ProblemText(
            "Sidan finns inte",
            "Adressen leder ingenstans, eller till något som inte är ditt. Gå vidare från"
            " frågorna eller källorna.",
        ),
        "en": ProblemText(
            "There is no such page",
            "The address leads nowhere, or to something that is not yours. Go on from the"
            " questions or the sources.",
        ),
    },
    "access_denied": {
        "sv": ProblemText(
            "Du behöver visa vem du är",
            "Tjänsten känner inte igen den här webbläsaren. Visa en nyckel eller logga in, och låt"
            " webbläsaren spara kakor från tjänsten.",
        ),
        "en": ProblemText(
            "You need to show who you are",
            "The service does not know this browser. Show a key or log in, and let the browser"
            " keep cookies of the service.",
        ),
    },
    "not_allowed": {
        "sv": ProblemText(
            "Du får inte göra detta",
            "Det du försökte göra kom inte från tjänstens egen sida, eller så har du inte rätt till"
            " det. Gå tillbaka och försök igen, eller be den som sköter tjänsten om rätten.",
        ),
        "en": ProblemText(
            "You may not do this",
            "What you tried did not come from the service’s own page, or you do not have the right"
            " to it. Go back and try again, or ask whoever looks after the service for the right.",
        ),
    },
    "limit_reached": {
        "sv": ProblemText("För mycket på en gång", "Du har frågat eller öppnat sidor för ofta."),
        "en": ProblemText("Too much at once", "You have asked or opened pages too often."),
    },
    "busy": {
        "sv": ProblemText("Upptaget", "Många frågar just nu."),
        "en": ProblemText("Busy", "Many are asking at this time."),
    },
    "switched_off": {
        "sv": ProblemText(
            "Sidan är avstängd för tillfället",
            "Den som sköter tjänsten har stängt av sidan. Det du har frågat finns kvar. Försök igen"
            " senare.",
        ),
        "en": ProblemText(
            "The page is switched off for now",
            "Whoever looks after the service has switched the page off. What you asked is kept. Try"
            " again later.",
        ),
    },
    "method_not_allowed": {
        "sv": ProblemText("Så går det inte att göra", "Gå vidare från frågorna eller källorna."),
        "en": ProblemText("It cannot be done this way", "Go on from the questions or the sources."),
    },
    "malformed": {
        "sv": ProblemText("Det gick inte att läsa", "Gå tillbaka, ladda om sidan och försök igen."),
        "en": ProblemText("It could not be read", "Go back, load the page again and try again."),
    },
    "failure": {
        "sv": ProblemText(
            "Något gick fel i tjänsten",
            "Felet är vårt, inte ditt. Försök igen; består det, hör av dig till den som sköter"
            " tjänsten.",
        ),
        "en": ProblemText(
            "Something went wrong in the service",
            "The fault is ours, not yours. Try again; if it stays so, get in touch with whoever"
            " looks after the service.",
        ),
    },
    "login_unavailable": {
        "sv": ProblemText(
            "Det går inte att logga in just nu",
            "Inloggningstjänsten svarar inte som den ska. Försök igen om en minut. Hjälper inte"
            " det, vänd dig till den som sköter tjänsten.",
        ),
        "en": ProblemText(
            "Nobody can log in at this time",
            "The login provider does not answer as it should. Try again in a minute. If it goes on,"
            " ask whoever looks after the service.",
        ),
    },
}
_NO_ROLE: Mapping[Language, ProblemText] = {
    "sv": ProblemText(
        "Du saknar roll i tjänsten",
        "Du är inloggad hos kommunen men har ingen roll här. Be den som sköter tjänsten om en.",
    ),
    "en": ProblemText(
        "You have no role in the service",
        "You are logged in with the municipality, but have no role here. Ask whoever looks after"
        " the service for one.",
    ),
}


class _Action(NamedTuple):
    """Something that a reader can do next."""

    text: str
    address: str


def problem_page(request: Request, told: Problem, retry_after_seconds: int | None) -> Response:
    """The problem, what to do about it, and where to go on."""
    language = language_of(request)
    texts = TEXTS[language]
    words = _words(request, told, language)
    wait = texts["wait"].format(seconds=retry_after_seconds) if retry_after_seconds else ""
    return page(
        request,
        "problem.html",
        language,
        current="problem",
        other_path=PATHS[other(language)]["ask"],
        texts=texts,
        status=told.status,
        title=words.title,
        detail=words.detail,
        wait=wait,
        errors=[error.detail for error in told.errors or ()],
        actions=_actions(request, told, language),
        contact=contact_of(request),
        request_id=told.instance.rpartition(":")[2] if told.status >= 500 else "",
    )


def _words(request: Request, told: Problem, language: Language) -> ProblemText:
    if told.code == "not_allowed" and request.url.path.startswith("/login"):
        return _NO_ROLE[language]
    texts = _WORDS.get(told.code) or PROGRAM_TEXTS.get(told.code) or _WORDS["failure"]
    return texts[language]


def _actions(request: Request, told: Problem, language: Language) -> list[_Action]:
    texts = TEXTS[language]
    first = PATHS[language]["ask"]
    is_view = page_language(request.url.path) is not None
    actions = []
    if told.code in ("login_failed", "login_unavailable"):
        actions.append(_Action(texts["log_in"], f"/login?next={first}"))
    elif is_view and request.method == "GET" and told.status >= 429:
        query = f"?{request.url.query}" if request.url.query else ""
        actions.append(_Action(texts["again"], f"{quote(request.scope['path'])}{query}"))
    if told.status in (401, 403):
        actions.append(_Action(texts["show_key"], PATHS[language]["key"]))
        if service_of(request).settings.oidc_issuer and told.code != "login_failed":
            actions.append(_Action(texts["log_in"], f"/login?next={first}"))
    if not (actions and request.url.path.rstrip("/") == first.rstrip("/")):
        actions.append(_Action(texts["first_page"], first))
    return actions
