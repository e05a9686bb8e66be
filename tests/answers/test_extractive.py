"""An answer is made of sentences that stand in the sources, few, readable and said once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import get_args

import pytest

from advisor.answers.extractive import FARTHEST, FARTHEST_ARGUMENT, ExtractiveComposer
from advisor.answers.profiles import IdealType
from advisor.types import Candidate, Draft, Profile, Query, Question, Term
from advisor.vocabulary import Bearing, Form, Measure, Sign, Status
from tests.fakes import Shelf, candidate_of

# Sentences of one length that share hardly a word.
THINGS = [
    "Broarna målas varje vår av lärlingar med rostskydd.",
    "Skolgårdar planteras tätare där solen bränner hårdast.",
    "Biblioteken lånar ut verktyg mot en symbolisk avgift.",
    "Parkbänkar flyttas efter önskemål från stadens äldre.",
    "Lekplatser besiktigas numera två gånger under sommaren.",
    "Museet öppnar gratis för barnfamiljer vissa söndagar.",
    "Cykelbanor sopas före bilvägar under vintern.",
    "Fontäner stängs av när grundvattnet sjunker kraftigt.",
    "Gatlyktor släcks nattetid utanför bebyggda områden.",
    "Simhallens bastu värms med överskott från mejeriet.",
    "Fritidsgårdar styrs delvis av valda ungdomar själva.",
    "Återbruket säljer möbler till nystartade föreningar.",
    "Odlingslotter fördelas genom lottning bland sökande.",
    "Kulturskolan undervisar i dans också på landsbygden.",
]


CERTAIN = 20.0  # relevance that nothing else outweighs when it is asked whether to refuse
FITTING = 5.0  # score with which a sentence surely answers, and those a little behind it


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


def _query(
    form: Form = "open",
    status: Status = "answered",
    measure: Measure | None = None,
    terms: int = 1,
    text: str = "?",
) -> Query:
    words = tuple(Term(f"ord{i}", f"ord{i}") for i in range(terms))
    return Query(Question(text), text, "sv", form, words, status=status, measure=measure)


def _compose(
    shelf: Shelf,
    candidates: Sequence[Candidate],
    form: Form = "open",
    relevance: float = CERTAIN,
    **said: object,
) -> Draft:
    """The draft of candidates that all are as relevant as told: no learned weight decides."""
    found = _fitting(candidates, relevance)
    return ExtractiveComposer(shelf).compose(_query(form, **said), found)  # type: ignore[arg-type]


def _fitting(candidates: Sequence[Candidate], relevance: float = CERTAIN) -> list[Candidate]:
    return [replace(c, relevance=relevance, score=c.score + FITTING) for c in candidates]


def _quotes(draft: Draft) -> list[str]:
    return [span.quote for statement in draft.statements for span in statement.spans]


def _apart(shelf: Shelf, texts: Sequence[str], **said: object) -> list[Candidate]:
    """Each text in a document of its own, best first."""
    found = [shelf.add(f"{i}.txt", text, **said)[0] for i, text in enumerate(texts)]
    return [candidate_of(c.sentence, 1 - i / 100) for i, c in enumerate(found)]


@pytest.mark.parametrize("form", get_args(Form))
def test_every_quote_stands_where_it_is_said_to_stand(shelf: Shelf, form: Form) -> None:
    texts = [f"{t[:-1]}, sedan 40 år." for t in THINGS]
    draft = _compose(shelf, _apart(shelf, ["Ord0 är en varning till alla.", *texts]), form)

    spans = [span for statement in draft.statements for span in statement.spans]
    assert spans
    assert all(shelf.document(s.source).text[s.start : s.end] == s.quote for s in spans)


@pytest.mark.parametrize(
    ("form", "most"),
    [("open", 8), ("decision", 8), ("risk", 8), ("comparison", 8), ("how", 8), ("list", 12)],
)
def test_statements_are_few(shelf: Shelf, form: Form, most: int) -> None:
    draft = _compose(shelf, _apart(shelf, THINGS), form)

    assert len(draft.statements) == most


def test_quoted_words_are_few(shelf: Shelf) -> None:
    # Words of its own for each sentence, or they would be taken for twins.
    own = [" ".join(f"{chr(97 + i)}{chr(97 + j)}ord" for j in range(20)) for i in range(26)]
    long = [f"{t[:-1]} {own[i]}{' och' * 15} sist." for i, t in enumerate(THINGS)]

    quotes = _quotes(_compose(shelf, _apart(shelf, long), "list"))

    assert len(quotes) > 2
    assert sum(len(quote.split()) for quote in quotes) <= 250


def test_twins_of_two_sources_become_one_statement_with_both(shelf: Shelf) -> None:
    one = "Fontäner stängs av när grundvattnet sjunker kraftigt."
    two = "När grundvattnet sjunker kraftigt stängs fontäner av."
    found = _apart(shelf, [one, THINGS[0], two])

    draft = _compose(shelf, found)

    assert [[s.source for s in statement.spans] for statement in draft.statements] == [
        ["0.txt", "2.txt"],
        ["1.txt"],
    ]


def test_sentence_that_leans_on_nothing_is_not_quoted(shelf: Shelf) -> None:
    found = shelf.add("a.txt", "Detta sparar stål åt hela länet.")

    draft = _compose(shelf, found)

    assert (draft.status, draft.statements) == ("no_evidence", ())


def test_question_of_a_source_is_never_quoted(shelf: Shelf) -> None:
    found = _apart(shelf, ["Hur ofta målas broarna?", THINGS[0]])

    assert _quotes(_compose(shelf, found)) == [THINGS[0]]


def test_what_one_place_says_is_one_statement_in_the_order_of_the_text(shelf: Shelf) -> None:
    first, second, third = shelf.add("a.txt", *THINGS[:3])
    others = _apart(shelf, THINGS[3:7])

    draft = _compose(shelf, [third, *others, candidate_of(first.sentence, 0.5)])

    assert [span.quote for span in draft.statements[0].spans] == [THINGS[0], THINGS[2]]
    assert second.sentence.text not in _quotes(draft)
    assert [s.spans[0].quote for s in draft.statements[1:]] == THINGS[3:7]


def test_items_of_a_list_are_one_statement_unless_a_list_is_asked_for(shelf: Shelf) -> None:
    items = shelf.add("lista.txt", *THINGS[:3], kind="list_item", group=1)

    told, listed = (_compose(shelf, items, form).statements for form in ("open", "list"))

    assert [[s.quote for s in statement.spans] for statement in told] == [THINGS[:3]]
    assert [[s.quote for s in statement.spans] for statement in listed] == [
        [text] for text in THINGS[:3]
    ]


def test_items_of_two_lists_are_told_apart(shelf: Shelf) -> None:
    first = shelf.add("a.txt", *THINGS[:2], kind="list_item", group=1)
    second = shelf.add("b.txt", *THINGS[2:4], kind="list_item", group=1)

    draft = _compose(shelf, [*first, *second])

    assert [[s.source for s in statement.spans] for statement in draft.statements] == [
        ["a.txt", "a.txt"],
        ["b.txt", "b.txt"],
    ]


def test_list_is_one_statement_where_its_items_are_more_than_there_is_room_for(
    shelf: Shelf,
) -> None:
    items = shelf.add("lista.txt", *THINGS[:13], kind="list_item", group=1)
    others = [replace(c, score=0.5) for c in _apart(shelf, THINGS[13:])]

    draft = _compose(shelf, [*items, *others], "list")

    assert [len(statement.spans) for statement in draft.statements] == [13, 1]


def test_list_is_introduced_by_its_lead_in_whichever_item_is_best(shelf: Shelf) -> None:
    lead, item, more = (
        "Broarna behöver detta:",
        "Rostskydd mot saltet.",
        "Lärlingar målar om våren.",
    )
    written = shelf.add("a.txt", lead, item, more, kind="list_item", group=1)
    led, rest = written[1], written[2]
    led = replace(led, sentence=replace(led.sentence, lead_in=(0, len(lead))), score=0.5)

    (statement,) = _compose(shelf, [rest, led]).statements

    assert statement.attribution is not None
    assert statement.attribution.endswith("”Broarna behöver detta”")


def test_steps_begin_with_what_a_source_recommends_on_just_that(shelf: Shelf) -> None:
    advice = [f"{text[:-1]} och det är viktigt." for text in THINGS[:9]]
    *others, last = _apart(shelf, advice, signs=frozenset({"advice"}))
    of_section = replace(last.sentence, role="recommendation")
    on_this, beside = (candidate_of(of_section, last.score, coverage=c) for c in (1.0, 0.1))

    told, left = (_quotes(_compose(shelf, [*others, c], "how")) for c in (on_this, beside))

    assert told[0] == of_section.text
    assert of_section.text not in left


def test_full_answer_takes_more_of_the_places_that_it_has(shelf: Shelf) -> None:
    first, second = shelf.add("a.txt", *THINGS[:2])
    others = _apart(shelf, THINGS[2:12])

    draft = _compose(shelf, [first, *others, candidate_of(second.sentence, 0.5)])

    assert len(draft.statements) == 8
    assert [span.quote for span in draft.statements[0].spans] == THINGS[:2]


def test_relayed_word_is_introduced_by_who_said_it(shelf: Shelf) -> None:
    found = shelf.add("a.txt", THINGS[0], voice="literature", said_by="Malm, 2010")

    (statement,) = _compose(shelf, found).statements

    assert statement.attribution == "Enligt Malm (2010), återgivet i dokumentet (2024)"


def test_list_that_answers_is_given_whole_and_in_order(shelf: Shelf) -> None:
    items = shelf.add("lista.txt", *THINGS[:5], kind="list_item", group=1)
    ranked = [candidate_of(items[i].sentence, 1 - i / 100, context=1.0) for i in (3, 1)]
    other = _apart(shelf, THINGS[6:9])

    quotes = _quotes(_compose(shelf, [*ranked, *other], "list"))

    assert quotes[:5] == THINGS[:5]


def test_figure_answer_holds_a_figure_of_the_kind_asked_for(shelf: Shelf) -> None:
    found = _apart(
        shelf,
        ["Bron målas varje vår.", "Bron är 40 meter lång.", "Bron kostade 90 000 kronor att måla."],
    )

    draft = _compose(shelf, found, "figure", measure="money")

    assert _quotes(draft) == ["Bron kostade 90 000 kronor att måla."]


def test_figure_that_is_not_there_is_not_replaced_by_another(shelf: Shelf) -> None:
    found = _apart(shelf, ["Bron är 40 meter lång.", "Bron målas varje vår."])

    draft = _compose(shelf, found, "figure", relevance=0.0, measure="money")

    assert (draft.status, draft.statements) == ("no_evidence", ())
    assert [span.quote for span in draft.nearest] == [c.sentence.text for c in found]


@pytest.mark.parametrize(("below", "told"), [(0.4, 2), (0.6, 1)])
def test_second_figure_is_told_where_it_is_nearly_as_good(
    shelf: Shelf, below: float, told: int
) -> None:
    one, two = _apart(shelf, ["Bron kostade 90 000 kronor.", "Muren gick på 7 miljoner."])

    draft = _compose(
        shelf, [one, candidate_of(two.sentence, one.score - below)], "figure", measure="money"
    )

    assert len(draft.statements) == told


def test_figure_that_leans_on_what_is_not_quoted_makes_room_for_one_that_does_not(
    shelf: Shelf,
) -> None:
    texts = ["Ytterligare 18 % av dem har ord0 i hallen.", "Ord0 finns hos 39 % av alla."]
    found = _apart(shelf, texts)
    leaning = replace(found[0], sentence=replace(found[0].sentence, leans=True))

    draft = _compose(shelf, [leaning, found[1]], "figure", measure="share")

    assert _quotes(draft) == [texts[1]]


def test_figure_of_those_who_lack_it_comes_after_that_of_those_who_have_it(shelf: Shelf) -> None:
    texts = ["Hos 39 % finns inte ord0 alls.", "Hos 12 % finns ord0 sedan länge."]

    draft = _compose(shelf, _apart(shelf, texts), "figure", measure="share")

    assert _quotes(draft)[0] == texts[1]


def test_answer_that_has_a_name_of_the_question_nowhere_is_one_in_part(shelf: Shelf) -> None:
    named = replace(_query(), terms=(Term("ord0", "ord0"), Term("Lomma", "lomma", particular=True)))
    found = _fitting(_apart(shelf, THINGS[:2]))
    told = [replace(c, near=c.near | {1}) for c in found]
    composer = ExtractiveComposer(shelf)

    assert composer.compose(named, told).status == "answered"
    assert composer.compose(named, [*found, *told][:2]).status != "answered"


def test_figure_about_what_was_asked_comes_before_another_that_is_ranked_higher(
    shelf: Shelf,
) -> None:
    other, asked = _apart(shelf, ["Muren gick på 7 miljoner.", "Bron kostade 90 000 kronor."])
    every = frozenset({0, 1, 2})
    found = [other, replace(asked, score=other.score - 0.3, found=every, near=every)]

    draft = _compose(shelf, found, "figure", measure="money", terms=3)

    assert _quotes(draft)[0] == "Bron kostade 90 000 kronor."


def test_figure_of_what_a_follow_up_names_comes_before_that_of_the_question_before(
    shelf: Shelf,
) -> None:
    of_bridge, of_wall = _apart(shelf, ["Bron kostade 90 000 kronor.", "Muren gick på 7 miljoner."])
    first, second = frozenset({0}), frozenset({1})
    found = [
        replace(of_bridge, found=first),
        replace(of_wall, found=second, score=of_bridge.score - 0.6),
    ]
    alone = replace(_query("figure", measure="money", terms=2), standalone="ord1?")
    leaning = replace(alone, question=Question("och ord1 då?"), standalone="ord0 – ord1 då?")
    composer = ExtractiveComposer(shelf)
    certain = _fitting(found)

    asked_alone = composer.compose(replace(alone, question=Question("ord1?")), certain)
    asked_after = composer.compose(leaning, certain)

    assert _quotes(asked_alone)[0] == "Bron kostade 90 000 kronor."
    assert _quotes(asked_after)[0] == "Muren gick på 7 miljoner."


def test_names_that_were_asked_for_come_before_what_is_told_of_some(shelf: Shelf) -> None:
    found = _apart(shelf, ["Några kommuner har målat en bro.", "Lomma har målat sin bro."])
    asked = "Vilka kommuner har målat en bro?"

    assert _quotes(_compose(shelf, found))[0] == found[0].sentence.text
    assert _quotes(_compose(shelf, found, text=asked))[0] == found[1].sentence.text


def test_definition_puts_the_sentence_that_defines_first(shelf: Shelf) -> None:
    found = _apart(shelf, ["Staden har ord0 i tre kvarter.", "Ord0 är ett möte för grannar."])

    draft = _compose(shelf, found, "definition")

    assert _quotes(draft)[0] == "Ord0 är ett möte för grannar."


@pytest.mark.parametrize(
    ("aspect", "first"),
    [
        ("benefit", "Bron är en fördel för grannarna i kvarteret."),
        ("drawback", "Bron är ett problem för båtar på ån."),
        (None, "Bron är ett problem för båtar på ån."),
    ],
)
def test_side_that_was_asked_about_comes_before_the_other(
    shelf: Shelf, aspect: Sign | None, first: str
) -> None:
    found = _apart(
        shelf,
        ["Bron är ett problem för båtar på ån.", "Bron är en fördel för grannarna i kvarteret."],
    )
    certain = _fitting(found)
    query = replace(_query(), aspect=aspect)

    draft = ExtractiveComposer(shelf).compose(query, certain)

    assert _quotes(draft)[0] == first


def test_decision_argues_in_the_order_of_roles(shelf: Shelf) -> None:
    found = _apart(
        shelf,
        [
            "Risken är att ord0 flagnar.",
            "Fördelen med ord0 är en längre livslängd.",
            "Nämnden bör köpa ord0.",
            "Om ord0 håller beror på vädret i maj.",
        ],
        role="conclusion",
    )

    draft = _compose(shelf, found, "decision")

    assert [s.role for s in draft.statements] == [
        "recommendation",
        "argument_for",
        "argument_against",
        "condition",
    ]


def test_risk_answer_tells_drawbacks_before_anything_else(shelf: Shelf) -> None:
    found = _apart(shelf, [THINGS[1], "Risken är att färgen flagnar."])

    draft = _compose(shelf, found, "risk")

    assert [s.role for s in draft.statements] == ["argument_against", "finding"]


def test_decision_is_not_all_advice_where_a_drawback_is_known(shelf: Shelf) -> None:
    advice = [f"Nämnden bör besluta att {t[0].lower()}{t[1:]}" for t in THINGS[:10]]
    found = _apart(shelf, [*advice, "Risken är att färgen flagnar."])

    assert "Risken är att färgen flagnar." in _quotes(_compose(shelf, found, "decision"))


def test_what_is_far_from_the_best_is_left_out(shelf: Shelf) -> None:
    best, far = _apart(shelf, THINGS[:2])

    near = _compose(shelf, [best, candidate_of(far.sentence, best.score - FARTHEST)])
    beyond = _compose(shelf, [best, candidate_of(far.sentence, best.score - FARTHEST - 0.1)])

    assert _quotes(near) == THINGS[:2]
    assert _quotes(beyond) == [THINGS[0]]


def test_difficulty_is_told_though_it_stands_farther_down_than_other_things(shelf: Shelf) -> None:
    risk = "Risken är att färgen flagnar."
    best, *farther = _apart(shelf, [THINGS[0], THINGS[1], risk])
    far_down = [candidate_of(c.sentence, best.score - FARTHEST_ARGUMENT) for c in farther]

    draft = _compose(shelf, [best, *far_down], "risk")

    assert sorted(_quotes(draft)) == sorted([THINGS[0], risk])


def test_nothing_usable_is_no_evidence_with_what_is_nearest(shelf: Shelf) -> None:
    found = _apart(shelf, THINGS[:5])

    draft = _compose(shelf, found, relevance=-CERTAIN)

    assert (draft.status, draft.statements) == ("no_evidence", ())
    assert [span.quote for span in draft.nearest] == THINGS[:3]


def test_statement_far_behind_the_best_is_told_last_and_apart(shelf: Shelf) -> None:
    far, *near = _apart(shelf, THINGS[:3])

    draft = _compose(shelf, [*near, replace(far, score=near[0].score - 1.9)])

    assert [s.spans[0].quote for s in draft.statements][-1] == THINGS[0]
    assert [s.bearing for s in draft.statements] == ["close", "close", "loose"]


@pytest.mark.parametrize(
    ("text", "bearing"),
    [("Nämnden bör köpa ord0.", "close"), ("Risken är att ord0 flagnar.", "loose")],
)
def test_advice_on_a_decision_is_told_however_far_behind_the_best_it_is(
    shelf: Shelf, text: str, bearing: Bearing
) -> None:
    best, other = _apart(shelf, [THINGS[0], text], role="conclusion")

    draft = _compose(shelf, [best, replace(other, score=best.score - 1.9)], "decision")

    assert {s.spans[0].quote: s.bearing for s in draft.statements} == {
        THINGS[0]: "close",
        text: bearing,
    }


@pytest.mark.parametrize(("score", "status"), [(2.0, "partial"), (6.0, "answered")])
def test_answer_whose_best_statement_may_not_answer_is_one_in_part(
    shelf: Shelf, score: float, status: Status
) -> None:
    found = [replace(c, relevance=CERTAIN, score=score) for c in _apart(shelf, THINGS[:1])]

    assert ExtractiveComposer(shelf).compose(_query(), found).status == status


def test_partial_answer_shows_what_else_is_near(shelf: Shelf) -> None:
    words = frozenset({0, 1, 2})
    found = [candidate_of(c.sentence, c.score, near=words) for c in _apart(shelf, THINGS[:9])]

    doubtful = [replace(c, relevance=CERTAIN, score=c.score + 1) for c in found]

    draft = ExtractiveComposer(shelf).compose(_query(terms=5), doubtful)

    assert draft.status == "partial"
    assert [span.quote for span in draft.nearest] == THINGS[8:9]


def test_errand_gets_what_is_nearest(shelf: Shelf) -> None:
    draft = _compose(shelf, _apart(shelf, THINGS[:1]), status="no_evidence")

    assert (draft.status, draft.statements) == ("no_evidence", ())
    assert [span.quote for span in draft.nearest] == THINGS[:1]


@pytest.mark.parametrize("status", ["refused", "clarification"])
def test_what_is_no_question_to_look_up_gets_nothing(shelf: Shelf, status: Status) -> None:
    draft = _compose(shelf, _apart(shelf, THINGS), status=status)

    assert draft == Draft(status, ())


# --- The profile ------------------------------------------------------------------

SMALL = Profile(population=5_000)
WHO = "Den trygga kommunen är en av de mindre kommunerna i landet."
ADVICE = "Den trygga kommunen bör köpa grindar tillsammans med grannen."


def _compose_for(
    shelf: Shelf, profile: Profile | None, found: Sequence[Candidate], form: Form = "open"
) -> Draft:
    """The draft for an asker; the sources tell of one kind of municipality, a small one."""
    query = replace(_query(form), question=Question("?", profile=profile))
    sure = _fitting(found)
    told = shelf.add("slag.txt", WHO, ADVICE)
    who, advice = (candidate.sentence for candidate in told)
    types = [IdealType("slag.txt", "trygga", 2, who, advice)]
    return ExtractiveComposer(shelf, lambda: types).compose(query, sure)


@pytest.mark.parametrize(("population", "first"), [(5_000, 1), (60_000, 0), (None, 0)])
def test_finding_for_municipalities_like_the_asker_s_comes_first(
    shelf: Shelf, population: int | None, first: int
) -> None:
    texts = ["Stora kommuner köper grindar.", "Små kommuner lånar stängsel av bönder."]

    draft = _compose_for(shelf, Profile(population=population), _apart(shelf, texts))

    assert _quotes(draft)[0] == texts[first]


def test_what_is_said_to_the_asker_s_kind_is_told_last(shelf: Shelf) -> None:
    draft = _compose_for(shelf, SMALL, _apart(shelf, THINGS[:2]))

    assert [(s.role, s.spans[0].quote) for s in draft.statements] == [
        ("finding", THINGS[0]),
        ("finding", THINGS[1]),
        ("finding", WHO),
        ("recommendation", ADVICE),
    ]


def test_what_is_said_to_the_asker_s_kind_has_room_kept_for_it(shelf: Shelf) -> None:
    draft = _compose_for(shelf, SMALL, _apart(shelf, THINGS))

    assert len(draft.statements) == 8
    assert _quotes(draft)[-2:] == [WHO, ADVICE]


@pytest.mark.parametrize(
    ("profile", "form"),
    [
        (None, "open"),
        (Profile(), "open"),
        (Profile(population=90_000), "open"),
        (SMALL, "figure"),
        (SMALL, "definition"),
    ],
)
def test_nothing_is_said_of_a_kind_where_none_fits_or_none_is_wanted(
    shelf: Shelf, profile: Profile | None, form: Form
) -> None:
    found = _apart(shelf, ["Ord0 är 40 meter lång.", "Ord0 är 50 meter lång."])

    draft = _compose_for(shelf, profile, found, form)

    assert draft.statements
    assert not {WHO, ADVICE} & set(_quotes(draft))


def test_same_candidates_give_the_same_draft(shelf: Shelf) -> None:
    found = _apart(shelf, THINGS)

    assert _compose(shelf, found, "decision") == _compose(shelf, found, "decision")


# --- Whose it is ------------------------------------------------------------------


def _asking_of(name: str) -> Query:
    text = f"Hur är ord0 i {name}?"
    terms = (Term("ord0", "ord0"), Term(name, name.lower()))
    return Query(Question(text), text, "sv", "open", terms)


def _on(name: str, candidate: Candidate) -> Candidate:
    return replace(candidate, sentence=replace(candidate.sentence, subject=(name,)))


def test_question_on_one_is_not_answered_with_what_is_said_of_another(shelf: Shelf) -> None:
    first, second = shelf.add("a.txt", *THINGS[:2])
    candidates = _fitting([_on("Ekvik", first), _on("Sjöbo", second)])

    assert _quotes(ExtractiveComposer(shelf).compose(_asking_of("Ekvik"), candidates)) == [
        THINGS[0]
    ]
    assert _quotes(ExtractiveComposer(shelf).compose(_asking_of("Sjöbo"), candidates)) == [
        THINGS[1]
    ]


def test_question_on_one_is_refused_where_all_is_said_of_another(shelf: Shelf) -> None:
    *others, own = shelf.add("a.txt", *THINGS[:3], "Vad kostar broarna i Ekvik egentligen?")
    candidates = _fitting([*(_on("Sjöbo", c) for c in others), _on("Ekvik", own)])

    draft = ExtractiveComposer(shelf).compose(_asking_of("Ekvik"), candidates)
    of_others = ExtractiveComposer(shelf).compose(_asking_of("Sjöbo"), candidates)

    assert (draft.status, draft.statements) == ("no_evidence", ())
    assert of_others.statements


def test_sentence_that_does_not_name_whom_it_is_on_is_told_apart(shelf: Shelf) -> None:
    general, unnamed = shelf.add("a.txt", *THINGS[:2])

    found = _fitting([general, _on("Ekvik", unnamed)])
    draft = ExtractiveComposer(shelf).compose(_query(), found)

    said = [str(statement.attribution) for statement in draft.statements]
    assert [it.endswith(", om Ekvik") for it in said] == [False, True]
