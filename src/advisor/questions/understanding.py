"""One question understood: its language, what it asks for, and the terms to look it up by."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from advisor.language.detection import detect_language
from advisor.language.glossary import Glossary
from advisor.language.lemmas import Lemmatizer
from advisor.questions.asker import as_asker, with_asker_aside, without_frame, without_size
from advisor.questions.aspect import question_aspect
from advisor.questions.figures import counted_word, question_measure, shared_word
from advisor.questions.focus import last_question
from advisor.questions.follow_ups import standalone_parts
from advisor.questions.forms import ASKING_WORDS, BRIEF, asks_who, plain_form, question_form
from advisor.questions.gist import gist_terms
from advisor.questions.parts import all_parts, parts_alone
from advisor.questions.requests import question_status
from advisor.questions.sides import (
    as_one_party,
    compares,
    is_of_somebody,
    is_of_state,
    names_side,
    question_sides,
    without_asking_for_sides,
)
from advisor.questions.stance import offers_choice, question_stance
from advisor.questions.terms import Lexicon, TermReader
from advisor.questions.works import work_facts, work_terms
from advisor.types import Query, Question, Term
from advisor.vocabulary import Form, Language, Sides, Sign, Stance

# A follow-up with one of these asks for something of its own, though it has no form.
_ASKS_WHY_OR_WHO = re.compile(r"\b(?:varf[öo]r|why|vem|who)\b", re.IGNORECASE)
# To share is something to do, and not the share that is asked for.
_SHARES = re.compile(
    r"(?<!what )(?<!which )(?<!the )(?<!\ba )(?<!large )(?<!small )\bshare\b(?! of)"
    r"|\bshar(?:ing|ed|es)\b",
    re.IGNORECASE,
)


class Understanding:
    """Turns a question into a query: language, form, standalone text, weighted terms."""

    def __init__(
        self,
        lexicon: Lexicon,
        lemmatizer: Lemmatizer,
        split: Callable[[str], tuple[str, ...]],
        glossary: Glossary,
    ) -> None:
        self._terms = TermReader(lexicon, lemmatizer, split, glossary)

    def understand(self, question: Question) -> Query:
        """The query that a question stands for.

        A follow-up is looked up with what it leans on, and has the form of the question before
        where it has none; the measure, the stance and the aspect are its own or none.
        """
        asked = question.text
        language = detect_language(asked)
        history = [turn for turn in question.history if _was_advised_on(turn)]
        parts = standalone_parts(asked, history, language)
        standalone = " – ".join(parts)
        sides = question_sides(asked, last_question(asked))
        form = _form(asked, standalone, language)
        stance = question_stance(as_one_party(without_asking_for_sides(asked)) if sides else asked)
        if sides == "both":
            form, stance = _weighing(asked, standalone, form, stance)
        bare = tuple(as_asker(without_frame(without_size(part))) for part in parts)
        terms = with_asker_aside(self._terms_of(bare, form, language), standalone, form)
        if sides:
            terms = tuple(_without_side(term, sides) for term in terms)
        return Query(
            question=question,
            standalone=standalone,
            language=language,
            form=form,
            terms=terms,
            status=question_status(standalone, language, has_history=bool(history)),
            measure=question_measure(asked, language) if form == "figure" else None,
            stance=stance,
            aspect=_aspect(asked, sides),
            sides=sides,
            counted=_index(counted_word(asked, language), terms),
            shared=_index(shared_word(asked, language), terms),
            asks_who=asks_who(asked),
            bare=" – ".join(bare),
            own=bare[-1] if len(parts) > 1 else "",
            parts=parts_alone(asked, language) if len(parts) == 1 else (),
            gist=gist_terms(terms),
            of_work=work_facts(asked, standalone),
            of_work_terms=work_terms(terms, parts[-1]),
        )

    def _terms_of(self, parts: Sequence[str], form: Form, language: Language) -> tuple[Term, ...]:
        """The terms of the question and of what it leans on, each once."""
        # What a follow-up leans on may have been asked in the other language.
        languages = (*map(detect_language, parts[:-1]), language)
        found = [
            term
            for part, its_language in zip(parts, languages, strict=True)
            for term in self._terms.read(part, its_language)
        ]
        asking = ASKING_WORDS.get(form, frozenset())
        if _SHARES.search(" ".join(parts)):
            asking -= {"share"}
        return tuple(term for term in _without_repeats(found) if term.lemma not in asking)


def _weighing(asked: str, standalone_text: str, form: Form, stance: Stance) -> tuple[Form, Stance]:
    """The form and the stance of a question that asks for both sides.

    Of one thing they are told as of a decision; of alternatives, each would have its own.
    """
    if compares(asked) or offers_choice(as_one_party(without_asking_for_sides(standalone_text))):
        return "comparison" if form == "risk" else form, "choose"
    if is_of_somebody(asked):
        return form, stance
    return "decision", "be" if is_of_state(last_question(asked)) else stance


def _without_side(term: Term, sides: Sides) -> Term:
    """A word that only asks for a side names no part of the thing that the side is of."""
    return replace(term, thing=False) if names_side(term.word, sides) else term


def _aspect(asked: str, sides: Sides | None) -> Sign | None:
    """The sign of what tells the side that is asked for; none where both are."""
    by_side: Mapping[Sides, Sign | None] = {"both": None, "for": "benefit", "against": "drawback"}
    return by_side[sides] if sides else question_aspect(asked)


def _was_advised_on(turn: str) -> bool:
    """Whether an earlier question was one to answer at all: one that was refused is no context."""
    return question_status(turn, detect_language(turn), has_history=True) == "answered"


def _form(asked: str, standalone_text: str, language: Language) -> Form:
    """The form of what was asked; a follow-up without one has that of the question before."""
    if standalone_text == asked or _ASKS_WHY_OR_WHO.search(asked):
        form = question_form(asked, language)
        is_more = form in BRIEF and _asks_more(asked, language)
        return "open" if is_more or (form == "figure" and _NO_NUMBER.search(asked)) else form
    own = plain_form(asked, language)
    return own if own != "open" else question_form(standalone_text, language)


# How often something is done is seldom told by a number, and whether it hangs on how much, never.
_NO_NUMBER = re.compile(
    r"\b(?:how often|hur ofta)\b|^(?:does|do|did)\b(?! (?:you|we) know).*\bhow (?:many|much)\b"
    r"|^(?:h[äa]nger|beror|spelar|p[åa]verkar|avg[öo]r)\b",
    re.IGNORECASE,
)


def _asks_more(text: str, language: Language) -> bool:
    """Whether one of several questions in a text wants more than a figure or a definition."""
    forms = {question_form(part, language) for part in all_parts(text, language)}
    return len(forms) > 1


def _without_repeats(terms: Sequence[Term]) -> list[Term]:
    return list({term.lemma: term for term in terms}.values())


def _index(word: str, terms: Sequence[Term]) -> int | None:
    """The first term that has this word; None where there is none."""
    return next((i for i, term in enumerate(terms) if word in term.word.split()), None)
