"""The board's school years: holidays and study days, around whatever day the demo is loaded."""

from dataclasses import dataclass
from datetime import date, timedelta

from schoolgids.organisation.models import Board, Closure, School
from schoolgids.organisation.services import FIRST_MONTH, school_year_of

MODEL_YEAR = 2026  # the school year whose holidays are written down; others follow its weeks
HOLIDAYS = (
    ("Herfstvakantie", date(2026, 10, 10), date(2026, 10, 18)),
    ("Kerstvakantie", date(2026, 12, 19), date(2027, 1, 3)),
    ("Voorjaarsvakantie", date(2027, 2, 20), date(2027, 2, 28)),
    ("Meivakantie", date(2027, 4, 24), date(2027, 5, 9)),
    ("Zomervakantie", date(2027, 7, 10), date(2027, 8, 22)),
)
STUDY_DAYS = (date(2026, 9, 25), date(2026, 11, 6), date(2027, 2, 8), date(2027, 6, 7))
YEAR_OF_WEEKS = timedelta(days=364)  # so that a Monday stays a Monday


@dataclass(frozen=True)
class Days:
    """The days of a demo that is loaded on `today`."""

    today: date

    @property
    def first_year(self) -> int:
        """The year in which the current school year began."""
        return int(school_year_of(self.today)[:4])

    @property
    def school_year(self) -> str:
        return school_year_of(self.today)

    @property
    def school_year_before(self) -> str:
        return f"{self.first_year - 1}-{self.first_year}"

    def starts_on(self, years_ago: int = 0) -> date:
        """The first day of this school year, or of an earlier one."""
        return date(self.first_year - years_ago, FIRST_MONTH, 1)

    def ago(self, days: int) -> date:
        return self.today - timedelta(days=days)

    def ahead(self, days: int) -> date:
        return self.today + timedelta(days=days)


def add_closures(board: Board, schools: list[School], days: Days) -> None:
    """Holidays of the board and study days of each school, of three school years."""
    rows = []
    for first_year in range(days.first_year - 1, days.first_year + 2):
        shift = (first_year - MODEL_YEAR) * YEAR_OF_WEEKS
        rows += [
            Closure(board=board, name=name, first_on=first + shift, last_on=last + shift)
            for name, first, last in HOLIDAYS
        ]
        for number, school in enumerate(schools):
            # Each school on another day of the week, so that their calendars differ.
            study_days = (day + shift + timedelta(days=7 * number) for day in STUDY_DAYS)
            rows += [
                Closure(board=board, school=school, name="Studiedag", first_on=day, last_on=day)
                for day in study_days
            ]
    Closure.objects.bulk_create(rows)
