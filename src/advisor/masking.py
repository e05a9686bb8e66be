"""Takes out of a text what tells of a person: identity numbers, addresses of mail, telephones."""

from __future__ import annotations

import re

IDENTITY = "[personnummer]"
MAIL = "[e-post]"
TELEPHONE = "[telefon]"

_MAIL = re.compile(r"[\w.+%'-]{1,128}@\w[\w-]{0,62}(?:\.\w[\w-]{0,62}){1,8}")

# A day of birth in eight or six digits, then four; 60 is added to the day of a coordination number.
_IDENTITY = re.compile(
    r"(?<!\w)(?:1[89]|20)?"
    r"(\d\d)[ -]?(0[1-9]|1[0-2])[ -]?(0[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01])"
    r"(?: ?[-+\u2010-\u2015\u2212] ?| )?(\d{4})(?!\w)"
)

# Groups of digits as people set them apart. What is no telephone number is sorted out by its
# digits: dates, times and numbers of other things begin with 0 as well.
_BREAK = r"(?: ?[-\u2010-\u2015\u2212/] ?| )?"
_TELEPHONE = re.compile(
    rf"(?<!\w)(?<!\d[-.,])(?:(?:\+|00) ?46{_BREAK}(?:\(0\){_BREAK}|0)?|\(?0)"
    rf"([1-9]\d{{0,2}})\)?{_BREAK}((?:\d{_BREAK}){{4,8}}\d)(?!\w)"
)
_DATE = re.compile(r"\d\d([-/. ])\d\d\1(?:\d\d)?\d\d(?!\d)")
_TIMES = re.compile(r"\d{4} ?[-\u2010-\u2015\u2212] ?\d{4}(?!\d)")
_MOBILE = ("070", "072", "073", "076", "079")


def masked(text: str) -> str:
    """The text with a word in brackets in place of each.

    Identity numbers are known by their day and their check digit, so that dates, amounts and
    numbers of cases stay; telephone numbers are those of Sweden.
    """
    text = _MAIL.sub(MAIL, text)
    text = _IDENTITY.sub(_identity, text)
    return _TELEPHONE.sub(_telephone, text)


def _identity(found: re.Match[str]) -> str:
    return IDENTITY if _is_checked("".join(found.groups())) else found.group()


def _is_checked(ten_digits: str) -> bool:
    """Whether the last digit is the check digit of those before (Luhn)."""
    doubled = (int(digit) * (2 - i % 2) for i, digit in enumerate(ten_digits))
    return sum(value // 10 + value % 10 for value in doubled) % 10 == 0


def _telephone(found: re.Match[str]) -> str:
    written = found.group()
    if _DATE.match(written) or _TIMES.fullmatch(written):
        return written
    digits = re.sub(r"\D", "", found[1] + found[2])
    return TELEPHONE if _is_telephone("0" + digits) else written


def _is_telephone(digits: str) -> bool:
    """Whether a number with its leading 0 has the length that its area has."""
    if digits.startswith(_MOBILE):
        return len(digits) == 10
    if digits.startswith("08"):
        return digits[2] != "0" and 8 <= len(digits) <= 11
    # An area of four digits may end in 0, a subscriber's number does not begin with it.
    return (9 if digits[3] == "0" else 8) <= len(digits) <= 10
