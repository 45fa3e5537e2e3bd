"""Fills one database, in a process of its own: the portal's settings hold for one database.

`python -m tests.bench.filling small` with DATABASE_URL of that database.
"""

import json
import sys
import time
from datetime import timedelta
from pathlib import Path

import django
import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from tests.bench.sizes import CLASS_SIZE, IN_A_PICTURE, IN_THE_FILE, SIZES, Size

django.setup()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.cached_db import SessionStore  # noqa: E402
from django.utils.timezone import localdate  # noqa: E402

from consent.models import Purpose  # noqa: E402
from consent.standard import start_asking  # noqa: E402
from incidents.services import introduce_kinds  # noqa: E402
from protocols.services import provisions_in_force  # noqa: E402
from schoolgids.access.actor import Actor  # noqa: E402
from schoolgids.access.models import Account, User  # noqa: E402
from schoolgids.access.scope import Scope, scoped  # noqa: E402
from schoolgids.demo.code_facts import CODES  # noqa: E402
from schoolgids.demo.facts import LYCEUM  # noqa: E402
from schoolgids.demo.guide import adopt, write_topics  # noqa: E402
from schoolgids.launcher.prepare import collect_static  # noqa: E402
from schoolgids.organisation.models import Board, Group, School  # noqa: E402
from schoolgids.organisation.services import school_year_of  # noqa: E402
from schoolgids.people.models import Appointment, Enrolment, Person  # noqa: E402

SLUG = "bench"


def fill(size: Size) -> None:
    """Schema, schools with their guides, and then everybody and everything at once."""
    begin = time.monotonic()
    call_command("migrate", verbosity=0, interactive=False)
    board = Board.objects.create(slug=SLUG, name="Meetbestuur", demands_second_factor=False)
    schools = [_make_school(board, number) for number in range(1, size.schools + 1)]
    with scoped(Scope.of_board(board)) as scope:
        introduce_kinds(board_id=board.pk)
        actor = Actor.clock(board.pk, scope.schools)
        for school in schools:
            _give_guide(actor, school)
    say(f"{size.name}: {size.schools} schools in {time.monotonic() - begin:.0f} s")
    _fill_in_sets(board, size)
    say(f"{size.name}: filled in {time.monotonic() - begin:.0f} s")


def _make_school(board: Board, number: int) -> School:
    return School.objects.create(
        board=board,
        slug=f"{SLUG}-{number}",
        name=f"Meetschool {number}",
        sector="vo",
        governance="private",
        place="Waterstad",
    )


def _give_guide(actor: Actor, school: School) -> None:
    today = localdate()
    code = CODES[LYCEUM.slug]
    before, since = today - timedelta(days=900), today - timedelta(days=450)
    adopt(actor, school, code, before, adopted_on=before - timedelta(days=10), changed=False)
    adopt(actor, school, code, since, adopted_on=since - timedelta(days=10))
    write_topics(actor, school, LYCEUM, next_review=today + timedelta(days=200), late=today)
    start_asking(school, effective_on=today - timedelta(days=100))


def _fill_in_sets(board: Board, size: Size) -> None:
    numbers = {
        "board": board.pk,
        "pupils": size.pupils_per_school,
        "incidents": size.incidents_per_school,
        "class_size": CLASS_SIZE,
        "in_the_file": IN_THE_FILE,
        "school_year": school_year_of(localdate()),
    }
    text = Path(__file__).with_name("fill.sql").read_text(encoding="utf-8")
    for name, value in sorted(numbers.items(), key=lambda pair: -len(pair[0])):
        text = text.replace(f":{name}", str(value))
    parameters = connection.get_connection_params()
    with psycopg.connect(
        host=parameters["host"], dbname=parameters["dbname"], user="postgres", autocommit=True
    ) as administrator:
        administrator.execute(text)
        administrator.execute("vacuum analyze")


def note(size: Size) -> None:
    """Writes down what is measured: addresses, and a session of who may see them."""
    school = School.objects.get(slug=f"{SLUG}-{(size.schools + 1) // 2}")
    with scoped(Scope.of_school(school)):
        group = Group.objects.filter(school=school, name="G1").get()
        pupil = Person.objects.get(enrolments__group=group, enrolments__number="1")
        other = Person.objects.get(enrolments__group=group, enrolments__number="2")
        rule = next(
            cited
            for cited in provisions_in_force(school=school, on=localdate())
            if cited.text.startswith("Pesten, dreigen")
        )
        pupils = Enrolment.objects.filter(school=school).order_by("pk")
        many = [str(pk) for pk in pupils.values_list("person_id", flat=True)[:IN_A_PICTURE]]
        question = Purpose.objects.filter(school=school).order_by("position", "pk")[0]
        roles = ("head", "mentor")
        staff = {
            role: Appointment.objects.filter(school=school, role=role).order_by("pk")[0].person
            for role in roles
        }
    facts = {
        "school": school.slug,
        "topic": "gedragscode-online",
        "group": str(group.pk),
        "pupil": str(pupil.pk),
        "other": str(other.pk),
        "rule": str(rule.provision_id),
        "purpose": str(question.pk),
        "day": (localdate() - timedelta(days=1)).isoformat(),
        "many": many,
        "sessions": {role: _sign_in(person) for role, person in staff.items()},
    }
    size.facts.write_text(json.dumps(facts))


def _sign_in(person: Person) -> str:
    """The key of a session in which this person has signed in."""
    user, _fresh = User.objects.get_or_create(email=f"{person.pk}@bench.example")
    Account.objects.get_or_create(user=user, board_id=person.board_id, person=person)
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return str(session.session_key)


def say(text: str) -> None:
    print(text, flush=True)  # noqa: T201


if __name__ == "__main__":
    (chosen,) = (size for size in SIZES if size.name == sys.argv[1])
    collect_static()
    if "--fill" in sys.argv:
        fill(chosen)
    note(chosen)
