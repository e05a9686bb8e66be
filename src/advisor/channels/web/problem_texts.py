"""What a problem is called and what to do about it, in Swedish and English."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any, NamedTuple

from advisor.vocabulary import Language


class ProblemText(NamedTuple):
    """A short name that is the same each time, and a sentence on what to do."""

    title: str
    detail: str


Both = Mapping[Language, ProblemText]

# By the code of an AdvisorError, then by what the web itself finds wrong.
TEXTS: Mapping[str, Both] = {
    "bad_input": {
        "sv": ProblemText(
            "Det som skickades kan inte användas",
            "Något i det som skickades är fel. Rätta det som anges och skicka igen.",
        ),
        "en": ProblemText(
            "What was sent cannot be used",
            "Something in what was sent is wrong. Mend what is named and send it again.",
        ),
    },
    "not_found": {
        "sv": ProblemText(
            "Finns inte",
            "Det finns inget sådant, eller så är det inte ert. Se efter adressen och id:t.",
        ),
        "en": ProblemText(
            "Not found",
            "There is no such thing, or it is not yours. Look at the address and the id.",
        ),
    },
    "access_denied": {
        "sv": ProblemText(
            "Nyckel behövs",
            "Ingen giltig nyckel följde med. Skicka den som `Authorization: Bearer ...`; den som"
            " driver tjänsten kan ge er en.",
        ),
        "en": ProblemText(
            "A key is needed",
            "No valid key came along. Send it as `Authorization: Bearer ...`; whoever runs the"
            " service can give you one.",
        ),
    },
    "untrusted_way": {
        "sv": ProblemText(
            "Anropet kom en väg som inte är betrodd",
            "Det kom genom en proxy som tjänsten inte känner till, eller från en annan webbplats."
            " Öppna tjänsten på dess egen adress; den som driver tjänsten kan lägga till proxyn.",
        ),
        "en": ProblemText(
            "The request came by a way that is not trusted",
            "It came through a proxy that the service does not know, or from another site. Open"
            " the service by its own address; whoever runs it can add the proxy.",
        ),
    },
    "not_allowed": {
        "sv": ProblemText(
            "Inte tillåtet",
            "Er nyckel ger inte rätt till detta. Be den som driver tjänsten om den rätten.",
        ),
        "en": ProblemText(
            "Not allowed",
            "Your key does not give the right to this. Ask whoever runs the service for it.",
        ),
    },
    "limit_reached": {
        "sv": ProblemText(
            "För många frågor",
            "Ni har frågat för ofta. Vänta så länge som Retry-After anger och fråga igen.",
        ),
        "en": ProblemText(
            "Too many questions",
            "You have asked too often. Wait as long as Retry-After says, then ask again.",
        ),
    },
    "busy": {
        "sv": ProblemText(
            "Upptaget",
            "Många frågar just nu. Vänta så länge som Retry-After anger och fråga igen.",
        ),
        "en": ProblemText(
            "Busy",
            "Many are asking at this time. Wait as long as Retry-After says, then ask again.",
        ),
    },
    "switched_off": {
        "sv": ProblemText(
            "Avstängt",
            "Den som driver tjänsten har stängt av den här vägen in. Försök senare, eller fråga"
            " den som driver tjänsten.",
        ),
        "en": ProblemText(
            "Switched off",
            "Whoever runs the service has switched this way in off. Try later, or ask them.",
        ),
    },
    "no_usable_index": {
        "sv": ProblemText(
            "Källorna kan inte läsas just nu",
            "Tjänsten har inget register över källorna som kan användas. Försök om en stund; består"
            " felet, säg till den som driver tjänsten.",
        ),
        "en": ProblemText(
            "The sources cannot be read at this time",
            "The service has no index of the sources that can be used. Try again in a moment; if it"
            " stays so, tell whoever runs the service.",
        ),
    },
    "records_unusable": {
        "sv": ProblemText(
            "Svar kan inte sparas just nu",
            "Tjänsten kan inte läsa eller spara svar, och ger därför inga. Säg till den som driver"
            " tjänsten.",
        ),
        "en": ProblemText(
            "Answers cannot be kept at this time",
            "The service cannot read or keep answers, and so gives none. Tell whoever runs the"
            " service.",
        ),
    },
    "failure": {
        "sv": ProblemText(
            "Fel i tjänsten",
            "Något gick fel i tjänsten. Försök igen; består felet, ge den som driver tjänsten det"
            " id som står i `instance`.",
        ),
        "en": ProblemText(
            "The service failed",
            "Something went wrong in the service. Try again; if it stays so, give whoever runs the"
            " service the id in `instance`.",
        ),
    },
    "malformed": {
        "sv": ProblemText(
            "Inte giltig JSON",
            "Det som skickades är inte giltig JSON i UTF-8. Rätta det och skicka igen.",
        ),
        "en": ProblemText(
            "Not valid JSON",
            "What was sent is not valid JSON in UTF-8. Mend it and send it again.",
        ),
    },
    "method_not_allowed": {
        "sv": ProblemText(
            "Fel metod",
            "Adressen finns men inte med den metoden. Använd en av dem som står i Allow.",
        ),
        "en": ProblemText(
            "Wrong method",
            "The address exists but not with this method. Use one that Allow names.",
        ),
    },
    "not_acceptable": {
        "sv": ProblemText(
            "Formatet finns inte",
            "Svaret finns som application/json eller text/event-stream. Nämn ett av dem i Accept.",
        ),
        "en": ProblemText(
            "No such format",
            "The answer comes as application/json or text/event-stream. Name one of them in"
            " Accept.",
        ),
    },
    "too_large": {
        "sv": ProblemText(
            "För stort", "Det som skickades är större än vad som läses. Korta det och skicka igen."
        ),
        "en": ProblemText(
            "Too large", "What was sent is larger than what is read. Shorten it and send it again."
        ),
    },
    "too_slow": {
        "sv": ProblemText(
            "För långsamt", "Det som skickades kom inte fram i tid. Skicka det igen, på en gång."
        ),
        "en": ProblemText(
            "Too slow", "What was sent did not arrive in time. Send it again, whole."
        ),
    },
    "login_failed": {
        "sv": ProblemText(
            "Inloggningen gick inte igenom",
            "Ni är inte inloggade. Logga in igen; består felet, säg till den som driver tjänsten.",
        ),
        "en": ProblemText(
            "The login did not succeed",
            "You are not logged in. Log in again; if it stays so, tell whoever runs the service.",
        ),
    },
    "login_unavailable": {
        "sv": ProblemText(
            "Inloggningen svarar inte",
            "Det går inte att logga in just nu. Försök om en stund, eller säg till den som driver"
            " tjänsten.",
        ),
        "en": ProblemText(
            "The login does not answer",
            "Nobody can log in at this time. Try again in a moment, or tell whoever runs the"
            " service.",
        ),
    },
    "unsupported_media_type": {
        "sv": ProblemText(
            "Fel format", "Skicka JSON, med rubriken `Content-Type: application/json`."
        ),
        "en": ProblemText("Wrong format", "Send JSON, with `Content-Type: application/json`."),
    },
}

# What is wrong with one field, by pydantic's type of the error; {...} is filled from its context.
_FIELD_TEXTS: Mapping[str, Mapping[Language, str]] = {
    "missing": {"sv": "Saknas. Lägg till det.", "en": "It is missing. Add it."},
    "extra_forbidden": {
        "sv": "Fältet finns inte. Ta bort det, eller rätta namnet.",
        "en": "There is no such field. Remove it, or mend its name.",
    },
    "string_type": {"sv": "Ska vara en text.", "en": "It must be a text."},
    "string_unicode": {
        "sv": "Innehåller tecken som inte är giltig Unicode. Skriv om texten.",
        "en": "It holds characters that are not valid Unicode. Write it anew.",
    },
    "string_too_short": {
        "sv": "Är för kort: minst {min_length} tecken.",
        "en": "It is too short: at least {min_length} characters.",
    },
    "string_too_long": {
        "sv": "Är för lång: högst {max_length} tecken.",
        "en": "It is too long: at most {max_length} characters.",
    },
    "string_pattern_mismatch": {
        "sv": "Har inte den form som behövs.",
        "en": "It has not the form that is needed.",
    },
    "too_long": {
        "sv": "Har för många delar: högst {max_length}.",
        "en": "It has too many items: at most {max_length}.",
    },
    "int_type": {"sv": "Ska vara ett heltal.", "en": "It must be a whole number."},
    "int_parsing": {"sv": "Ska vara ett heltal.", "en": "It must be a whole number."},
    "int_from_float": {"sv": "Ska vara ett heltal.", "en": "It must be a whole number."},
    "int_parsing_size": {"sv": "Talet är för stort.", "en": "The number is too large."},
    "greater_than_equal": {"sv": "Ska vara minst {ge}.", "en": "It must be at least {ge}."},
    "less_than_equal": {"sv": "Ska vara högst {le}.", "en": "It must be at most {le}."},
    "bool_type": {"sv": "Ska vara true eller false.", "en": "It must be true or false."},
    "list_type": {"sv": "Ska vara en lista.", "en": "It must be a list."},
    "literal_error": {
        "sv": "Ska vara något av {expected}.",
        "en": "It must be one of {expected}.",
    },
    "model_type": {"sv": "Ska vara ett JSON-objekt.", "en": "It must be a JSON object."},
    "model_attributes_type": {
        "sv": "Ska vara ett JSON-objekt.",
        "en": "It must be a JSON object.",
    },
    "json_invalid": {
        "sv": "Felet finns vid tecken {position}.",
        "en": "The fault is at character {position}: {error}.",
    },
    "json_not_utf8": {
        "sv": "Texten är inte UTF-8. Spara den som UTF-8.",
        "en": "The text is not UTF-8. Save it as UTF-8.",
    },
    "json_too_deep": {
        "sv": "För många listor och objekt står i varandra.",
        "en": "Too many lists and objects stand in each other.",
    },
    "json_repeated_key": {
        "sv": "Ett namn står två gånger i samma objekt. Ta bort det ena.",
        "en": "A name stands twice in one object. Remove one of them.",
    },
    "json_constant": {
        "sv": "NaN och Infinity finns inte i JSON. Skriv ett tal eller null.",
        "en": "JSON has no NaN and no Infinity. Write a number or null.",
    },
    "json_long_number": {"sv": "Ett tal är för långt.", "en": "A number is too long."},
    "question_empty": {
        "sv": "Frågan har inga läsbara tecken. Skriv en fråga.",
        "en": "The question has no readable characters. Write a question.",
    },
    "span_outside": {
        "sv": "Källan har {size} tecken: start ska vara mindre än end, och end högst {size}.",
        "en": "The source has {size} characters: start must be less than end, and end at most"
        " {size}.",
    },
    "span_too_long": {
        "sv": "Högst {most} tecken ges på en gång. Be om färre.",
        "en": "At most {most} characters are given at a time. Ask for fewer.",
    },
    "record_of_another_version": {
        "sv": "Svaret sparades av en annan version och kan inte skrivas om. Hämta det som json.",
        "en": "The answer was kept by another version and cannot be rewritten. Take it as json.",
    },
}
_OTHER_FIELD_TEXT: Mapping[Language, str] = {
    "sv": "Värdet kan inte användas.",
    "en": "The value cannot be used.",
}


def field_text(kind: str, context: Mapping[str, Any], language: Language) -> str:
    """What is wrong with a field, and what to give instead."""
    text = _FIELD_TEXTS.get(kind, {}).get(language, _OTHER_FIELD_TEXT[language])
    told = {name: _told(value, language) for name, value in context.items()}
    return text.format_map(defaultdict(str, told))


def _told(value: object, language: Language) -> str:
    """A value of ours from an error's context, such as a limit."""
    text = str(value)
    return text.replace(" or ", " eller ") if language == "sv" else text
