"""A school that asks: the standard purposes at Oostpoort and De Zilvermeeuw, and scans."""

import io
from collections.abc import Iterator

import pytest
from PIL import Image

from consent.standard import start_asking
from schoolgids.access.scope import Scope, scoped
from schoolgids.files.inspection import Accepted
from tests.cast import START, Cast
from tests.consent.scenes import PDF


@pytest.fixture
def asking(cast: Cast) -> Cast:
    """The cast, with both schools of Waterland asking the standard six."""
    with scoped(Scope.of_board(cast.waterland)):
        for school in (cast.oostpoort, cast.zilvermeeuw):
            start_asking(school, effective_on=START)
    return cast


@pytest.fixture
def pdf() -> Accepted:
    return Accepted(PDF, "application/pdf")


@pytest.fixture
def png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def whole(asking: Cast) -> Iterator[Cast]:
    """Inside the board's scope, as the own pages of guardians and pupils are."""
    with scoped(Scope.of_board(asking.waterland)):
        yield asking


@pytest.fixture
def desk(asking: Cast) -> Iterator[Cast]:
    """Inside the scope of Oostpoort, as the pages of the staff are."""
    with scoped(Scope.of_school(asking.oostpoort)):
        yield asking
