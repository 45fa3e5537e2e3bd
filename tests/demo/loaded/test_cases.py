"""Reports and cases of the demo: every stage is somewhere, and each went through the services."""

from django.db.models import F

from incidents.dossiers.models import DossierEntry
from incidents.models import Draft, Evidence, Incident, InvolvedParty
from incidents.sanctions.models import Duty, Escalation, SanctionCase
from schoolgids.access.policy import visible
from schoolgids.access.scope import Scope, scoped
from schoolgids.audit.models import Event
from schoolgids.demo.facts import COMPASS, LYCEUM
from schoolgids.letters.models import Letter
from schoolgids.notices.models import Notice
from schoolgids.organisation.models import Board, School
from schoolgids.people.models import Person
from tests.cast import TODAY
from tests.demo.loaded.conftest import INCIDENTS

Stage = Incident.Stage


def test_there_are_reports_in_every_stage(board: Board) -> None:
    found = Incident.objects.values_list("status", flat=True)

    assert set(found) == set(Stage.values)
    assert len(found) >= INCIDENTS


def test_reports_were_filed_when_they_happened_and_in_the_order_of_their_numbers(
    board: Board,
) -> None:
    for school in School.objects.all():
        moments = list(
            Incident.objects.filter(school=school)
            .order_by("year", "sequence")
            .values_list("reported_at", flat=True)
        )
        assert moments == sorted(moments)
    assert not Incident.objects.filter(reported_at__date__lt=F("happened_on")).exists()


def test_each_report_left_its_line_in_the_trail_and_its_entries_in_files(board: Board) -> None:
    for incident in Incident.objects.all():
        line = Event.objects.get(name="incident.report", about_id=str(incident.pk))
        assert line.at == incident.reported_at
    in_files = set(DossierEntry.objects.values_list("source_id", flat=True))
    parts = InvolvedParty.objects.filter(person__isnull=False).exclude(part="witness")
    assert set(parts.values_list("incident_id", flat=True)) <= in_files


def test_cases_stand_at_every_stage_a_visitor_can_act_on(board: Board) -> None:
    running = set(
        SanctionCase.objects.filter(school__slug=LYCEUM.slug).values_list("status", flat=True)
    )

    assert running >= {"proposed", "heard", "decided", "communicated", "objected"}
    assert Duty.objects.filter(kind="inspectorate", done_on=None).exists()
    assert Duty.objects.filter(kind="inspectorate", done_on__isnull=False).exists()
    assert Escalation.objects.filter(by_clock=True).exists()
    assert Letter.objects.exists()
    assert Evidence.objects.exists()


def test_mother_does_not_see_the_report_about_her_child_as_a_colleague(board: Board) -> None:
    school = School.objects.get(slug=COMPASS.slug)
    child = Person.objects.get(given_name="Bodi")
    reports = Incident.objects.filter(school=school, parties__person=child)

    assert reports.exists()


def test_teacher_has_a_draft_that_nobody_else_sees(board: Board) -> None:
    school = School.objects.get(slug=LYCEUM.slug)
    with scoped(Scope.of_school(school)):
        draft = Draft.objects.get()

    assert draft.reporter.appointments.filter(role="teacher").exists()
    assert visible(None, Draft.objects.all()).count() == 0


def test_nothing_happened_after_the_demo_was_loaded(board: Board) -> None:
    assert not Event.objects.filter(at__date__gt=TODAY).exists()
    assert not Notice.objects.filter(sent_at=None).exists()
