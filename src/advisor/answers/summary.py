"""The one or two sentences that an answer opens with."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from advisor.answers.arguments import may_advise, may_speak_against, may_speak_for
from advisor.answers.bearing import is_lacking, names_missing, shared_missing
from advisor.answers.citations import Cited
from advisor.answers.labels import label_said
from advisor.answers.phrases import PHRASES, Counted, Phrases, joined
from advisor.answers.proposals import proposal_of
from advisor.answers.roles import ARGUED
from advisor.answers.strength import disputed_things
from advisor.types import Citation, Query, Statement, Strength, told_apart
from advisor.vocabulary import Form, Role, Status

TELLING_WORD = 8  # letters; a shorter one that no source has is seldom what is asked about


def summarize(
    query: Query,
    status: Status,
    cited: Cited,
    strength: Sequence[Strength],
    offered: Collection[str] = (),
    refused: Sequence[str] = (),
) -> str:
    """What the evidence carries, and no more; `strength` is that of the cited statements,
    `offered` are the questions that are proposed beside the answer, and `refused` those of several
    in one that get no answer when asked alone.

    The documents are counted that the reader is shown, not how many of them speak for themselves:
    that is told of each statement by its `Strength.independent_sources`.
    """
    phrases = PHRASES[query.answer_language]
    if status not in ("answered", "partial"):
        near = cited.nearest if status == "no_evidence" else ()
        return _spaced(
            phrases.opening[status],
            phrases.part_below if not set(offered).isdisjoint(query.parts) else "",
            phrases.nearest_below if near else "",
            _not_named(query, near, (), phrases),
        )
    quoted = [citation for statement in cited.statements for citation in statement.citations]
    close, loose = told_apart(cited.statements)
    argued = query.form == "decision" and query.stance != "choose"
    disagreement = _disagreement(_between(close, cited.statements, strength), phrases)
    leans = argued and status == "answered" and not disagreement
    return _spaced(
        phrases.opening[status],
        _not_in_sources(query, phrases) if status == "partial" else "",
        _leaning(query, cited.statements, phrases) if leans else "",
        _no_advice(query, cited.statements, phrases) if argued else "",
        _counted(query.form, close, phrases),
        _loosely(loose, phrases),
        _without(refused, phrases),
        _not_named(query, quoted, cited.statements, phrases),
        _silence(query, cited.statements, phrases) if argued else "",
        _told_by(close, phrases) if argued else "",
        disagreement,
    )


def _spaced(*sentences: str) -> str:
    return " ".join(filter(None, sentences))


def _leaning(query: Query, statements: Sequence[Statement], phrases: Phrases) -> str:
    """Whether a source advises on just this, and on what conditions.

    Only where nothing that is shown points the other way; no more than that is said.
    """
    if query.stance != "do" or any(s.role == "argument_against" for s in statements):
        return ""
    if not any(_advises_on_this(query, s) for s in statements if s.role == "recommendation"):
        return ""
    conditions = sum(s.role == "condition" and s.bearing == "close" for s in statements)
    if not conditions:
        return phrases.speaks_for
    return _number_of(conditions, phrases.speaks_for_on, phrases)


def _advises_on_this(query: Query, statement: Statement) -> bool:
    proposal = proposal_of(query)
    return any(
        proposal.is_told_of(citation.quote, " ".join(citation.section[-1:]))
        and not proposal.is_set_aside(citation.quote)
        for citation in statement.citations
    )


def _no_advice(query: Query, statements: Sequence[Statement], phrases: Phrases) -> str:
    """That no source advises for it, or something in its place; not said where one may."""
    proposal = proposal_of(query)
    quotes = [citation.quote for s in statements for citation in s.citations]
    may = any(proposal.is_set_aside(quote) or may_advise(proposal, quote) for quote in quotes)
    if query.stance != "do" or may or any(s.role == "recommendation" for s in statements):
        return ""
    return phrases.no_advice


def _silence(query: Query, statements: Sequence[Statement], phrases: Phrases) -> str:
    """Of which side nothing is told; not said where something may be, under whatever heading.

    Who asked for both sides is told as well which of them could not be told apart: what is shown
    beside the side that was found may be the other, in words that no rule knows.
    """
    roles = {statement.role for statement in statements}
    is_for = bool(roles & {"recommendation", "argument_for"})
    is_against = "argument_against" in roles
    is_asked_for = query.sides == "both"
    if is_for == is_against:
        return phrases.sides_unsure if is_asked_for and not is_for else ""
    is_silent = not (is_asked_for and "finding" in roles) and not any(
        _may_be(query, citation, against=is_for) for s in statements for citation in s.citations
    )
    if is_for:
        unsure = phrases.against_unsure if is_asked_for else ""
        return phrases.nothing_against if is_silent else unsure
    if not is_asked_for:
        return ""
    return phrases.nothing_for if is_silent else phrases.for_unsure


def _may_be(query: Query, citation: Citation, *, against: bool) -> bool:
    """Whether a quote may be on a side, by whatever it shows of harm or of gain."""
    proposal, quote, language = proposal_of(query), citation.quote, citation.language
    if against:
        return may_speak_against(proposal, quote, language) or proposal.is_set_aside(quote)
    return may_speak_for(proposal, quote, language)


def _told_by(statements: Sequence[Statement], phrases: Phrases) -> str:
    """By what for and against are told: a source's own labels, or else the wording of quotes."""
    quotes = [c.quote for s in statements if s.role in ARGUED for c in s.citations]
    if not quotes:
        return ""
    return phrases.told_by_source if all(map(label_said, quotes)) else phrases.told_by_words


