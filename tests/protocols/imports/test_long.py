"""A text of thousands of provisions: its pages show a part, in as many queries as of a short one."""

import re
from collections.abc import Callable
from typing import Any

from django.test import Client

from protocols.models import CodeVersion
from protocols.outline.windows import MOST
from schoolgids.access.scope import Scope, scoped
from tests.cast import Cast
from tests.protocols.imports.reading import file_of, long_text, read_in
from tests.protocols.making import TEXT

ClientOf = Callable[[str], Client]
ITEMS = 3_000
SIZE = 400_000  # bytes of a page


def test_pages_of_a_long_text_stay_small(
    cast: Cast, client_of: ClientOf, django_assert_max_num_queries: Any
) -> None:
    head = client_of("head")
    short = read_in(head, {"text": TEXT})["Location"]
    text = long_text(ITEMS).replace("Bepaling 2999 ", "Bepaling [datum] ")
    page = read_in(head, file_of(text.encode()))["Location"]
    with scoped(Scope.of_school(cast.oostpoort)):
        version = CodeVersion.objects.get(title="Lang reglement")
        rows = list(version.provisions.order_by("order"))
    assert len(rows) == ITEMS + ITEMS // 50 + 1

    def look(address: str) -> tuple[str, int]:
        with django_assert_max_num_queries(22) as queries:
            response = head.get(address)
        assert response.status_code == 200
        assert len(response.content) < SIZE
        return response.content.decode(), len(queries)

    look(page)
    # The names of the parts are one more; the short text has a reference, which is also one more.
    for name, more in (("", 0), ("opbouw/", 1)):
        _html, of_short = look(f"{short}{name}")
        _html, of_long = look(f"{page}{name}")
        assert of_long == of_short + more
    html, _queries = look(page)
    lines = re.findall('class="k" id="b-([^"]+)"', html)
    assert lines == [str(row.pk) for row in rows[: len(lines)]]
    assert 0 < len(lines) <= MOST
    parts = re.findall(r"Deel 1 van (\d+)", html)
    assert len(parts) == 1

    last = rows[-1]
    assert f'<a href="?rij={last.pk}#b-{last.pk}">60.50</a>' in html
    html, _queries = look(f"{page}?rij={last.pk}")
    assert f'id="b-{last.pk}"' in html
    assert f'<a href="#b-{last.pk}">60.50</a>' in html
    assert f"Deel {parts[0]} van {parts[0]}" in html
    html, _queries = look(f"{page}?deel=2")
    assert f'id="b-{rows[len(lines)].pk}"' in html
