"""Pictures of the page are small, and each has a name of its own."""

from __future__ import annotations

import io

from PIL import Image

from tests.ui.screenshots import MOST_BYTES, PICTURES, reduced


def test_picture_of_many_colours_is_made_small_enough_and_keeps_its_size() -> None:
    noisy = Image.effect_noise((500, 400), 90).convert("RGB")
    png = io.BytesIO()
    noisy.save(png, "PNG")

    small = reduced(png.getvalue())

    assert len(png.getvalue()) > MOST_BYTES
    assert len(small) <= MOST_BYTES
    assert Image.open(io.BytesIO(small)).size == (500, 400)


def test_no_picture_takes_the_place_of_another() -> None:
    names = [picture.name for picture in PICTURES]

    assert len(set(names)) == len(names)
