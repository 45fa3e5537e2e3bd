"""Work on many rows at once, in a process of its own: a round of 60,000 requests beside a plain COPY,
and the sweeps for birthdays and for answers of a year old over a million pupils, each beside a scan
of the same table.

`python -m tests.bench.work` with DATABASE_URL of the large database. Everything is rolled back.
"""

import resource
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import django
import psycopg
from django.db import connection, transaction
from django.utils.timezone import localdate, now

django.setup()

from consent.models import PurposeWording  # noqa: E402
from consent.renewals import services as renewals  # noqa: E402
from consent.renewals.days import anniversaries  # noqa: E402
from consent.rounds.models import Request, Round  # noqa: E402
from consent.rounds.services import rounds, sixteen  # noqa: E402
from schoolgids.access.scope import Scope, scoped  # noqa: E402
from schoolgids.organisation.models import Board, School  # noqa: E402
from schoolgids.people.models import Enrolment, Person  # noqa: E402
from tests.bench.filling import SLUG  # noqa: E402

MILLION = 1_000_000
TIMES = 3


def fastest(deed: Callable[[], Any]) -> float:
    """The least seconds of a few times, each rolled back."""
    taken = []
    for _time in range(TIMES):
        with transaction.atomic():
            begin = time.perf_counter()
            deed()
            taken.append(time.perf_counter() - begin)
            transaction.set_rollback(True)
    return min(taken)


def a_round(board: Board) -> list[str]:
    """Every pupil of the board is asked; the same rows are copied into an equal table.

    No temporary one: that keeps no log, and nothing that has to last is written without.
    """
    with scoped(Scope.of_board(board)):
        schools = list(School.objects.filter(board=board))
        starter = Person.objects.order_by("pk")[0]
        running = Round.objects.bulk_create(
            Round(board=board, school=school, started_at=now(), started_by=starter)
            for school in schools
        )
        day = localdate()
        asking = fastest(lambda: [rounds.fill(row, day=day) for row in running])
        for row in running:
            rounds.fill(row, day=day)
        many = Request.objects.count()
        table = Request._meta.db_table
        with connection.cursor() as cursor:
            cursor.execute(f"create table copied (like {table} including all)")
            with cursor.copy(f"copy {table} to stdout") as copied:
                content = b"".join(bytes(part) for part in copied)

        def copy() -> None:
            with connection.cursor() as cursor, cursor.copy("copy copied from stdin") as into:
                into.write(content)

        copying = fastest(copy)
        transaction.set_rollback(True)
    return [_line(f"round of {many:,} requests", asking, "COPY of as many rows", copying, 5)]


def a_sweep(board: Board) -> list[str]:
    """Everybody of a board of a million pupils, most of whom have no birthday."""
    with scoped(Scope.of_board(board)):
        row = Enrolment.objects.order_by("pk")[0]
        group, school = row.group_id, row.school_id
        wording = PurposeWording.objects.select_related("purpose").order_by("pk")[0]
    parameters = connection.get_connection_params()
    with psycopg.connect(
        host=parameters["host"], dbname=parameters["dbname"], user="postgres"
    ) as administrator:
        administrator.execute("set local session_replication_role = replica")
        administrator.execute(
            "create temp table many on commit drop as"
            " select uuidv7() as id, no from generate_series(1, %s) no",
            [MILLION],
        )
        administrator.execute(
            "insert into people_person (id, board_id, school_ids, given_name, prefix, family_name,"
            " birth_date, email, phone, address) select id, %s, array[%s::bigint], 'A', '', 'B',"
            " current_date - 4400 - (no %% 2400), '', '', '' from many",
            [board.pk, school],
        )
        administrator.execute(
            "insert into people_enrolment (id, board_id, school_id, group_id, person_id, number,"
            " from_on) select uuidv7(), %s, %s, %s, id, '', current_date - 500 from many",
            [board.pk, school, group],
        )
        # One answer each, spread over the last three years: a yes of a year old for 2 in 1,095.
        administrator.execute(
            "insert into consent_answer (id, board_id, school_id, person_id, purpose_id, wording_id,"
            " language, choice, given_by_id, capacity, route, given_on, given_at, recorded_at,"
            " entered_by_id, submission, needs_check)"
            " select uuidv7(), %s, %s, id, %s, %s, 'nl', 'yes', id, 'pupil', 'portal',"
            " current_date - (no %% 1095)::int, now() - (no %% 1095) * interval '1 day',"
            " now() - (no %% 1095) * interval '1 day', id, uuidv7(), false from many",
            [board.pk, school, wording.purpose_id, wording.pk],
        )
        administrator.execute("analyze consent_answer")
        administrator.execute("analyze people_person")
        administrator.execute("analyze people_enrolment")
        schools = ",".join(map(str, Scope.of_board(board).schools))
        administrator.execute(
            "select set_config('schoolgids.board', %s, true),"
            " set_config('schoolgids.schools', %s, true)",
            [str(board.pk), "{" + schools + "}"],
        )
        administrator.execute("set local role schoolgids")
        facts = {
            "board": board.pk, "day": localdate(), "moment": now(), "at_sixteen": "keep",
            "after": sixteen.born_when_sixteen(localdate() - timedelta(days=92)),
            "until": sixteen.born_when_sixteen(localdate()),
        }  # fmt: skip

        def timed(sql: str) -> float:
            taken = []
            for _time in range(TIMES):
                with administrator.transaction(force_rollback=True):
                    begin = time.perf_counter()
                    administrator.execute(sql, facts)
                    taken.append(time.perf_counter() - begin)
            return min(taken)

        scanning = timed("select count(*) from people_person where birth_date > %(until)s")
        sweeping = timed(sixteen.FIND)
        pairs = anniversaries(
            localdate() - timedelta(days=1), localdate(), most=renewals.MOST_YEARS
        )
        facts |= {
            "expired": False, "sixteen": sixteen.born_when_sixteen(localdate()),
            "given": [given for given, _passed in pairs],
            "passed": [passed for _given, passed in pairs],
        }  # fmt: skip
        reading = timed("select count(*) from consent_answer where given_on < %(day)s")
        asking = timed(renewals.FIND)
        administrator.rollback()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return [
        _line(
            "sweep for birthdays over 1,000,000 pupils", sweeping, "scan of the table", scanning, 5
        ),
        _line("sweep for answers of a year old, as many", asking, "scan of the table", reading, 5),
        f"At most {memory:.0f} MB in this process (to stay under: 500 MB).",
    ]


def _line(name: str, took: float, other: str, base: float, most: float) -> str:
    found = took / base
    mark = "✓" if found <= most else "✗"
    return f"{name}: {took:.2f} s, {found:.1f} × {other} ({base:.2f} s) {mark}; to reach: ≤ {most:g} ×."


if __name__ == "__main__":
    here = Board.objects.get(slug=SLUG)
    for text in [*a_round(here), *a_sweep(here)]:
        print(text)  # noqa: T201
