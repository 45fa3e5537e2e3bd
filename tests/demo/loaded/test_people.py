"""The demo: whole, the same every time, and alive on the day it is loaded."""

from datetime import date, timedelta

from schoolgids.access.models import Account
from schoolgids.access.roles import ROLES
from schoolgids.demo.accounts import ACCOUNTS, PASSWORD
from schoolgids.demo.names import Names
from schoolgids.demo.stories import sixteen_on
from schoolgids.organisation.models import Board, Closure, School
from schoolgids.organisation.services import calendar_of
from schoolgids.people.models import Appointment, Enrolment, Guardianship, Person
from tests.cast import TODAY
from tests.demo.loaded.conftest import PUPILS


def test_demo_has_five_schools_of_both_kinds(board: Board) -> None:
    kinds = sorted(School.objects.values_list("sector", "governance"))

    assert kinds == [
        ("po", "private"),
        ("po", "public"),
        ("vo", "private"),
        ("vo", "private"),
        ("vo", "public"),
    ]
    assert board.is_demo
    assert not board.demands_second_factor


def test_demo_holds_the_asked_number_of_pupils(board: Board) -> None:
    now_at_school = Enrolment.objects.holding_on(TODAY).values("person").distinct().count()

    assert abs(now_at_school - PUPILS) <= 10


def test_every_staff_role_is_held_today(board: Board) -> None:
    held = set(Appointment.objects.holding_on(TODAY).values_list("role", flat=True))

    assert held >= {role.code for role in ROLES.values() if role.staff}


def test_every_account_signs_in_as_somebody_of_the_board(board: Board) -> None:
    accounts = Account.objects.filter(board=board).select_related("user").order_by("pk")

    assert [account.user.email for account in accounts] == [account.email for account in ACCOUNTS]
    assert all(account.user.check_password(PASSWORD) for account in accounts)


def test_every_pupil_has_a_guardian_and_every_person_is_seen_by_the_right_schools(
    board: Board,
) -> None:
    pupils = Person.objects.filter(enrolments__isnull=False).distinct()

    assert not pupils.filter(guardianships=None).exists()
    for enrolment in Enrolment.objects.select_related("person"):
        assert enrolment.school_id in enrolment.person.school_ids
    for tie in Guardianship.objects.select_related("pupil", "guardian"):
        assert set(tie.pupil.school_ids) <= set(tie.guardian.school_ids)


def test_demo_tells_every_story(board: Board) -> None:
    in_twelve_days = sixteen_on(TODAY + timedelta(days=12))
    ties = Guardianship.objects

    assert Person.objects.filter(birth_date=in_twelve_days, family_name="Kadehoven").count() == 2
    assert ties.filter(parental_authority=False).exists()
    assert ties.filter(parental_authority=False, information_right=False).exists()
    assert ties.filter(relation="custodian").exists()
    assert ties.filter(guardian__deceased_on__isnull=False).exists()
    assert Person.objects.filter(holds__isnull=False, enrolments__isnull=False).exists()
    assert Person.objects.filter(birth_date=None, enrolments__isnull=False).exists()
    assert Person.objects.filter(appointments__school__sector="vo", wards__isnull=False).exists()
    assert Person.objects.filter(given_name="Sanne", family_name="Gorsman").count() == 2


def test_same_day_gives_the_same_people(db: None, frozen: object) -> None:
    def names() -> list[str]:
        drawn = Names(7)
        return [drawn.child() + " ".join(drawn.family()) + drawn.address() for _ in range(50)]

    assert names() == names()


def test_addresses_of_mail_and_telephone_belong_to_nobody(board: Board) -> None:
    mail = Person.objects.exclude(email="").values_list("email", flat=True)
    phones = Person.objects.exclude(phone="").values_list("phone", flat=True)

    assert all(address.endswith(".example") for address in mail)
    assert all(number.startswith("06-0") for number in phones)
    assert len(set(mail)) == len(mail)


def test_calendar_knows_the_holidays_of_this_and_the_next_year(board: Board) -> None:
    school = School.objects.get(slug="lantaarnplein")
    calendar = calendar_of(school)

    assert not calendar.is_school_day(date(2026, 12, 23))
    assert not calendar.is_school_day(date(2027, 12, 22))
    assert Closure.objects.filter(school=school, name="Studiedag").exists()
