"""What others ask of the organisation."""

from datetime import date

from django.db.models import Q

from schoolgids.organisation.calendar import Calendar
from schoolgids.organisation.models import Closure, School

FIRST_MONTH = 8  # a Dutch school year starts on 1 August (WPO art. 1, WVO 2020 art. 1.1)


def calendar_of(school: School) -> Calendar:
    """The school's calendar: its own closures and those of its board. One query."""
    rows = Closure.objects.filter(Q(school=school) | Q(school=None), board_id=school.board_id)
    return Calendar.of(rows.values_list("first_on", "last_on"))


def school_year_of(day: date) -> str:
    """The school year that holds on a day, as "2026-2027"."""
    first = day.year if day.month >= FIRST_MONTH else day.year - 1
    return f"{first}-{first + 1}"
