"""The words that Slack alone needs, in each language; those of answers are `rendering`'s."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from advisor.vocabulary import Language


@dataclass(frozen=True, slots=True)
class Words:
    """What stands in braces is filled in."""

    # Around an answer.
    go_on: str  # how to ask on in a thread of a channel
    go_on_direct: str  # the same in a direct message
    asked: str
    asks: str  # after a person's name
    backed: str
    ask_this: str
    show: str
    was_it_useful: str
    useful: str
    not_useful: str
    thanks_useful: str
    thanks_not_useful: str

    # A source in a window of its own.
    window: str
    close: str
    as_quoted: str
    in_context: str
    as_it_came: str
    changed: str

    # Help.
    what: str
    how: str
    examples: str

    # What keeps a question from being answered.
    taken: str  # said at once to whoever gave the command
    gone: str
    expired: str
    problems: Mapping[str, str]  # by the code of an error
    failed: str  # any other
    click_failed: str


WORDS: Mapping[Language, Words] = {
    "sv": Words(
        go_on="Nämn mig i den här tråden för att ställa en följdfråga.",
        go_on_direct="Ställ följdfrågor i den här tråden. En fråga utanför den börjar om från"
        " början.",
        asked="Fråga",
        asks=" frågar:",
        backed="{n} oberoende källor står bakom detta.",
        ask_this="Fråga detta",
        show="Visa källa",
        was_it_useful="Var svaret till nytta?",
        useful="Ja, till nytta",
        not_useful="Nej, inte till nytta",
        thanks_useful="Tack. Det är noterat att svaret var till nytta för dig.",
        thanks_not_useful="Tack. Det är noterat att svaret inte var till nytta för dig.",
        window="Källa [{n}]",
        close="Stäng",
        as_quoted="Citatet",
        in_context="Citatet i sitt sammanhang",
        as_it_came="Så står det i den skannade texten, innan bokstäver rättades",
        changed="Underlaget har ändrats sedan svaret gavs, eller kan inte läsas just nu. Citatet"
        " visas som det löd då, utan sitt sammanhang.",
        what="Ställ en fråga om ett beslut eller ett vägval i kommunen. Jag svarar med ordagranna"
        " citat ur namngivna källor, och säger ifrån när underlaget inte räcker.",
        how="Nämn mig i en kanal, skriv till mig direkt, eller skriv /rad och din fråga.",
        examples="Frågor som underlaget svarar på",
        taken="Frågan är mottagen. Svaret kommer i en tråd här, eller i ett direktmeddelande om jag"
        " inte är med i kanalen.",
        gone="Svaret finns inte kvar. Ställ frågan igen.",
        expired="Det tog för lång tid att öppna källan. Försök igen.",
        problems={
            "no_usable_index": "Underlaget kan inte läsas just nu, så frågan kan inte besvaras. Den"
            " som sköter tjänsten ser i loggen vad som behövs.",
            "limit_reached": "Du har ställt många frågor på kort tid. Fråga igen om {seconds}.",
            "busy": "Många frågor besvaras just nu. Fråga igen om {seconds}.",
            "switched_off": "Tjänsten är avstängd i Slack just nu. Vänd dig till den som sköter"
            " den.",
            "bad_input": "Frågan kan inte läsas. Skriv den i löpande text med högst {most} tecken.",
            "records_unusable": "Svaret kan inte sparas just nu och visas därför inte. Försök igen"
            " senare.",
        },
        failed="Något gick fel, så frågan är inte besvarad. Försök igen, och vänd dig till den som"
        " sköter tjänsten om felet står kvar.",
        click_failed="Något gick fel. Försök igen, och vänd dig till den som sköter tjänsten om"
        " felet står kvar.",
    ),
    "en": Words(
        go_on="To ask a follow-up question, mention me in this thread.",
        go_on_direct="Ask follow-up questions in this thread. A question outside it starts anew.",
        asked="Question",
        asks=" asks:",
        backed="{n} independent sources stand behind this.",
        ask_this="Ask this",
        show="Show source",
        was_it_useful="Was the answer useful?",
        useful="Yes, useful",
        not_useful="No, not useful",
        thanks_useful="Thank you. It is noted that the answer was useful to you.",
        thanks_not_useful="Thank you. It is noted that the answer was not useful to you.",
        window="Source [{n}]",
        close="Close",
        as_quoted="The quote",
        in_context="The quote in its context",
        as_it_came="As it stands in the scanned text, before letters were mended",
        changed="The sources have changed since the answer was given, or cannot be read at the"
        " moment. The quote is shown as it was then, without its context.",
        what="Ask about a decision or a choice of the municipality. I answer with verbatim quotes"
        " from named sources, and say so when the sources do not suffice.",
        how="Mention me in a channel, write to me directly, or write /rad and your question.",
        examples="Questions that the sources answer",
        taken="Your question has arrived. The answer comes in a thread here, or in a direct message"
        " if I am not in the channel.",
        gone="The answer is no longer kept. Ask the question again.",
        expired="Opening the source took too long. Try again.",
        problems={
            "no_usable_index": "The sources cannot be read at the moment, so the question cannot be"
            " answered. Whoever runs the service finds in its log what is needed.",
            "limit_reached": "You have asked many questions in a short time. Ask again in"
            " {seconds}.",
            "busy": "Many questions are being answered. Ask again in {seconds}.",
            "switched_off": "The service is switched off in Slack at the moment. Contact"
            " whoever runs it.",
            "bad_input": "The question cannot be read. Write it as plain text of at most {most}"
            " characters.",
            "records_unusable": "The answer cannot be kept at the moment and is therefore not"
            " shown. Try again later.",
        },
        failed="Something went wrong, so the question is not answered. Try again, and contact"
        " whoever runs the service if it fails again.",
        click_failed="Something went wrong. Try again, and contact whoever runs the service if it"
        " fails again.",
    ),
}
