"""The code on a letter: easy to type, kept as a digest."""

import string

from hypothesis import given
from hypothesis import strategies as st

from consent.rounds import codes

CODES = st.text(alphabet=codes.ALPHABET, min_size=codes.LENGTH, max_size=codes.LENGTH)


@given(CODES, st.sampled_from([str.lower, str.upper, str.title]))
def test_a_code_is_read_back_however_it_is_typed(code: str, case: object) -> None:
    printed = codes.as_printed(code)
    assert codes.as_typed(f"  {case(printed)} ") == code  # type: ignore[operator]
    assert codes.as_typed(" ".join(code)) == code


@given(st.text())
def test_what_can_not_be_a_code_is_none(text: str) -> None:
    assert codes.as_typed(text) in {"", "".join(c for c in text.upper() if c.isalnum())}


@given(CODES, CODES)
def test_a_digest_tells_codes_and_portals_apart(one: str, other: str) -> None:
    assert (codes.digest(one, key="a") == codes.digest(other, key="a")) == (one == other)
    assert codes.digest(one, key="a") != codes.digest(one, key="b")
    assert len(codes.digest(one, key="a")) == 32


def test_new_codes_differ_and_hold_no_letter_that_looks_like_another() -> None:
    made = {codes.new_code() for _number in range(500)}
    assert len(made) == 500
    assert set("".join(made)) <= set(string.digits + string.ascii_uppercase) - set("01ILO")
