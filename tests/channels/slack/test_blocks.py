"""Words in Slack's blocks: whole, within its limits, and nothing but words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.channels.slack import blocks
from tests.channels.slack.limits import active, faults


@given(st.text(alphabet=st.sampled_from("ab å\U0001f600"), max_size=200), st.integers(5, 40))
def test_pieces_lose_no_letter_and_cut_no_word_that_fits(text: str, most: int) -> None:
    pieces = list(blocks.pieces(text, most))

    assert all(len(piece) <= most for piece in pieces)
    assert all(pieces) or not text.strip()
    assert "".join(pieces).replace(" ", "") == text.replace(" ", "")
    if all(len(word) <= most for word in text.split()):
        assert [word for piece in pieces for word in piece.split()] == text.split()


def test_shortened_text_ends_with_a_whole_word_and_dots() -> None:
    assert blocks.shortened("Ska vi samverka om e-arkiv", 20) == "Ska vi samverka om …"


def test_text_that_fits_is_not_shortened() -> None:
    assert blocks.shortened("Ska vi samverka", 15) == "Ska vi samverka"


@pytest.mark.parametrize("text", ["", "\x00", "‮", "\n"])
def test_text_of_which_nothing_is_seen_is_a_blank_that_slack_takes(text: str) -> None:
    made = [blocks.section(text), *blocks.rich(blocks.lines(text))]

    assert faults(made) == []


def test_rich_text_goes_on_in_another_block_when_one_is_full() -> None:
    made = list(blocks.rich(blocks.bullets(["ord " * 600] * 3)))

    assert len(made) == 3
    assert faults(made) == []


def test_blocks_beyond_what_a_post_holds_go_into_another() -> None:
    made = [blocks.section(f"rad {number}") for number in range(120)]

    posts = blocks.messages(made)

    assert [len(post.blocks) for post in posts] == [50, 50, 20]
    assert [block for post in posts for block in post.blocks] == made


def test_post_is_not_longer_than_slack_takes() -> None:
    posts = blocks.messages([blocks.section("o" * 2000) for _ in range(20)])

    assert len(posts) == 5
    assert all(len(post.text) <= blocks.MOST_MESSAGE_CHARS + 100 for post in posts)


def test_words_for_notifications_are_those_of_the_blocks() -> None:
    made = [
        *blocks.rich([*blocks.lines("Rubrik", bold=True), *blocks.bullets(["ett", "två"])]),
        *blocks.rich(blocks.quotation("sagt")),
        blocks.divider(),
        blocks.section("källa", blocks.button("Visa", "show", "1")),
        blocks.actions(blocks.button("Ja", "yes", "1"), blocks.button("Nej", "no", "1")),
    ]

    (post,) = blocks.messages(made)

    assert post.text == "Rubrik\n- ett\n- två\nsagt\nkälla\nJa | Nej"


def test_words_for_notifications_hold_no_markup() -> None:
    (post,) = blocks.messages([*blocks.rich(blocks.lines("<!channel> & <https://x.se|y>"))])

    assert post.text == "&lt;!channel&gt; &amp; &lt;https://x.se|y&gt;"
    assert active(post.blocks, post.text) == []


def test_button_that_cannot_hold_its_value_is_refused() -> None:
    with pytest.raises(ValueError, match="2000"):
        blocks.button("Visa", "show", "x" * 2001)
