"""A scope lets in its own board and schools, and nothing leaks out of it (P5)."""

import threading

import pytest
from celery import current_app
from django.db import DataError, ProgrammingError, connection, transaction
from django.db.utils import InternalError, OperationalError
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from schoolgids.access.actions import Action
from schoolgids.access.middleware import ScopeMiddleware
from schoolgids.access.scope import Scope, afterwards, current_scope, scoped
from schoolgids.access.views import SchoolView
from schoolgids.organisation.models import Group
from schoolgids.people.models import Enrolment, Person
from schoolgids.people.services import enrol
from tests.cast import START, Cast

NO_SCOPE = (ProgrammingError, DataError, OperationalError, InternalError)


def names() -> set[str]:
    return set(Person.objects.values_list("given_name", flat=True))


def test_reading_without_a_scope_is_an_error(cast: Cast) -> None:
    with pytest.raises(NO_SCOPE), transaction.atomic():
        names()


def test_scope_of_a_school_holds_its_people_and_the_boards_officers(cast: Cast) -> None:
    with scoped(Scope.of_school(cast.zilvermeeuw)):
        assert names() == {"Fatima", "Omar", "Lieke", "Roos", "Nadia", "Frits", "Eva"}


def test_raw_sql_sees_no_more_than_the_orm(cast: Cast) -> None:
    with scoped(Scope.of_school(cast.eikenhof)), connection.cursor() as cursor:
        cursor.execute("select given_name from people_person order by 1")
        assert cursor.fetchall() == [("Bram",), ("Finn",)]


def test_row_of_another_school_cannot_be_inserted(cast: Cast) -> None:
    with (
        pytest.raises(ProgrammingError, match="row-level security"),
        scoped(Scope.of_school(cast.zilvermeeuw)),
    ):
        Group.objects.create(
            board=cast.waterland, school=cast.oostpoort, name="5V", school_year="2026-2027"
        )


def test_foreign_key_to_a_person_of_another_school_is_refused(cast: Cast) -> None:
    with (
        pytest.raises(ProgrammingError, match="row-level security"),
        scoped(Scope.of_school(cast.zilvermeeuw)),
    ):
        Enrolment.objects.create(
            board=cast.waterland,
            school=cast.zilvermeeuw,
            group=cast.group_6,
            person=cast.sem,
            from_on=START,
        )


def test_rows_of_another_school_cannot_be_updated_or_deleted(cast: Cast) -> None:
    with scoped(Scope.of_school(cast.zilvermeeuw)):
        assert Person.objects.filter(pk=cast.sem.pk).update(given_name="X") == 0
        assert Enrolment.objects.filter(person_id=cast.sem.pk).delete() == (0, {})


def test_inner_scope_ends_where_it_ends(cast: Cast) -> None:
    with scoped(Scope.of_school(cast.oostpoort)):
        with scoped(Scope.of_school(cast.zilvermeeuw)):
            assert not Person.objects.filter(pk=cast.sem.pk).exists()
        assert Person.objects.filter(pk=cast.sem.pk).exists()
    assert current_scope() is None


def test_inner_scope_rolled_back_gives_the_outer_one_back(cast: Cast) -> None:
    with scoped(Scope.of_school(cast.oostpoort)):
        with pytest.raises(ValueError, match="away"), scoped(Scope.of_school(cast.zilvermeeuw)):
            raise ValueError("away")
        assert Person.objects.filter(pk=cast.sem.pk).exists()


def test_savepoint_rolled_back_keeps_the_scope(cast: Cast) -> None:
    with scoped(Scope.of_school(cast.oostpoort)):
        with pytest.raises(ValueError, match="away"), transaction.atomic():
            raise ValueError("away")
        assert Person.objects.filter(pk=cast.sem.pk).exists()


def test_pooled_connection_forgets_the_scope(committed: Cast) -> None:
    cast = committed
    with scoped(Scope.of_school(cast.oostpoort)):
        assert "Sem" in names()
    with pytest.raises(NO_SCOPE):
        names()
    with pytest.raises(ValueError, match="away"), scoped(Scope.of_school(cast.oostpoort)):
        raise ValueError("away")
    connection.close()  # hands it back to the pool; the next use takes the same one
    with pytest.raises(NO_SCOPE):
        names()


def test_other_thread_has_no_scope(committed: Cast) -> None:
    cast = committed
    seen: list[object] = []

    def look() -> None:
        try:
            seen.append(names())
        except NO_SCOPE:
            seen.append("nothing")
        finally:
            connection.close()

    with scoped(Scope.of_school(cast.oostpoort)):
        thread = threading.Thread(target=look)
        thread.start()
        thread.join()
    assert seen == ["nothing"]


def test_queryset_read_after_the_scope_is_an_error(cast: Cast) -> None:
    """As a streamed response would: its body is read when the page is over."""
    with scoped(Scope.of_school(cast.oostpoort)):
        rows = Person.objects.all()
    with pytest.raises(NO_SCOPE), transaction.atomic():
        list(rows)


class StreamedNames(SchoolView):
    action = Action.INCIDENT_REPORT

    def get(self, _request: HttpRequest, **_place: object) -> StreamingHttpResponse:
        return StreamingHttpResponse(person.given_name for person in Person.objects.iterator())


def test_streamed_page_has_no_scope_once_it_is_sent(cast: Cast, rf: RequestFactory) -> None:
    request = rf.get("/")
    request.user = cast.users["head"]
    middleware = ScopeMiddleware(lambda _request: HttpResponse())
    middleware(request)
    answer = middleware.process_view(request, StreamedNames.as_view(), (), {"school": "oostpoort"})
    assert isinstance(answer, StreamingHttpResponse)
    with pytest.raises(NO_SCOPE), transaction.atomic():
        list(answer)


def test_task_does_not_inherit_the_scope_that_queued_it(committed: Cast) -> None:
    look = current_app.task(names, name="tests.names", shared=False)
    with pytest.raises(NO_SCOPE), scoped(Scope.of_school(committed.oostpoort)):
        assert "Sem" in names()
        transaction.on_commit(look.delay)


def test_what_is_left_for_afterwards_survives_a_rollback(cast: Cast) -> None:
    with (
        pytest.raises(ValueError, match="away"),
        scoped(Scope.of_board(cast.waterland), outermost=True),
    ):
        Person.objects.filter(pk=cast.sem.pk).update(given_name="Gone")
        afterwards(lambda: Person.objects.filter(pk=cast.yara.pk).update(given_name="Kept"))
        raise ValueError("away")
    with scoped(Scope.of_board(cast.waterland)):
        assert {"Sem", "Kept"} <= names()


def test_enrolling_shows_pupil_and_guardians_to_the_school(cast: Cast) -> None:
    with scoped(Scope.of_board(cast.waterland)):
        enrol(cast.sem, group=cast.group_6, from_on=START)
    with scoped(Scope.of_school(cast.zilvermeeuw)):
        assert {"Sem", "Petra", "Johan"} <= names()
