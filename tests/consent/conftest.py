"""A school that asks: the standard purposes at Oostpoort and De Zilvermeeuw, and scans."""

import io
from uuid import UUID

import pytest
from PIL import Image
from uuid6 import uuid7

from consent.models import Purpose
from consent.rule import Choice
from consent.standard import start_asking
from schoolgids.access.scope import Scope, scoped
from schoolgids.files.inspection import Accepted
from tests.cast import START, Cast

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


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


def purpose(name: str, school: object) -> Purpose:
    return Purpose.objects.get(name_nl=name, school=school)


def token() -> UUID:
    return UUID(int=uuid7().int)


def only(item: Purpose, choice: Choice) -> dict[UUID, Choice]:
    return {item.pk: choice}
