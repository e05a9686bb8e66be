"""The one or two sentences that an answer opens with."""

from __future__ import annotations

from collections.abc import Sequence

from advisor.answers.bearing import share_said
from advisor.answers.citations import Cited
from advisor.answers.phrases import PHRASES, Counted, Phrases
from advisor.answers.strength import disputed_things
from advisor.types import Query, Statement, Strength
from advisor.vocabulary import Form, Role, Status

CARRIED = 0.5  # share of the question that a recommendation must say, to be one on just this


def summarize(query: Query, status: Status, cited: Cited, strength: Sequence[Strength]) -> str:
    """What the evidence carries, and no more; `strength` is that of the cited statements.

    The documents are counted that the reader is shown, not how many of them speak for themselves:
    that is told of each statement by its `Strength.independent_sources`.
    """
    phrases = PHRASES[query.answer_language]
    if status not in ("answered", "partial"):
        near = status == "no_evidence" and cited.nearest
        return _spaced(phrases.opening[status], phrases.nearest_below if near else "")
    argues = query.form == "decision" and query.stance != "choose"
    speaks_against = any(s.role == "argument_against" for s in cited.statements)
    return _spaced(
        phrases.opening[status],
        _leaning(query, cited.statements, phrases) if argues else "",
        _counted(query.form, cited.statements, phrases),
        phrases.nothing_against if argues and not speaks_against else "",
        _disagreement(query, cited.statements, strength, phrases),
    )


def _spaced(*sentences: str) -> str:
    return " ".join(filter(None, sentences))


def _leaning(query: Query, statements: Sequence[Statement], phrases: Phrases) -> str:
    """Whether a source advises on just this, and on what conditions; no more than that is said.

    A recommendation counts where its words carry the question; the reader is told when none does.
    """
    advice = [s for s in statements if s.role == "recommendation"]
    if query.stance != "do":
        return ""
    if not any(_carries(query, statement) for statement in advice):
        return phrases.no_advice if not advice else ""
    conditions = sum(s.role == "condition" for s in statements)
    if not conditions:
        return phrases.speaks_for
    return _number_of(conditions, phrases.speaks_for_on, phrases)


def _carries(query: Query, statement: Statement) -> bool:
    said = " ".join(
        " ".join((*citation.section, citation.quote)) for citation in statement.citations
    )
    return share_said(query, said) >= CARRIED


def _counted(form: Form, statements: Sequence[Statement], phrases: Phrases) -> str:
    """ "Underlaget ger tre rekommendationer och ett villkor, från två dokument." """
    roles = [s.role for s in statements]
    documents = {c.source for s in statements for c in s.citations}
    listed = [
        _number_of(roles.count(role), _words_for(role, form, phrases), phrases)
        for role in dict.fromkeys(roles)
    ]
    return phrases.gives.format(
        statements=_joined(listed, phrases),
        documents=_number_of(len(documents), phrases.documents, phrases),
    )


def _words_for(role: Role, form: Form, phrases: Phrases) -> Counted:
    if form == "definition":
        return phrases.explanations
    if form == "risk" and role == "argument_against":
        return phrases.risks
    return phrases.statements[role]


def _disagreement(
    query: Query, statements: Sequence[Statement], strength: Sequence[Strength], phrases: Phrases
) -> str:
    """That sources disagree, and about what, as far as that can be named."""
    if not any(s.agreement == "disagree" for s in strength):
        return ""
    things = [phrases.things[thing] for thing in disputed_things(query, strength, statements)]
    if not things:
        return phrases.disagree
    return phrases.disagree_on.format(things=_joined(things, phrases))


def _joined(parts: Sequence[str], phrases: Phrases) -> str:
    return phrases.joint.join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def _number_of(count: int, words: Counted, phrases: Phrases) -> str:
    if count == 1:
        return words[0]
    numbers = phrases.numbers
    return words[1].format(n=numbers[count] if count < len(numbers) else count)
