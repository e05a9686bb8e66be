import pytest

from advisor.readers.decoding import NotTextError, decode


def test_byte_order_mark_is_left_out() -> None:
    assert decode(b"\xef\xbb\xbfHej") == ("Hej", ())
    assert decode("Hallå".encode("utf-16")) == ("Hallå", ())


def test_windows_1252_is_read_with_a_warning() -> None:
    text, warnings = decode("Små kommuner – bör".encode("cp1252"))

    assert text == "Små kommuner – bör"
    assert "Windows-1252" in warnings[0]


def test_utf_8_is_read_without_a_warning() -> None:
    assert decode("Små kommuner".encode()) == ("Små kommuner", ())


def test_declared_encoding_is_used_where_it_is_one_of_text() -> None:
    content = "Små € kommuner".encode("iso-8859-15")

    assert decode(content, "iso-8859-15") == ("Små € kommuner", ())
    assert "Windows-1252" in decode(content, "base64")[1][0]


@pytest.mark.parametrize(
    "content",
    [b"abc\0def", bytes(range(1, 256)), b"\x01\x02\x03 text", b"\xff\xfe\x00\xd8"],
    ids=["zero byte", "bytes that no letter has", "control characters", "broken UTF-16"],
)
def test_binary_content_is_refused(content: bytes) -> None:
    with pytest.raises(NotTextError, match="binary"):
        decode(content)
