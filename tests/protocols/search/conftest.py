"""A guide to search in: Oostpoort's own code, and a topic of its own."""

import pytest
from django.core.cache import cache

from protocols import services
from schoolgids.access.scope import Scope, scoped
from tests.cast import Cast
from tests.protocols.making import published


@pytest.fixture
def guide(cast: Cast) -> Cast:
    cache.clear()
    head = cast.actor("head", school=cast.oostpoort)
    with scoped(Scope.of_school(cast.oostpoort)):
        published(head, school=cast.oostpoort)
        services.write_topic(
            head, school=cast.oostpoort, title="Ziekmelden", own_text="Bel **vóór** 8.00 uur."
        )
    return cast
