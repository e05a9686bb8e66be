import pytest

from advisor.readers.visibility import is_white


@pytest.mark.parametrize("colour", [(255, 255, 255), (240, 240, 240), (250, 255, 240)])
def test_nearly_white_is_white(colour: tuple[int, int, int]) -> None:
    assert is_white(*colour)


@pytest.mark.parametrize("colour", [(0, 0, 0), (239, 255, 255), (255, 255, 0)])
def test_colour_that_one_part_darkens_is_not_white(colour: tuple[int, int, int]) -> None:
    assert not is_white(*colour)
