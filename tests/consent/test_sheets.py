"""Reading a class: who may where, on any day, in a fixed number of queries."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from consent.paper import PaperForm
from consent.rule import Choice, Code, State
from consent.services import (
    class_sheet,
)
from consent.sheets import asked, progress_of_groups
from schoolgids.files.inspection import Accepted
from schoolgids.organisation.models import Group
from tests.cast import TODAY, YEAR, Cast
from tests.consent.scenes import form, on_paper, pupils

pytestmark = pytest.mark.django_db
NO = Choice.NO


def test_the_class_sheet_says_who_may_where(desk: Cast, pdf: Accepted) -> None:
    on_paper(
        desk, form(desk, "sem", "sem_mother"), form(desk, "daan", "twins_mother", NO), scan=pdf
    )

    sheet = class_sheet(school=desk.oostpoort, group=desk.class_4h2, on=TODAY)

    assert [column.purpose.name_nl for column in sheet.columns] == [
        "Website", "Schoolgids", "Sociale media",
        "Nieuwsbrief", "Klassenapp", "Sociale media in de les",
    ]  # fmt: skip
    assert [row.person.given_name for row in sheet.rows] == ["Sem", "Daan", "Tess", "Yara"]
    assert [row.verdicts[0].state for row in sheet.rows] == [
        State.YES, State.NO, State.OPEN, State.OPEN,
    ]  # fmt: skip
    assert [row.age for row in sheet.rows] == [15, 15, 15, 16]
    assert [row.days_to_sixteen for row in sheet.rows] == [12, None, None, None]
    assert [row.decides_alone for row in sheet.rows] == [False, False, False, True]
    assert [row.has_yet_to_choose for row in sheet.rows] == [False, False, False, True]
    assert sheet.totals == [1, 0, 0, 0, 0, 0]
    assert (sheet.complete, sheet.disputes) == (0, 0)
    assert sheet.rows[3].verdicts[0].because.code is Code.OWN_OPEN


def test_the_class_sheet_of_a_past_day_leaves_out_what_came_later(desk: Cast) -> None:
    on_paper(desk, form(desk, "sem", "sem_mother", NO), signed_on=date(2026, 10, 1))
    before, after = (
        class_sheet(school=desk.oostpoort, group=desk.class_4h2, on=on).rows[0].verdicts[0].state
        for on in (date(2026, 9, 30), date(2026, 10, 1))
    )
    assert (before, after) == (State.OPEN, State.NO)


def test_the_class_sheet_asks_five_times_for_one_pupil_and_for_thirty(desk: Cast) -> None:
    counts = []
    for name, size in (("1A", 1), ("3A", 3), ("30A", 30)):
        group = Group.objects.create(
            board=desk.waterland, school=desk.oostpoort, name=name, school_year=YEAR
        )
        pupils(desk, group, size)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            sheet = class_sheet(school=desk.oostpoort, group=group, on=TODAY)
        counts.append((len(sheet.rows), len(queries)))
    assert counts == [(1, 5), (3, 5), (30, 5)]


def test_progress_counts_the_groups_with_pupils(desk: Cast, pdf: Accepted) -> None:
    every = {item.purpose.pk: NO for item in asked([desk.oostpoort.pk], TODAY)}
    on_paper(desk, PaperForm(person=desk.sem, signers=(desk.sem_mother.pk,), choices=every))

    (found,) = progress_of_groups(school=desk.oostpoort, on=TODAY)

    assert (found.group, found.pupils, found.complete, found.disputes, found.percent) == (
        desk.class_4h2, 4, 1, 0, 25,
    )  # fmt: skip
