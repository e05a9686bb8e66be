import zipfile
from collections.abc import Mapping
from io import BytesIO
from random import Random

import pytest

from advisor.errors import UnreadableFileError
from advisor.readers.zip_package import PackageFormat, check_package

FORMAT = PackageFormat("ODT", program="LibreOffice")
NOISE = Random(1).randbytes(5_000)  # cannot be packed


def _package(parts: Mapping[str, bytes]) -> bytes:
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return content.getvalue()


def test_sound_package_passes() -> None:
    check_package(_package({"content.xml": b"<a/>", "Pictures/a.bin": b"<!DOCTYPE"}), FORMAT)


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ({"../../borta.txt": b"x"}, "points outside"),
        ({"/etc/borta.txt": b"x"}, "points outside"),
        ({"word\\..\\..\\borta.txt": b"x"}, "points outside"),
        ({"C:/borta.txt": b"x"}, "points outside"),
        ({f"{number}.bin": b"x" for number in range(2_001)}, "parts .* LibreOffice and save"),
        ({"a.bin": bytes(20_000_000)}, "times when unpacked .* LibreOffice and save"),
        ({"a.xml": b'<?xml version="1.0"?><!DOCTYPE a []><a/>'}, "document type, .* LibreOffice"),
        ({"a.rels": "<!DOCTYPE a><a/>".encode("utf-16")}, "document type"),
        ({"a.XML": b" " * 65_530 + b"<!DOCTYPE a><a/>", "b.bin": NOISE}, "document type"),
    ],
)
def test_package_built_to_do_harm_is_refused(parts: dict[str, bytes], reason: str) -> None:
    with pytest.raises(UnreadableFileError, match=reason):
        check_package(_package(parts), FORMAT)


def test_package_whose_parts_are_encrypted_is_refused() -> None:
    content = bytearray(_package({"content.xml": b"<a/>"}))
    content[content.index(b"PK\x01\x02") + 8] |= 1  # the flag that says so

    with pytest.raises(UnreadableFileError, match="encrypted"):
        check_package(bytes(content), FORMAT)


@pytest.mark.parametrize(
    "content",
    [b"hej", b"PK\x03\x04hej", _package({"a.xml": b"<a/>"})[:40]],
    ids=["none", "begun", "cut"],
)
def test_damaged_package_is_refused_with_what_to_do(content: bytes) -> None:
    with pytest.raises(UnreadableFileError, match=r"no ODT at all.*LibreOffice.*again as ODT"):
        check_package(content, FORMAT)
