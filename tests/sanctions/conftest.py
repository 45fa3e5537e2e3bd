import pytest

from tests.cast import Cast
from tests.sanctions.making import Making


@pytest.fixture
def making(inside: Cast) -> Making:
    """Makes cases at Lyceum Oostpoort, inside its scope."""
    return Making(inside)
