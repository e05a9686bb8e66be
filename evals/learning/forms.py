"""Learns which kind of answer a question wants, and tells how well that is told.

`--fit` learns from the kinds of the training questions, and prints the figures of questions that
were held out: by writer, and by whether they are on the source that most are on. `--show` prints
the strongest weights.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

import numpy as np
from scipy.sparse import csr_matrix, diags_array

from advisor.language.folding import fold
from advisor.language.weights import read_weights
from advisor.language.words import tokens
from advisor.questions.forms import FORMS, TABLE, form_of, known_words
from advisor.questions.wording import KNOWN, PATTERN, wording_features
from advisor.vocabulary import Form, Language
from evals.learning.acts import accuracy, rates
from evals.learning.flags import flags, obey
from evals.learning.training import TrainingQuestion, load_training
from evals.learning.weights import strongest, write_weights

if TYPE_CHECKING:
    from numpy.typing import NDArray

RIDGE = 5.0  # how strongly weights are held near nothing
FEWEST_QUESTIONS = 6  # that must show a feature, for it to have weights
FEWEST_SOURCES = 2  # that such questions must be about: what is asked of one only is its subject
FEWEST_WRITERS = 8  # who must use a word, for it to be told apart
TRUST = 3.0  # in a pattern, as a multiple of that in words: it holds for any subject
LEAST_WEIGHT = 0.15  # of a feature for some form; what weighs less is left out
FOLDS = 5
NEVER = -20.0  # always, of a form that no question has
CONFUSIONS = 16  # that are told
TOLD = (
    "How much the wording of a question speaks for each form; learned by evals/learning/forms.py."
)

Weights = Mapping[str, tuple[float, ...]]


# Writers who called most of what they asked "open", also what asks for a number or a risk. Learned
# from them too, "Hur många tekniker har andra?" was open, and dev answers lost .02 to .03 of truth.
LOOSE = frozenset(
    f"t-{writer}"
    for writer in (
        "h1 h2 h3 h4 h5 h6 h7 h8 k1 k2 k3 n1 n2 p1 p2 p3 p4 p5 p6"
        " ba bb bc bd be bf bg bh bi bj bk bl bm bn r1 r3 r4 r5 r7 r9 r10 r11"
    ).split()
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the form that a good answer has, who wrote it, and what it is about."""

    text: str
    language: Language
    form: Form
    writer: str
    sources: frozenset[str]


def asked_of(questions: Sequence[TrainingQuestion]) -> list[Asked]:
    """What is learned from of each training question whose writer told forms as others do."""
    asked = [
        Asked(
            text=question.question,
            language=question.language,
            form=question.kind,
            writer=question.id.rpartition("-")[0],
            sources=frozenset(span.source for spans in question.nuggets for span in spans),
        )
        for question in questions
    ]
    return [each for each in asked if each.writer not in LOOSE]


def learn(asked: Sequence[Asked]) -> Weights:
    """Weights of each feature for each form: multinomial logistic regression with a ridge."""
    known = _known_words(asked)
    shown = [wording_features(each.text, each.language, known) for each in asked]
    names = _general(shown, asked)
    counted = np.array([TRUST if PATTERN in name else 1.0 for name in names])
    x = _matrix(shown, names) @ diags_array(counted)
    weights, always = _regression(x, [each.form for each in asked])
    rows = {"always": always, **dict(zip(names, (weights * counted).T, strict=True))}
    return {
        name: tuple(np.round(row, 2).tolist())
        for name, row in rows.items()
        if name.startswith(KNOWN) or np.abs(row).max() >= LEAST_WEIGHT
    }


def _known_words(asked: Sequence[Asked]) -> frozenset[str]:
    """The words, folded, that many writers use, of sources enough."""
    writers: dict[str, set[str]] = defaultdict(set)
    for each in asked:
        for token in tokens(each.text):
            writers[fold(token.text)].add(each.writer)
    least = min(FEWEST_WRITERS, len({each.writer for each in asked}))
    return frozenset(word for word, used_by in writers.items() if len(used_by) >= least)


