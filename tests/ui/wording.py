"""Whether a page speaks one language, but for what is marked as another."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from playwright.sync_api import Page

from advisor.vocabulary import Language

# Words that carry a sentence or stand on a control in one language, and are neither words of the
# other nor parts of names. The last lines of the English ones are what Gradio itself writes.
_WORDS: Mapping[Language, str] = {
    "sv": """
        och att är för inte som på av med till eller ett har från vad ska hur här där vi ni
        när också endast alla ingen inget inga frågor fråga källor källa svar sök sida öppna
        stäng visa dölj ladda spara skicka avbryt försök igen kopiera
    """,
    "en": """
        the and of is are was were with your you this that these those which from or have has
        please click here found what how why should would could there their they it's
        copy copied clear submit send loading settings upload download retry undo share
        dislike close search next previous hide save cancel delete remove error warning required
        optional yes ask answer question sources source page pages conversation message examples
        built edit processing queue connection lost reconnecting textbox fullscreen
    """,
}

_SEEN = """apart => {
    const main = document.documentElement.lang;
    const foreign = element => {
        if (apart && element.closest(apart)) return true;
        const marked = element.closest('[lang]');
        return marked && marked.lang.split('-')[0] !== main.split('-')[0];
    };
    const found = [document.title];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const element = node.parentElement;
        if (['SCRIPT', 'STYLE', 'NOSCRIPT', 'TEMPLATE', 'CODE', 'PRE'].includes(element.tagName))
            continue;
        if (node.data.trim() && element.checkVisibility() && !foreign(element))
            found.push(node.data.trim());
    }
    for (const element of document.body.querySelectorAll('*')) {
        if (foreign(element)) continue;
        for (const name of ['aria-label', 'aria-description', 'aria-roledescription',
                'aria-placeholder', 'aria-valuetext', 'title', 'placeholder', 'alt'])
            if (element.getAttribute(name)) found.push(element.getAttribute(name));
        if (element.matches('input[type=submit], input[type=button], input[type=reset]'))
            found.push(element.value);
    }
    return found;
}"""


def assert_written_in(
    page: Page, language: Language, *, apart_from: str = "", names: Sequence[str] = ()
) -> None:
    """No text, label or hint of the other language.

    `apart_from` selects what holds the words of others, as the text of a source does; `names` are
    the same in every language, as its title is.
    """
    assert page.evaluate("document.documentElement.lang") == language

    pattern = re.compile("|".join(map(re.escape, names)) or r"(?!)")
    said = [pattern.sub("", text) for text in texts(page, apart_from)]
    strays = strays_in(said, language)
    assert not strays, f"not {language}: {strays}"


def strays_in(found: list[str], language: Language) -> dict[str, str]:
    """The words of the other language, and where each stands."""
    foreign = _WORDS["en" if language == "sv" else "sv"].split()
    return {
        word: text[:120]
        for text in found
        for word in re.findall(r"[^\W\d_]+(?:'s)?", text.casefold())
        if word in foreign
    }


def texts(page: Page, apart_from: str = "") -> list[str]:
    """All that a page shows or lets be read aloud, but for what is marked as another language."""
    return list(page.evaluate(_SEEN, apart_from))
