"""Ranks of several rankings added up: never scores."""

from collections.abc import Mapping, Sequence

from hypothesis import given
from hypothesis import strategies as st

from advisor.retrieval.fusion import RANK_CONSTANT, FusedRetriever, fuse
from advisor.types import Hit, Query
from tests.fakes import FakeRetriever, query_for

ORDERS = st.lists(st.integers(0, 30), unique=True, max_size=20)
RANKINGS = st.dictionaries(st.sampled_from("abcd"), ORDERS, max_size=4)
WEIGHTS = st.fixed_dictionaries({name: st.floats(0.1, 5) for name in "abcd"})


@given(RANKINGS, WEIGHTS, st.integers(0, 40))
def test_fused_ranking_is_a_ranking_of_what_was_found(
    orders: Mapping[str, Sequence[int]], weights: Mapping[str, float], k: int
) -> None:
    hits = fuse(_hits(orders), weights, k)

    chunks = [hit.chunk for hit in hits]
    found = {chunk for order in orders.values() for chunk in order}
    assert [hit.rank for hit in hits] == list(range(1, len(hits) + 1))
    assert len(set(chunks)) == len(chunks) == min(k, len(found))
    assert set(chunks) <= found


@given(RANKINGS, WEIGHTS)
def test_chunks_come_in_the_order_of_their_added_ranks(
    orders: Mapping[str, Sequence[int]], weights: Mapping[str, float]
) -> None:
    hits = fuse(_hits(orders), weights, 100)

    def gain(chunk: int) -> float:
        return sum(
            weights[name] / (RANK_CONSTANT + order.index(chunk) + 1)
            for name, order in orders.items()
            if chunk in order
        )

    gains = [gain(hit.chunk) for hit in hits]
    assert gains == sorted(gains, reverse=True)


@given(ORDERS, WEIGHTS)
def test_rankings_that_agree_are_not_changed(
    order: Sequence[int], weights: Mapping[str, float]
) -> None:
    hits = fuse(_hits({"a": order, "b": order}), weights, 100)

    assert [hit.chunk for hit in hits] == order


@given(RANKINGS, WEIGHTS, st.integers(0, 10))
def test_fewer_hits_are_the_beginning_of_more(
    orders: Mapping[str, Sequence[int]], weights: Mapping[str, float], k: int
) -> None:
    assert fuse(_hits(orders), weights, k) == fuse(_hits(orders), weights, 100)[:k]


@given(ORDERS.filter(bool), WEIGHTS, st.integers(0, 30))
def test_a_better_rank_never_lowers_a_chunk(
    order: list[int], weights: Mapping[str, float], other: int
) -> None:
    last = order[-1]
    before = _place(fuse(_hits({"a": order, "b": [other]}), weights, 100), last)

    raised = [last, *order[:-1]]

    assert _place(fuse(_hits({"a": raised, "b": [other]}), weights, 100), last) <= before


def test_equal_gains_are_ordered_by_chunk() -> None:
    hits = fuse(_hits({"a": [7], "b": [3]}), {"a": 1.0, "b": 1.0}, 10)

    assert [hit.chunk for hit in hits] == [3, 7]


def test_fused_retriever_asks_each_ranking_to_its_depth() -> None:
    retrievers = {"a": FakeRetriever([1, 2, 3]), "b": FakeRetriever([3, 4])}

    shallow = FusedRetriever(retrievers, {"a": 1.0, "b": 1.0}, depth=1).retrieve(query_for(), 10)
    deep = FusedRetriever(retrievers, {"a": 1.0, "b": 1.0}).retrieve(query_for(), 2)

    assert [hit.chunk for hit in shallow] == [1, 3]
    assert deep == [Hit(3, 1), Hit(1, 2)]


def _hits(orders: Mapping[str, Sequence[int]]) -> dict[str, list[Hit]]:
    return {
        name: [Hit(chunk, rank) for rank, chunk in enumerate(order, 1)]
        for name, order in orders.items()
    }


def _place(hits: Sequence[Hit], chunk: int) -> int:
    return next(hit.rank for hit in hits if hit.chunk == chunk)


def test_a_follower_is_shown_what_the_others_agree_on() -> None:
    retrievers = {"a": FakeRetriever([1, 2]), "b": FakeRetriever([2, 3])}
    follower = _FakeFollower([7])

    hits = FusedRetriever(
        retrievers, {"a": 1.0, "b": 1.0, "c": 1.0}, followers={"c": follower}
    ).retrieve(query_for(), 10)

    assert follower.shown == [2, 1, 3]
    assert {hit.chunk for hit in hits} == {1, 2, 3, 7}


class _FakeFollower:
    def __init__(self, order: Sequence[int]) -> None:
        self.shown: list[int] = []
        self._order = order

    def retrieve_near(self, _query: Query, hits: Sequence[Hit], k: int) -> list[Hit]:
        self.shown = [hit.chunk for hit in hits]
        return [Hit(chunk, rank) for rank, chunk in enumerate(self._order[:k], 1)]
