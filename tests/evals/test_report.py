"""The page: whole by itself, silent on test questions, and safe with any text."""

import json
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from evals.external import Row
from evals.finished import Finished, whole_json
from evals.gate import Verdict
from evals.gold import Evidence, Nugget
from evals.junit import junit
from evals.metrics import Group, Loss
from evals.report import html
from evals.results import NOTHING, Gain, summary_of
from evals.statistics import Figure
from tests.evals.builders import (
    COUNT,
    LOST,
    RIGHT,
    figure_of,
    finished_of,
    item_of,
    question_of,
    repeated,
)

HIDDEN = repeated(
    item_of(
        question_of(
            Nugget("Dold punkt.", True, (Evidence("a.txt", "dolt belägg"),)),
            id="hemlig-1",
            split="test",
            kind="risk",
            question="Hemlig fråga?",
            history=("Hemligt förut?",),
        ),
        False,
        quotes=("dolt citat",),
        lost=(Loss(0, "not indexed"),),
    )
)


class Page(HTMLParser):
    """What a browser would make of a page: its tags, its attributes and its words."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.words: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}
        self.ids += [value or "" for name, value in attrs if name == "id"]
        self.links += [value or "" for name, value in attrs if name == "href"]

    def handle_data(self, data: str) -> None:
        if self.tags[-1:] != ["style"]:
            self.words += data.split()

    @property
    def text(self) -> str:
        return " ".join(self.words)


def text_of(finished: Finished) -> str:
    """What a reader of the page sees, white space made one."""
    return Page(html(finished)).text


@pytest.fixture
def whole() -> Finished:
    """A run with something in every part of the page."""
    gain = Gain("BM25", Group("dev", "sv"), figure_of(-0.25), NOTHING, figure_of(-0.5))
    hidden_gain = replace(gain, group=Group("test", "sv"))
    return finished_of(
        *(RIGHT, LOST, *HIDDEN),
        before=summary_of([RIGHT, item_of(LOST.question, True), *HIDDEN]),
        gains=(gain, hidden_gain),
        external=(Row("words", r1=0.5, r10=0.75, ndcg10=0.625, by_question={}),),
        skipped=None,
    )


def test_the_page_loads_nothing(whole: Finished) -> None:
    text = html(whole)

    page = Page(text)
    assert page.attributes.isdisjoint({"src", "srcset", "data", "action", "poster"})
    assert page.links == ["#sv-002"]  # within the page
    assert {"script", "link", "img", "iframe", "object", "base"}.isdisjoint(page.tags)
    assert not any(outside in text for outside in ("url(", "@import", "http:", "https:", "//"))


def test_no_test_question_is_in_the_page_the_results_or_the_junit_file(whole: Finished) -> None:
    secrets = ("hemlig", "dold", "dolt", "risk", "not indexed")

    written = (html(whole), json.dumps(whole_json(whole), ensure_ascii=False), junit(whole))

    assert "test, Swedish" in written[0]
    for text in written:
        assert "sv-002" in text
        assert [secret for secret in secrets if secret in text.lower()] == []


def test_markup_in_questions_and_quotes_is_shown_and_not_obeyed() -> None:
    markup = "<script>alert('a & b')</script>"
    evil = Nugget(f"punkt {markup}", True, (Evidence(f"källa {markup}", f"belägg {markup}"),))
    asked = question_of(evil, question=f"fråga {markup}", history=(f"förut {markup}",))
    item = item_of(asked, False, quotes=(f"citat {markup}",), lost=(Loss(0, "not cited"),))

    page = Page(html(finished_of(item, verdict=Verdict((f"fel {markup}",)))))

    assert "script" not in page.tags
    for where in ("punkt", "källa", "belägg", "fråga", "förut", "citat", "fel"):
        assert f"{where} {markup}" in page.text


def test_a_failed_question_is_shown_with_its_points_their_stage_and_what_was_found() -> None:
    text = text_of(finished_of(RIGHT, LOST))

    failed = text[text.index("What failed in dev") :]
    assert "not selected: 1" in failed
    assert "sv-002 (list, covered 0.00) Vad är det? › Fråga sv-002?" in failed
    assert "Missed: en två tre fyra not selected, sentence 7 of the ranking" in failed
    assert "a.txt en två tre fyra Found: fem sex" in failed
    assert "in no sentence" not in failed
    assert "sv-001" not in failed


def test_a_lost_point_that_no_sentence_held_is_said_to_be_in_none() -> None:
    lost = item_of(LOST.question, False, lost=(Loss(0, "not retrieved"),))

    assert "not retrieved, in no sentence found" in text_of(finished_of(lost))


def test_questions_wrongly_answered_and_wrongly_refused_are_told_apart() -> None:
    answered = item_of(question_of(id="sv-003", refuse="near"), refused=False)
    refused = item_of(question_of(COUNT, id="sv-004"), False, refused=True)

    first, second = text_of(finished_of(answered)), text_of(finished_of(refused))

    assert "Should have been refused (near), and was answered." in first
    assert "Was refused, and can be answered." in second
    assert "Was refused" not in first


def test_charts_show_the_run_before_beside_this_one() -> None:
    items = [item_of(question_of(COUNT, id=f"sv-{n}"), n > 0) for n in range(4)]
    before = [item_of(item.question, n > 2) for n, item in enumerate(items)]

    text = text_of(finished_of(*items, before=summary_of(before)))

    assert "dev, Swedish n 4 0.75 before 0.25" in text
    assert "list n 4 0.75 before 0.25" in text


def test_charts_without_a_run_before_show_this_one_alone() -> None:
    text = text_of(finished_of(RIGHT))

    assert "dev, Swedish n 1 1.00" in text
    assert "before" not in text


def test_what_was_won_and_lost_is_said_beside_what_it_is_compared_with() -> None:
    swapped = [item_of(RIGHT.question, False), item_of(LOST.question, True)]
    before = summary_of(swapped, created="2025-12-24")

    text = text_of(finished_of(RIGHT, LOST, before=before))

    assert "Compared with baseline.json of 2025-12-24" in text
    assert "Right before, wrong now: sv-002" in text
    assert "Wrong before, right now: sv-001" in text


def test_without_a_run_before_that_is_said() -> None:
    text = text_of(finished_of(RIGHT))

    assert "No baseline to compare with" in text
    assert "What changed in dev" not in text
    assert "Compared with" not in text


def test_what_changed_is_a_table_of_figures_before_and_now() -> None:
    before = summary_of([item_of(RIGHT.question, False)])

    text = text_of(finished_of(RIGHT, before=before))

    assert "Swedish all truthfulness 1 -1.000 1.000 +2.000 (+2.00 +2.00)" in text
    assert "Swedish all deflection_fpr 1 0.000 0.000 +0.000 (+0.00 +0.00)" in text
    assert "Swedish list truthfulness 1 -1.000 1.000 +2.000 (+2.00 +2.00)" in text


def test_a_change_is_starred_beyond_noise_and_nothing_else_is_claimed_of_it() -> None:
    some = repeated(item_of(RIGHT.question, False), 6)
    right = [item_of(item.question, True) for item in some]

    few = text_of(finished_of(*right[:4], before=summary_of(some[:4])))
    enough = text_of(finished_of(*right, before=summary_of(some)))

    assert "truthfulness 4 -1.000 1.000 +2.000 (+2.00 +2.00) " in few
    assert "truthfulness 6 -1.000 1.000 +2.000 (+2.00 +2.00)*" in enough
    assert "within noise" not in few + enough


def test_a_question_that_was_right_leads_to_its_details_which_come_first() -> None:
    always = item_of(question_of(COUNT, id="sv-000"), False)
    before = summary_of([always, item_of(LOST.question, True)])

    page = Page(html(finished_of(always, LOST, before=before)))

    assert page.links == ["#sv-002"]
    assert page.ids == ["sv-002", "sv-000"]
    failed = page.text[page.text.index("What failed in dev") :]
    titles = ("Right before, wrong now", "sv-002", "The others", "sv-000")
    places = [failed.index(title) for title in titles]
    assert places == sorted(places)


def test_failures_are_not_divided_where_none_was_right_before() -> None:
    text = text_of(finished_of(LOST))

    assert "Right before, wrong now" not in text
    assert "The others" in text


def test_the_gate_is_said_with_its_problems() -> None:
    passed = text_of(finished_of(RIGHT))
    failed = text_of(finished_of(RIGHT, verdict=Verdict(("One fell.", "Another fell."))))

    assert "The gate Passed." in passed
    assert "The gate Not passed. One fell. Another fell." in failed


def test_the_invariants_are_said_of_how_many() -> None:
    shown = item_of(RIGHT.question, True, true_quotes=(True, True, False, True))

    assert "quote_fidelity: 0.7500 of 4" in text_of(finished_of(shown))


def test_the_reason_why_the_external_questions_were_skipped_is_shown() -> None:
    assert "Skipped: no such folder." in text_of(finished_of(RIGHT, skipped="no such folder"))


def test_external_rankings_and_other_ways_are_shown(whole: Finished) -> None:
    text = text_of(whole)

    assert "words 0.500 0.750 0.625" in text
    assert "BM25 -0.250 (-0.25 -0.25) -0.250 (-0.25 -0.25)" in text
    assert "BM25 -0.500 (-0.50 -0.50) -0.500 (-0.50 -0.50)" in text
    assert "nDCG@10 way of answering" not in text
    assert "Skipped" not in text


def test_a_figure_is_shown_with_its_interval() -> None:
    summary = summary_of([RIGHT])
    wide = {Group("dev", "sv"): {"strict_vital_score": Figure(8, 0.5, 0.25, 0.75)}}

    text = text_of(replace(finished_of(RIGHT), summary=replace(summary, figures=wide)))

    assert "dev, Swedish 0.500 (0.25 0.75)" in text
