from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from advisor.documents.offsets import TracedText, is_repaired, to_raw, to_text
from advisor.types import Replacement


def _traced() -> TracedText:
    """ "Ny bro" read out of "**Ny**\\n bro", with "bro" repaired to "bron"."""
    raw = "**Ny**\n bro"
    traced = TracedText()
    traced.copy(raw, 2, 4)
    traced.put(" ", 6, 8, "layout")
    traced.copy(raw, 8, 11)
    traced.replace([Replacement(3, 6, "bron")])
    return traced


def test_copied_text_maps_to_the_character() -> None:
    assert to_raw(_traced().segments(), 1, 2) == (3, 4)


def test_repaired_word_is_taken_whole() -> None:
    assert to_raw(_traced().segments(), 4, 6) == (8, 11)


def test_only_a_span_that_touches_other_letters_is_repaired() -> None:
    segments = _traced().segments()

    assert is_repaired(segments, 3, 7)
    assert is_repaired(segments, 0, 4)
    assert not is_repaired(segments, 0, 3)


def test_white_space_and_marks_are_no_repair() -> None:
    assert not is_repaired(_traced().segments(), 1, 3)


def test_raw_text_that_was_left_out_has_no_place() -> None:
    assert to_text(_traced().segments(), 0, 2) is None


def test_added_label_has_no_raw_text_of_its_own() -> None:
    traced = TracedText()
    traced.put("Bro – läge: ", 5, 5, "label")
    traced.copy("Norr\tSöder", 5, 10)

    assert traced.text == "Bro – läge: Söder"
    assert to_raw(traced.segments(), 0, len(traced.text)) == (5, 10)


def test_strip_and_drop_keep_the_map() -> None:
    raw = "  mot-\nsatt "
    traced = TracedText()
    traced.copy(raw, 0, 6)
    traced.strip()
    traced.drop_last()
    traced.copy(raw, 7, 12)
    traced.strip()

    assert traced.text == "motsatt"
    assert to_raw(traced.segments(), 0, 7) == (2, 11)


_RAW = st.text(alphabet="abcåäö *-\n", min_size=1, max_size=60)


@st.composite
def _built(draw: st.DrawFn) -> tuple[str, TracedText]:
    """A raw text, and a reading text that skips, copies, respaces and repairs it in order."""
    raw = draw(_RAW)
    traced = TracedText()
    cuts = sorted(draw(st.sets(st.integers(0, len(raw)), max_size=8)) | {0, len(raw)})
    for start, end in pairwise(cuts):
        what = draw(st.sampled_from(["copy", "copy", "layout", "skip", "label"]))
        if what == "copy":
            traced.copy(raw, start, end)
        elif what == "layout":
            traced.put(" ", start, end, "layout")
        elif what == "label":
            traced.put("ny: ", start, start, "label")
            traced.copy(raw, start, end)
    if len(traced) > 2 and draw(st.booleans()):
        start = draw(st.integers(0, len(traced) - 1))
        end = draw(st.integers(start + 1, len(traced)))
        if all(kind == "same" for *_, kind in traced._origins[start:end]):
            traced.replace([Replacement(start, end, draw(st.sampled_from(["x", "xyz"])))])
    return raw, traced


@given(_built())
def test_segments_cover_the_text_once_and_in_order(built: tuple[str, TracedText]) -> None:
    raw, traced = built
    segments = traced.segments()

    assert [s.start for s in segments] == [0, *(s.end for s in segments)][: len(segments)]
    assert (segments[-1].end if segments else 0) == len(traced.text)
    for s in segments:
        assert 0 <= s.raw_start <= s.raw_end <= len(raw)
        if s.kind == "same":
            assert traced.text[s.start : s.end] == raw[s.raw_start : s.raw_end]


@given(_built(), st.data())
def test_there_and_back_covers_the_span(built: tuple[str, TracedText], data: st.DataObject) -> None:
    _, traced = built
    segments = traced.segments()
    same = [s for s in segments if s.kind == "same"]
    if not same:
        return
    first, last = data.draw(st.sampled_from(same)), data.draw(st.sampled_from(same))
    if last.start < first.start:
        first, last = last, first
    start = data.draw(st.integers(first.start, first.end - 1))
    end = data.draw(st.integers(max(start, last.start) + 1, last.end))

    back = to_text(segments, *to_raw(segments, start, end))

    assert back is not None
    assert back[0] <= start
    assert back[1] >= end