def _general(shown: Sequence[frozenset[str]], asked: Sequence[Asked]) -> list[str]:
    """The features that enough questions show, of sources enough."""
    counts = Counter(name for features in shown for name in features)
    sources: dict[str, set[str]] = defaultdict(set)
    for features, each in zip(shown, asked, strict=True):
        for name in features:
            sources[name].update(each.sources)
    least = min(FEWEST_SOURCES, len(frozenset().union(*(each.sources for each in asked))))
    return sorted(
        name
        for name, count in counts.items()
        if count >= FEWEST_QUESTIONS and len(sources[name]) >= least
    )


def _matrix(shown: Sequence[frozenset[str]], names: Sequence[str]) -> csr_matrix:
    """A row for each question, with a 1 for each of the named features that it shows."""
    columns = {name: i for i, name in enumerate(names)}
    places = [
        (row, columns[name])
        for row, features in enumerate(shown)
        for name in features
        if name in columns
    ]
    rows, found = zip(*places, strict=True)
    return csr_matrix((np.ones(len(places)), (rows, found)), (len(shown), len(names)))


def _regression(
    x: csr_matrix, y: Sequence[Form]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Weights by form and feature, and what each form has always; a form never seen has little.

    Needs three forms at least: of two, the library gives the weights of one.
    """
    from sklearn.linear_model import LogisticRegression

    fitted = LogisticRegression(C=1 / RIDGE, max_iter=500).fit(x, y)
    weights = np.zeros((len(FORMS), x.shape[1]))
    always = np.full(len(FORMS), NEVER)
    at = [FORMS.index(form) for form in fitted.classes_]
    weights[at], always[at] = fitted.coef_, fitted.intercept_
    return weights, always


def held_out(asked: Sequence[Asked], group_of: Callable[[Asked], int]) -> list[Form]:
    """The form that each question is told by weights learned from the other groups."""
    groups = [group_of(each) for each in asked]
    weights = {
        group: learn([each for each, of in zip(asked, groups, strict=True) if of != group])
        for group in set(groups)
    }
    return [tell(each, weights[of]) for each, of in zip(asked, groups, strict=True)]


def tell(asked: Asked, weights: Weights) -> Form:
    """The form of a question by these weights."""
    features = wording_features(asked.text, asked.language, known_words(weights))
    return form_of(features, weights)


def report(asked: Sequence[Asked], told: Sequence[Form]) -> str:
    """The figures as lines to read: accuracy by language, each form, and what is taken for what."""
    right = [each.form for each in asked]
    lines = []
    for language in get_args(Language):
        of = [i for i, each in enumerate(asked) if each.language == language]
        if not of:
            continue
        share = accuracy([told[i] for i in of], [right[i] for i in of])
        lines.append(f"{language}: accuracy {share:.3f} n {len(of)}")
    for form, rate in rates(told, right).items():
        lines.append(f"  {form}: P {rate.precision:.2f} R {rate.recall:.2f} n {rate.n}")
    taken = Counter((a, b) for a, b in zip(right, told, strict=True) if a != b)
    lines += [f"  {a} told as {b}: {n}" for (a, b), n in taken.most_common(CONFUSIONS)]
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Learn the weights anew, with figures of questions held out, or print them."""
    return obey(flags("forms", __doc__), arguments, fit=_fit, show=_show)


def _fit(_wants: argparse.Namespace) -> None:
    asked = asked_of(load_training())
    writers = sorted({each.writer for each in asked})
    largest, _ = Counter(s for each in asked for s in each.sources).most_common(1)[0]
    print("Held out by writer:")
    print(report(asked, held_out(asked, lambda each: writers.index(each.writer) % FOLDS)))
    print(f"Held out by whether they are on {largest}:")
    print(report(asked, held_out(asked, lambda each: int(largest in each.sources))))
    write_weights(TABLE, TOLD, FORMS, learn(asked))
    print(f"{TABLE} is written.")


def _show(name: str) -> None:
    weights = {of: row for of, row in read_weights(TABLE).items() if name in of}
    print("\n".join(strongest(weights, FORMS)))


if __name__ == "__main__":
    sys.exit(main())
