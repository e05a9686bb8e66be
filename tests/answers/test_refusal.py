"""A question is refused when what it asks for stands in no source, however near it sounds."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from advisor.answers.refusal import (
    ASKED,
    BEST,
    ELSEWHERE,
    LEARNED_FROM,
    LOOKED_AT,
    TABLE,
    Ground,
    assess,
    refusal_features,
    refusal_score,
    text_hash,
)
from advisor.bootstrap import open_parts
from advisor.discourse.signs import signs
from advisor.language.tables import table_rows
from advisor.settings import Settings
from advisor.types import Candidate, Query, Question, Term
from advisor.vocabulary import Form, Measure
from tests.conftest import ROOT
from tests.fakes import candidate_of, document_of, sentence_of

CERTAIN = 20.0  # relevance that nothing else outweighs
FITTING = 5.0  # score of a sentence that surely answers


def _query(*terms: Term, form: Form = "open", measure: Measure | None = None) -> Query:
    text = " ".join(term.word for term in terms) or "?"
    return Query(Question(text), text, "sv", form, terms, measure=measure)


def _having(*indexes: int, text: str = "Larmen är billiga.", **said: float) -> Candidate:
    terms = frozenset(indexes)
    sentence = sentence_of(0, "a.txt", (0, 0, len(text)), text, signs=signs(text, "sv"))
    known = {"score": FITTING, **said}
    return candidate_of(sentence, found=terms, within=terms, near=terms, **known)


def _words(n: int, **said: object) -> list[Term]:
    known = {"concepts": (("sak", 1.0),), **said}
    return [Term(f"ord{i}", f"ord{i}", **known) for i in range(n)]  # type: ignore[arg-type]


def _score(query: Query, *candidates: Candidate) -> float:
    return refusal_score(refusal_features(query, candidates, 500))


# --- The verdict ------------------------------------------------------------------


def test_question_that_is_carried_is_answered() -> None:
    assert assess(_query(*_words(3)), [_having(0, 1, 2, relevance=CERTAIN)]) == "answered"


def test_figure_that_is_there_is_a_full_answer() -> None:
    found = _having(0, 1, 2, text="Larmen kostade 40 kronor.", relevance=CERTAIN)

    assert assess(_query(*_words(5), form="figure", measure="money"), [found]) == "answered"


def test_number_of_something_else_is_no_evidence() -> None:
    query = _query(Term("hus", "hus"), *_words(3), form="figure", measure="count")
    found = _having(1, 2, 3, text="Larmen satt i 40 bilar.", relevance=CERTAIN)

    assert assess(query, [found]) == "answered"
    assert assess(replace(query, counted=0), [found]) == "no_evidence"


def test_figure_that_is_asked_of_a_source_stands_in_that_source() -> None:
    query = _query(*_words(4), form="figure", measure="money")
    told = _having(1, 2, 3, text="Larmen kostade 40 kronor.", relevance=CERTAIN)
    silent = _having(0, 1, 2, relevance=CERTAIN)
    named = replace(silent, named=frozenset((0,)))

    assert assess(query, [told, silent]) == "answered"
    assert assess(query, [told, named]) == "no_evidence"


def test_figure_that_is_found_far_down_is_of_something_else() -> None:
    query = _query(*_words(4), form="figure", measure="money")
    told = _having(1, 2, 3, text="Larmen kostade 40 kronor.", relevance=CERTAIN)
    silent = _having(0, 1, 2, relevance=CERTAIN)

    assert assess(query, [*[silent] * (BEST - 1), told]) == "answered"
    assert assess(query, [*[silent] * BEST, told]) == "no_evidence"


def test_what_some_municipalities_do_does_not_tell_which() -> None:
    query = replace(_query(*_words(3)), question=Question("Vilka kommuner har larm?"))
    told = _having(0, 1, 2, text="Larm finns i Lomma.", relevance=CERTAIN)

    assert assess(query, [told]) == "answered"
    assert assess(query, [_having(0, 1, 2, relevance=CERTAIN)]) == "no_evidence"


def test_what_was_asked_before_need_not_be_told_again() -> None:
    query = replace(_query(*_words(3)), standalone="Vilka kommuner har larm? – Och priset?")

    assert assess(query, [_having(0, 1, 2, relevance=CERTAIN)]) == "answered"


def test_what_a_work_says_does_not_tell_who_made_it() -> None:
    query = replace(_query(*_words(3)), question=Question("Vem har skrivit rapporten?"))
    told = _having(0, 1, 2, text="Författare: Anna Lindqvist", relevance=CERTAIN)

    assert assess(query, [told]) == "answered"
    assert assess(query, [_having(0, 1, 2, relevance=CERTAIN)]) == "no_evidence"


def test_what_is_far_from_relevant_is_no_evidence() -> None:
    assert assess(_query(*_words(3)), [_having(0, 1, 2, relevance=-CERTAIN)]) == "no_evidence"


def test_what_is_asked_of_a_name_that_nothing_found_has_is_no_evidence() -> None:
    name = Term("Lomma", "lomma", particular=True)
    found = _having(0, 1, relevance=CERTAIN)

    assert assess(_query(*_words(2), name), [found]) == "no_evidence"
    assert assess(_query(*_words(2), name), [found, _having(2)]) != "no_evidence"


def test_nothing_found_is_no_evidence() -> None:
    assert assess(_query(*_words(2)), []) == "no_evidence"


def test_question_without_words_is_no_evidence() -> None:
    assert assess(_query(), [_having(relevance=CERTAIN)]) == "no_evidence"


def test_ordinary_question_with_its_answer_is_not_refused() -> None:
    found = [_having(0, 1, relevance=1.0, meaning=0.8, score=4.0) for _ in range(BEST)]
    asked = _words(2, weight=0.6, concepts=(("dig.digitalise", 1.0),))
    worded = "Hur kan små kommuner samverka om digitalisering?"

    assert assess(replace(_query(*asked), standalone=worded), found) == "answered"


def test_question_that_was_nearly_refused_is_answered_in_part() -> None:
    asked = _words(2, weight=0.6, concepts=(("dig.digitalise", 1.0),))
    ranks = {"no_evidence": 0, "partial": 1, "answered": 2}

    verdicts = [
        ranks[assess(_query(*asked), [_having(0, 1, relevance=i / 4)])] for i in range(-40, 60)
    ]

    assert verdicts == sorted(verdicts)
    assert set(verdicts) == {0, 1, 2}


def test_question_about_things_that_no_source_names_is_refused() -> None:
    lacking = [Term(word, word, known=False) for word in ("varg", "skolmat", "isbrytare")]

    assert assess(_query(*_words(1), *lacking), [_having(0)]) == "no_evidence"


def test_figure_question_without_any_figure_is_refused() -> None:
    query = _query(*_words(3), form="figure", measure="share")

    assert assess(query, [_having(0)]) == "no_evidence"


# --- Sources of which nothing was learned ------------------------------------------


# What the corpus tells nothing of, and another one might.
STRANGE = {"concepts": (("people.child", 1.0),), "weight": 0.6}
CARRIED = [_having(0, 1, relevance=0.5, meaning=0.8, score=1.5, coverage=0.9) for _ in range(BEST)]


def test_what_is_asked_counts_only_of_sources_that_were_learned_of() -> None:
    asked = _query(*_words(2, **STRANGE))
    other = replace(asked, terms=tuple(_words(2, weight=0.6, concepts=(("dig.digitalise", 1.0),))))
    learned, elsewhere = Ground(500, lambda _: True), Ground(500, lambda _: False)

    assert assess(other, CARRIED, elsewhere) == assess(asked, CARRIED, elsewhere)
    assert elsewhere.is_elsewhere(CARRIED)
    assert not learned.is_elsewhere(CARRIED)


def test_most_of_the_best_tell_where_an_answer_comes_from() -> None:
    named = [replace(c, sentence=replace(c.sentence, source="b.txt")) for c in CARRIED]
    ground = Ground(500, lambda source: source == "a.txt")

    assert not ground.is_elsewhere([*CARRIED[:3], *named[:2]])
    assert ground.is_elsewhere([*CARRIED[:2], *named[:3]])


def test_document_is_known_by_its_text_whatever_its_file_is_called() -> None:
    (digest, file), *_ = table_rows(LEARNED_FROM)
    raw = (ROOT / "corpus" / file).read_text(encoding="utf-8")
    named = {"renamed.txt": document_of(raw), "own.txt": document_of(raw + " Och mer.")}

    ground = Ground.of(500, named.__getitem__)

    assert text_hash(named["renamed.txt"]) == digest
    assert ground.is_learned("renamed.txt")
    assert not ground.is_learned("own.txt")


def test_sources_that_were_learned_of_are_those_of_the_corpus(indexed_data: Path) -> None:
    evidence = open_parts(Settings(data=indexed_data), use_chroma=False).evidence

    ground = Ground.of(evidence.n_chunks, evidence.document)

    assert all(ground.is_learned(source.file) for source in evidence.sources())


# --- The score --------------------------------------------------------------------


def test_feature_without_a_weight_counts_nothing() -> None:
    assert refusal_score({"colour of the cover": 7.0}) == refusal_score({})


def test_features_add_up_each_by_itself() -> None:
    one, other = {"lacking share": 0.5}, {"relevance": 2.0}
    always = refusal_score({})

    assert refusal_score(one | other) - always == pytest.approx(
        (refusal_score(one) - always) + (refusal_score(other) - always)
    )
    assert refusal_score({"lacking share": 1.0}) - always == pytest.approx(
        2 * (refusal_score(one) - always)
    )


def test_every_feature_of_a_question_has_a_weight() -> None:
    name = Term("Lomma", "lomma", particular=True)
    queries = [
        _query(*_words(1), name),
        _query(*_words(1), form="figure"),
        _query(*_words(1), form="definition"),
    ]
    always = {table: refusal_score({}, table) for table in (TABLE, ELSEWHERE)}

    keys = {key for query in queries for key in refusal_features(query, [_having(0)], 500)}
    names = {key for key in keys if not key.startswith(ASKED)}  # of words, those learned have one

    without = [
        key
        for key in sorted(names)
        if all(refusal_score({key: 1.0}, table) == total for table, total in always.items())
    ]
    assert without == []


# --- Directions -------------------------------------------------------------------


def test_subject_of_which_the_sources_tell_nothing_speaks_for_refusing() -> None:
    """Of digitalisation they tell much, of schools and care nothing but the words."""
    told, untold = (
        _query(*_words(2, concepts=tuple((name, 1.0) for name in names)))
        for names in (("dig.digitalise",), ("soc.care", "soc.school"))
    )

    assert _score(untold, _having(0, 1)) > _score(told, _having(0, 1))


def test_name_that_stands_nowhere_is_refused_whatever_else_was_found() -> None:
    name = Term("Lomma", "lomma", particular=True)
    query = _query(*_words(2), name)

    found, lacking = (
        assess(query, [_having(*having, relevance=9.0, above_nothing=9.0, score=9.0)])
        for having in ((0, 1, 2), (0, 1))
    )

    assert found != "no_evidence"
    assert lacking == "no_evidence"


def test_names_that_stand_in_no_sentence_together_speak_for_refusing() -> None:
    names = [Term(n, n.lower(), particular=True) for n in ("Lomma", "Kävlinge")]
    query = _query(*names, *_words(2))

    assert _score(query, _having(0, 2), _having(1, 3)) > _score(query, _having(0, 1), _having(2, 3))


def test_things_that_no_source_names_speak_for_refusing() -> None:
    def scored(lacking: int) -> float:
        unknown = [replace(term, known=False) for term in _words(lacking)]
        known = [replace(term, word=f"x{term.word}") for term in _words(4 - lacking)]
        return _score(_query(*known, *unknown), _having(*range(4 - lacking)))

    assert scored(0) < scored(1) < scored(2)


def test_standing_above_what_no_sentence_has_speaks_against_refusing() -> None:
    query = _query(*_words(2))

    low, high = (_having(0, 1, score=4.0, above_nothing=above) for above in (-1.0, 1.0))

    assert _score(query, high) < _score(query, low) - 1.0


def test_relevance_speaks_against_refusing() -> None:
    query = _query(*_words(2))

    assert _score(query, _having(0, 1, relevance=1.0)) < _score(query, _having(0, 1))


@pytest.mark.parametrize(
    ("worse", "better"),
    [
        ("Larmen är bra.", "Larmen satt i 40 hus."),  # no number, one of another kind
        ("Larmen satt i 40 hus.", "Larmen kostade 40 kronor."),
    ],
)
def test_figure_question_is_refused_the_sooner_the_less_figure_there_is(
    worse: str, better: str
) -> None:
    money = _query(*_words(2), form="figure", measure="money")
    whatever = replace(money, measure=None)
    query = money if "40 hus" in worse else whatever

    assert _score(query, _having(0, 1, text=worse)) > _score(query, _having(0, 1, text=better))


@pytest.mark.parametrize(
    ("who", "what"),
    [
        ("Vem köpte larmen?", "Varför behövs larmen?"),
        ("Who bought the alarms?", "Why are the alarms needed?"),
    ],
)
def test_question_for_a_person_is_refused_sooner(who: str, what: str) -> None:
    query = _query(*_words(2))
    for_person = replace(query, standalone=who, asks_who=True)
    for_reason = replace(query, standalone=what)

    assert _score(for_person, _having(0, 1)) > _score(for_reason, _having(0, 1))


# --- The features -----------------------------------------------------------------


def test_words_carried_by_different_sentences_do_not_add_up() -> None:
    query = _query(*_words(4))

    together = refusal_features(query, [_having(0, 1, 2, 3)], 500)
    apart = refusal_features(query, [_having(0), _having(1), _having(2), _having(3)], 500)

    assert (together["carried"], apart["carried"]) == (1.0, 0.25)


def test_what_is_ranked_low_carries_nothing() -> None:
    query = _query(*_words(2))
    high = [_having(0) for _ in range(LOOKED_AT)]

    assert refusal_features(query, [*high, _having(0, 1)], 500)["carried"] == 0.5
    assert refusal_features(query, [*high[1:], _having(0, 1)], 500)["carried"] == 1.0


def test_meaning_and_relevance_are_those_of_the_best_on_average() -> None:
    best = [_having(0, meaning=0.2, relevance=float(i)) for i in range(BEST)]
    beyond = _having(0, meaning=1.0, relevance=99.0)

    features = refusal_features(_query(*_words(1)), [*best, beyond], 500)

    assert features["meaning"] == pytest.approx(0.2)
    assert features["relevance"] == pytest.approx(2.0)


def test_own_words_are_those_of_the_sentence_that_has_most() -> None:
    found = [_having(0, coverage=0.3), _having(0, coverage=0.6)]

    assert refusal_features(_query(*_words(1)), found, 500)["own words"] == 0.6


def test_question_is_told_by_the_weight_of_its_words() -> None:
    terms = [Term(f"ord{i}", f"ord{i}", weight=w) for i, w in enumerate((0.9, 0.5, 0.4))]
    beside = Term("nu", "nu", weight=0.8, aside=True)

    features = refusal_features(_query(*terms, beside), [_having(0)], 500)

    assert features["second heaviest"] == 0.5
    assert features["mean weight"] == pytest.approx(0.6)
    assert features["terms"] == pytest.approx(math.log(4))


def test_words_without_meaning_and_unknown_words_are_told_by_their_weight() -> None:
    known = _words(1, weight=0.6)
    blank = Term("tomt", "tomt", weight=0.3)
    unknown = Term("varg", "varg", weight=0.1, known=False)

    features = refusal_features(_query(*known, blank, unknown), [_having(0)], 500)

    assert features["without concept"] == pytest.approx(0.4)
    assert features["unknown"] == pytest.approx(0.1)


@pytest.mark.parametrize(
    ("said", "share"),
    [({}, 0.5), ({"thing": False}, 0.0), ({"aside": True}, 0.0), ({"known": True}, 0.0)],
)
def test_only_an_unknown_thing_that_was_asked_for_is_lacking(
    said: dict[str, bool], share: float
) -> None:
    term = replace(Term("varg", "varg", known=False), **said)  # type: ignore[arg-type]

    features = refusal_features(_query(*_words(1), term), [_having(0)], 500)

    assert features["lacking share"] == share
    assert features["lacking"] == features["lacking in Swedish"] == float(share > 0)


def test_name_of_a_source_is_not_lacking() -> None:
    query = _query(*_words(1), Term("Lomma", "lomma", known=False))

    assert refusal_features(query, [_having(0), _having(1)], 500)["lacking"] == 0.0


def test_two_things_lacking_are_several() -> None:
    def several(n: int) -> float:
        lacking = _words(n, known=False)
        return refusal_features(_query(*lacking), [_having()], 500)["lacking several"]

    assert (several(1), several(2)) == (0.0, 1.0)


def test_lack_in_an_english_question_is_told_apart() -> None:
    query = replace(_query(*_words(1, known=False)), language="en")

    features = refusal_features(query, [_having()], 500)

    assert (features["english"], features["lacking"]) == (1.0, 1.0)
    assert features["lacking in Swedish"] == 0.0


@pytest.mark.parametrize(
    ("found", "missing", "apart"),
    [
        ([(0, 1)], 0.0, 0.0),
        ([(0,), (1,)], 0.5, 1.0),
        ([(2,)], 1.0, 1.0),
    ],
)
def test_names_are_missing_and_apart(
    found: Sequence[tuple[int, ...]], missing: float, apart: float
) -> None:
    names = [Term(n, n.lower(), particular=True) for n in ("Lomma", "Kävlinge")]

    features = refusal_features(_query(*names, *_words(1)), [_having(*had) for had in found], 500)

    assert features["names"] == 1.0
    assert (features["names missing"], features["names apart"]) == (missing, apart)
    assert features["names unknown"] == 0.0


def test_name_in_the_sentence_beside_is_apart_and_not_missing() -> None:
    query = _query(*_words(1), Term("Lomma", "lomma", particular=True))
    found = replace(_having(0), near=frozenset({0, 1}))

    features = refusal_features(query, [found], 500)

    assert (features["names missing"], features["names apart"]) == (0.0, 1.0)


def test_name_that_no_source_knows_is_told() -> None:
    name = Term("Lomma", "lomma", particular=True, known=False)

    assert refusal_features(_query(name), [_having()], 500)["names unknown"] == 1.0


def test_question_without_names_tells_nothing_of_them() -> None:
    assert not [
        key for key in refusal_features(_query(*_words(1)), [_having(0)], 500) if "name" in key
    ]


@pytest.mark.parametrize(
    ("texts", "none", "none_best", "no_such"),
    [
        (["Larmen kostade 40 kronor."], 0.0, 0.0, 0.0),
        (["Larmen är bra."] * BEST + ["Larmen kostade 40 kronor."], 0.0, 1.0, 1.0),
        (["Larmen är bra."] * LOOKED_AT + ["Larmen kostade 40 kronor."], 1.0, 1.0, 1.0),
        (["Larmen satt i 40 hus."], 1.0, 1.0, 1.0),
    ],
)
def test_figure_is_looked_for_among_the_best(
    texts: Sequence[str], none: float, none_best: float, no_such: float
) -> None:
    query = _query(*_words(1), form="figure", measure="money")

    features = refusal_features(query, [_having(0, text=text) for text in texts], 500)

    assert features["no figure"] == none
    assert features["no figure among the best"] == none_best
    assert features["no such measure"] == no_such
    assert features["asks for money"] == 1.0


def test_measure_of_something_else_is_a_measure_and_no_figure() -> None:
    query = _query(*_words(3), form="figure", measure="money")

    features = refusal_features(query, [_having(0, text="Larmen kostade 40 kronor.")], 500)

    assert (features["no figure"], features["no such measure"]) == (1.0, 0.0)


@pytest.mark.parametrize(
    ("text", "more", "none"),
    [
        ("Vi har larm i tre hus.", 0, 1.0),
        ("Ett larm är en anordning som varnar.", 0, 0.0),
        ("Vi har larm i tre hus.", 2, 0.0),  # asks more than what it is
    ],
)
def test_question_for_what_it_is_wants_a_definition(text: str, more: int, none: float) -> None:
    query = _query(Term("larm", "larm"), *_words(more, weight=0.5), form="definition")

    assert refusal_features(query, [_having(0, text=text)], 500)["no definition"] == none


def test_only_a_figure_question_looks_for_figures_and_a_definition_for_definitions() -> None:
    told = refusal_features(_query(*_words(1)), [_having(0)], 500)

    assert not {"no figure", "no such measure", "no definition"} & told.keys()


@pytest.mark.parametrize("asks_who", [True, False])
def test_question_for_a_person_or_a_supplier_is_told(asks_who: bool) -> None:
    query = replace(_query(*_words(1)), asks_who=asks_who)

    assert refusal_features(query, [_having(0)], 500)["asks who"] == asks_who


def test_heavy_words_count_where_one_of_the_best_has_them_together() -> None:
    terms = [Term(f"ord{i}", f"ord{i}", weight=w) for i, w in enumerate((0.1, 0.9, 0.8, 0.7))]
    query = _query(*terms)

    together = refusal_features(query, [_having(0, 1), _having(1, 2, 3)], 500)
    apart = refusal_features(query, [_having(0, 1), _having(0, 2), _having(0, 3)], 500)

    assert together["heavy together"] == 1.0
    assert apart["heavy together"] == pytest.approx(1 / 3)


@pytest.mark.parametrize(
    ("asked", "said", "status"),
    [
        ("Vad rekommenderar Viken?", {}, "no_evidence"),
        ("Vad rekommenderar Viken?", {"said_by": "Viken (2010)"}, "answered"),
        ("Vad rekommenderar Viken?", {"section": ("Råd från Viken",)}, "answered"),
        ("What does Viken recommend?", {}, "no_evidence"),
        ("Vad finns i Viken?", {}, "answered"),
    ],
)
def test_word_of_somebody_is_told_by_what_is_theirs(
    asked: str, said: dict[str, object], status: str
) -> None:
    query = _query(*_words(2), Term("Viken", "viken", particular=True))
    found = _having(0, 1, relevance=CERTAIN)
    found = replace(found, sentence=replace(found.sentence, **said))  # type: ignore[arg-type]

    beside = _having(2, score=found.score - 1)  # it is heard of, farther down

    assert assess(replace(query, standalone=asked), [*[found] * BEST, beside]) == status


def test_source_that_is_asked_for_as_a_whole_is_not_refused() -> None:
    asked = _query(*_words(6, known=False), Term("Viken", "viken"))
    there = replace(_having(score=-CERTAIN, coverage=0.0), named=frozenset({6}))

    assert assess(asked, [there]) == "no_evidence"
    assert assess(replace(asked, gist=frozenset(range(6))), [there]) == "answered"


def test_what_stands_after_its_own_name_and_a_colon_is_a_definition() -> None:
    asked = _query(*_words(6, known=False), form="definition")
    short = {"score": -CERTAIN, "coverage": 0.0}
    told = _having(0, text="Ord0 ord1 ord2 ord3 ord4 ord5: en brygga för larm.", **short)
    other = _having(0, text="Ord0 ord1 ord2: en brygga för larm.", **short)

    assert assess(asked, [told]) == "answered"
    assert assess(asked, [other]) == "no_evidence"
    assert assess(replace(asked, form="open"), [told]) == "no_evidence"
