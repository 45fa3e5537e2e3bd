"""The class sheet as a table: filters, orders, and a file that is safe in a spreadsheet."""

from collections.abc import Callable

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from consent.publications.holds import place_hold
from consent.rounds.table import safe
from consent.rule import Choice
from schoolgids.access.scope import Scope, scoped
from schoolgids.audit.models import Event
from schoolgids.people.models import Person
from tests.cast import START, Cast
from tests.consent.scenes import purpose, says, sheet_of, words

ClientOf = Callable[[str], Client]
CSV = "/school/oostpoort/toestemming/klas/{}/csv/"


@given(st.text())
def test_no_cell_is_a_formula_and_no_text_is_lost(text: str) -> None:
    cell = safe(text)
    assert cell.lstrip()[:1] not in {"=", "+", "-", "@"}
    assert cell.removeprefix("'") == text.removeprefix("'")


@pytest.mark.parametrize("text", ["=1+1", "+31", "-2", "@SUM(A1)", "\t=1", "\r=1", "  =1", "\n@x"])
def test_a_formula_is_quoted(text: str) -> None:
    assert safe(text) == f"'{text}"


@pytest.mark.parametrize("text", ["Aldershof, Sem", "'t Hart", "Ja", ""])
def test_a_word_is_left_alone(text: str) -> None:
    assert safe(text) == text


@pytest.mark.django_db
def test_the_file_holds_the_words_of_the_sheet_and_leaves_a_trace(
    asking: Cast, client_of: ClientOf
) -> None:
    with scoped(Scope.of_board(asking.waterland)):
        says(asking, "yara", "yara", purpose("Website", asking.oostpoort), Choice.YES)
        Person.objects.filter(pk=asking.tess.pk).update(family_name="=cmd|' /C calc'!A0")
    page = client_of("administrator").get(CSV.format(asking.class_4h2.pk))
    assert page["Content-Disposition"] == 'attachment; filename="toestemming-4h2-2026-11-20.csv"'
    lines = page.content.decode("utf-8-sig").splitlines()
    assert lines[0] == (
        "Leerling;Peildatum;Website;Schoolgids;Sociale media;Nieuwsbrief;Klassenapp;"
        "Sociale media in de les"
    )
    assert "Tamsaoui, Yara;2026-11-20;Ja;Open;Open;Open;Open;Open" in lines
    assert any(line.startswith("'=cmd|' /C calc'!A0, Tess;") for line in lines)
    with scoped(Scope.of_board(asking.waterland)):
        event = Event.objects.get(kind="view", name="consent_sheet.export")
        assert len(event.person_ids) == 4


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "status"),
    [("teacher", 403), ("mentor", 403), ("sem_mother", 404), ("omar", 404), ("outsider", 404)],
)
def test_the_file_is_not_for_others(
    asking: Cast, client_of: ClientOf, name: str, status: int
) -> None:
    assert client_of(name).get(CSV.format(asking.class_4h2.pk)).status_code == status


@pytest.mark.django_db
def test_a_group_of_another_school_has_no_file_here(asking: Cast, client_of: ClientOf) -> None:
    assert client_of("head").get(CSV.format(asking.group_6.pk)).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["Aldershof, Sem", "Grootveen, Daan", "Grootveen, Tess", "Tamsaoui, Yara"]),
        ("?toon=oneens", ["Aldershof, Sem"]),
        ("?toon=16", ["Aldershof, Sem", "Tamsaoui, Yara"]),
        ("?toon=nooit", ["Grootveen, Daan"]),
        ("?volgorde=leeftijd", ["Tamsaoui, Yara", "Aldershof, Sem"]),
        ("?toon=x&volgorde=y", ["Aldershof, Sem", "Grootveen, Daan"]),
    ],
)
def test_the_sheet_is_filtered_and_sorted(
    asking: Cast, client_of: ClientOf, query: str, names: list[str]
) -> None:
    with scoped(Scope.of_board(asking.waterland)):
        website = purpose("Website", asking.oostpoort)
        says(asking, "sem_mother", "sem", website, Choice.YES)
        says(asking, "sem_father", "sem", website, Choice.NO)
    with scoped(Scope.of_school(asking.oostpoort)):
        place_hold(
            actor=asking.actor("head", school=asking.oostpoort),
            school=asking.oostpoort,
            person=asking.daan,
            ground="court_order",
            from_on=START,
        )
    text = words(client_of("teacher").get(sheet_of(asking.class_4h2) + query))
    everybody = ["Aldershof, Sem", "Grootveen, Daan", "Grootveen, Tess", "Tamsaoui, Yara"]
    shown = sorted((name for name in everybody if name in text), key=text.index)
    assert shown[: len(names)] == names
    if query.startswith("?toon") and "x" not in query:
        assert shown == names
        assert f"{4 - len(names)} leerling" in text
