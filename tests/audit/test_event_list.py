"""The log page: whose doings it shows to whom."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.cast import Cast

ClientOf = Callable[[str], Client]
OOSTPOORT = "/school/oostpoort/verantwoording/"


@pytest.mark.parametrize("place", ["x", "%00", "0", "9" * 400])
def test_place_that_makes_no_sense_is_the_start(
    cast: Cast, client_of: ClientOf, place: str
) -> None:
    assert client_of("head").get(f"{OOSTPOORT}?voor={place}").status_code == 200
