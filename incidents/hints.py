"""What a text had better not hold, pointed out before it is saved (I13). Pure."""

import re

DIGITS = re.compile(r"(?<!\d)\d(?:[ .\-]?\d){8}(?!\d)")


def numbers_like_bsn(text: str) -> list[str]:
    """The numbers in a text that pass the check of a citizen service number, as written."""
    return [match[0] for match in DIGITS.finditer(text) if _passes(match[0])]


def _passes(written: str) -> bool:
    """The "elfproef": nine times the first digit, … minus the last, a multiple of eleven."""
    digits = [int(letter) for letter in written if letter.isdigit()]
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    total = sum(weight * digit for weight, digit in zip(weights, digits, strict=True))
    return any(digits) and total % 11 == 0