def _counted(form: Form, statements: Sequence[Statement], phrases: Phrases) -> str:
    """ "Underlaget ger tre rekommendationer och ett villkor, från två dokument."

    A statement may rest on several quotes; where it does, the reader is told how many there are.
    """
    roles = [s.role for s in statements]
    documents = {c.source for s in statements for c in s.citations}
    listed = [
        _number_of(roles.count(role), _words_for(role, form, phrases), phrases)
        for role in dict.fromkeys(roles)
    ]
    quotes = len({c.number for s in statements for c in s.citations})
    gives = phrases.gives_quoted if quotes > len(statements) else phrases.gives
    return gives.format(
        statements=joined(listed, phrases),
        quotes=_number_of(quotes, phrases.quotes, phrases),
        documents=_number_of(len(documents), phrases.documents, phrases),
    )


def _loosely(statements: Sequence[Statement], phrases: Phrases) -> str:
    """How many quotes stand last, as they may be on something else than what was asked."""
    quotes = len({c.number for s in statements for c in s.citations})
    return _number_of(quotes, phrases.loose, phrases) if quotes else ""


def _without(refused: Sequence[str], phrases: Phrases) -> str:
    questions = [phrases.quoted.format(words=question) for question in refused]
    said = phrases.part_refused[len(questions) > 1]
    return said.format(questions=joined(questions, phrases)) if questions else ""


def _words_for(role: Role, form: Form, phrases: Phrases) -> Counted:
    if form == "definition":
        return phrases.explanations
    if form == "risk" and role == "argument_against":
        return phrases.risks
    return phrases.statements[role]


def _not_named(
    query: Query, cited: Sequence[Citation], statements: Sequence[Statement], phrases: Phrases
) -> str:
    """Which names of the question nothing that is shown has: the answer may be about another."""
    shown = [part for c in cited for part in (c.quote, c.title, *c.section)]
    shown += [statement.attribution for statement in statements if statement.attribution]
    text = " ".join(shown)
    names = [*names_missing(query, text), *shared_missing(query, text)] if shown else []
    missing = [phrases.quoted.format(words=name) for name in names]
    return phrases.not_named.format(names=joined(missing, phrases)) if missing else ""


def _not_in_sources(query: Query, phrases: Phrases) -> str:
    """Which words of what is asked the sources do not have: the part that is not answered.

    A word of English may be meant as another part of speech, and says less: most sources are
    Swedish. What stands for it may be shown all the same, so that no more is told than the word.
    """
    if query.language != "sv":
        return ""
    words = [
        phrases.quoted.format(words=term.word)
        for term in query.terms
        if is_lacking(term)
        and not (term.particular or term.aside or term.concepts or term.parts)
        and len(term.lemma) >= TELLING_WORD
    ]
    said = phrases.not_in_sources[len(words) > 1]
    return said.format(words=joined(words, phrases)) if words else ""


def _between(
    close: Sequence[Statement], statements: Sequence[Statement], strength: Sequence[Strength]
) -> list[Strength]:
    """What is disputed among those that answer: what is told apart disputes nothing.

    Where it is not known which citation stands against, the disagreement is told.
    """
    shown = {citation.number for statement in close for citation in statement.citations}
    of_close = [one for one in strength if statements[one.statement] in close]
    return [one for one in of_close if not one.against or shown & set(one.against)]


def _disagreement(strength: Sequence[Strength], phrases: Phrases) -> str:
    """That sources disagree, and about what, as far as that can be named."""
    if not any(s.agreement == "disagree" for s in strength):
        return ""
    things = [phrases.things[thing] for thing in disputed_things(strength)]
    if not things:
        return phrases.disagree
    return phrases.disagree_on.format(things=joined(things, phrases))


def _number_of(count: int, words: Counted, phrases: Phrases) -> str:
    if count == 1:
        return words[0]
    numbers = phrases.numbers
    return words[1].format(n=numbers[count] if count < len(numbers) else count)
