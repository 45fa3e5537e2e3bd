"""What the visitors of the journeys find: the cast, a code, questions about photos, a report."""

from datetime import date

from django.core.management import call_command
from django.utils.timezone import localdate

from consent.models import Purpose
from consent.rule import Choice
from consent.services import answer
from consent.standard import start_asking
from incidents.sanctions.catalogue import stock
from protocols.services import provisions_in_force
from schoolgids.access.models import Account, User
from schoolgids.access.scope import Scope, scoped
from schoolgids.launcher.prepare import collect_static
from schoolgids.people.models import Guardianship
from schoolgids.people.services import enrol, name_guardian, register
from tests.cast import START, TODAY, Cast, build
from tests.incidents.making import file, pupil
from tests.journeys.people import PASSWORD, REPORTED, STAFF, email_of
from tests.protocols.making import NEWER, published

RULES = {"class_app_on_whatsapp": False, "closed_platform_first": True}


def fill() -> None:
    """Everything from empty tables on, committed."""
    call_command("migrate", verbosity=0, interactive=False)
    collect_static()
    assert localdate() == TODAY
    cast = build()
    for name in STAFF:
        cast.users[name].set_password(PASSWORD)
        cast.users[name].save()
    with scoped(Scope.of_board(cast.waterland)):
        start_asking(cast.oostpoort, effective_on=START)
        head = cast.actor("head", school=cast.oostpoort)
        published(head, school=cast.oostpoort)
        published(head, NEWER, school=cast.oostpoort, from_on=date(2026, 11, 1), rules=RULES)
        for pupil, guardian in (
            ("noor", "noor_father"), ("mees", "mees_father"), ("lotte", "lotte_father"),
        ):  # fmt: skip
            add_family(cast, pupil, guardian)
        say_yes(cast, "lotte_father", "lotte")
        say_yes(cast, "sem_mother", "sem")
        say_yes(cast, "sem_father", "sem")
        stock(cast.waterland)
    report_about_daan(cast)


def add_family(cast: Cast, pupil: str, guardian: str) -> None:
    """A pupil of 4H3 and the one guardian, who were not asked anything yet."""
    board = cast.waterland
    child = register(
        board, given_name=pupil.title(), family_name="Kadewacht", birth_date=date(2012, 4, 3)
    )
    enrol(child, group=cast.class_4h3, from_on=START)
    person = register(board, given_name="Toon", family_name="Kadewacht", email=email_of(guardian))
    name_guardian(person, pupil=child, relation=Guardianship.Relation.FATHER, from_on=START)
    user = User.objects.create_user(email_of(guardian))
    Account.objects.create(user=user, board=board, person=person)
    cast.people |= {pupil: child, guardian: person}


def report_about_daan(cast: Cast) -> None:
    """What the teacher saw, with the rule of the code that was broken."""
    school = cast.oostpoort
    with scoped(Scope.of_school(school)):
        rules = provisions_in_force(school=school, on=TODAY)
        broken = [rule.provision_id for rule in rules if rule.display == "II.A.2"]
    file(
        cast,
        parties=[(pupil(cast, "daan"), "maker"), (pupil(cast, "yara"), "target")],
        facts=REPORTED,
        provisions=broken,
        provision_unknown=False,
    )


def say_yes(cast: Cast, guardian: str, pupil: str) -> None:
    """A guardian says yes to everything that is asked about a child."""
    purposes = Purpose.objects.filter(school=cast.oostpoort)
    answer(
        actor=cast.actor(guardian),
        person=cast.people[pupil],
        choices={purpose.pk: Choice.YES for purpose in purposes},
        submission=cast.people[guardian].pk,
    )
