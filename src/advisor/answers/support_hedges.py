"""What hedges a text: the words that oblige, advise, allow or foretell, and orders."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.answers.support_cues import REACH, Cue, beside, cues
from advisor.answers.support_words import Lexicon, Reading, Word
from advisor.language.folding import fold

_WEAK = ("aim", "purpose", "chance")  # an order may have them beside it
OPENING = 60  # characters: a cue within them tells what the first word holds for


@dataclass(frozen=True, slots=True)
class Hedged:
    """A text with what hedges it."""

    reading: Reading
    cues: tuple[Cue, ...]


def hedged(quote: Reading, lexicon: Lexicon) -> Hedged:
    """The cues of a text; one that begins by telling what to do advises it."""
    found = cues(quote, "modality", beside)
    first = quote.words[0] if quote.words else None
    if first is None or not first.is_content:
        return Hedged(quote, tuple(found))
    if quote.language == "en" and _may_be_command(first, lexicon):
        # A noun as well, mostly: it may stand for an advice, and is asked for none.
        about = tuple(word for word in quote.content if word.clause == first.clause)[:REACH]
        may_be = Cue("weighty", first.text, first.start, first.end, first.clause, about)
        return Hedged(quote, (may_be, *found))
    if quote.language == "en" or not _is_command(first, lexicon):
        return Hedged(quote, tuple(found))
    if any(cue.start < OPENING and cue.kind not in _WEAK for cue in found):
        return Hedged(quote, tuple(found))
    about = tuple(word for word in quote.content if word.clause == first.clause)[:REACH]
    advice = Cue("advise", first.text, first.start, first.end, first.clause, about)
    return Hedged(quote, (advice, *found))


def _may_be_command(word: Word, lexicon: Lexicon) -> bool:
    """Whether an English word that begins a text is a verb in its base form, or may be one."""
    form = word.text.casefold()
    is_base = lexicon.lemma(form, "en") == form
    return is_base and any(
        lexicon.has(f"{stem}ing", "en") for stem in (form, form.removesuffix("e"), form + form[-1])
    )


def _is_command(word: Word, lexicon: Lexicon) -> bool:
    """`Skapa`, `Separera`, `Inför`: a verb in the form that tells what to do."""
    form = word.text.casefold()
    infinitive = form if form.endswith("a") else f"{form}a"
    presents = (f"{form}r", f"{form}er", f"{form}")
    return (
        any(
            lexicon.has(present, "sv") and lexicon.lemma(present, "sv") == fold(infinitive)
            for present in (presents[:1] if form.endswith("a") else presents)
        )
        and lexicon.lemma(infinitive, "sv") == fold(infinitive)
        and not lexicon.names_thing(form)
    )
