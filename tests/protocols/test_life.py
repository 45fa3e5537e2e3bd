"""The life of a version: who may take which step, in which order, and what can't be changed."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from protocols import services
from protocols.dated import Dated, Precision, parse_dated
from protocols.models import CodeVersion, GuideTopic, PublishedVersion, Stage
from protocols.workflow import CODE
from schoolgids.access.actor import Actor
from schoolgids.access.policy import Forbidden
from schoolgids.audit.models import Event
from schoolgids.workflow import Refused
from tests.cast import Cast
from tests.protocols.making import NEWER, TEXT, TODAY, adopted, draft, published

COUNCIL = Dated(date(2026, 6, 18))


@pytest.fixture
def head(inside: Cast) -> Actor:
    return inside.actor("head", school=inside.oostpoort)


def reasons(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [str(reason) for reason in refused.value.reasons]


def in_review(head: Actor, cast: Cast, text: str = TEXT) -> CodeVersion:
    version = draft(head, text, school=cast.oostpoort)
    services.confirm_outline(head, version=version)
    return services.submit(head, version=version)


def test_version_goes_from_draft_to_the_public_guide(head: Actor, inside: Cast) -> None:
    version = published(head, school=inside.oostpoort)
    assert (version.status, version.effective_on) == (Stage.IN_FORCE, date(2026, 8, 1))
    assert PublishedVersion.objects.get().adopted_by == "College van Bestuur"
    assert GuideTopic.objects.get().slug == "telefoons-en-berichten"
    assert list(Event.objects.order_by("at", "id").values_list("name", flat=True)) == [
        "code.import", "code.confirm_outline", "code.submit", "code.consent", "code.adopt",
        "code.adopted_text", "code.publish", "code.begin",
    ]  # fmt: skip


def test_unconfirmed_outline_can_not_be_submitted(head: Actor, inside: Cast) -> None:
    version = draft(head, school=inside.oostpoort)
    with pytest.raises(Refused, match="Controleer eerst de opbouw"):
        services.submit(head, version=version)


@pytest.mark.parametrize("words", ["Geldt vanaf [datum].", "Zie [de code](#)."])
def test_blanks_and_dead_links_keep_a_text_from_being_adopted(
    head: Actor, inside: Cast, words: str
) -> None:
    version = in_review(head, inside, TEXT + f"2. {words}\n")
    with pytest.raises(Refused, match="verwijzingen zonder doel"):
        services.adopt(head, version=version, by="CvB", adopted=COUNCIL, today=TODAY)
    (blocker,) = services.blockers(version.provisions.kept())
    assert blocker.provision.text == words


@pytest.mark.parametrize(
    ("consented", "decided", "allowed"),
    [
        ("18-06-2026", "18-06-2026", True),
        ("18-06-2026", "17-06-2026", False),
        ("18-06-2026", "juni 2026", True),
        ("juni 2026", "1-06-2026", True),
        ("juni 2026", "mei 2026", False),
    ],
)
def test_adoption_is_not_before_the_consents(
    head: Actor, inside: Cast, consented: str, decided: str, *, allowed: bool
) -> None:
    version = in_review(head, inside)
    council, board = parse_dated(consented), parse_dated(decided)
    assert council
    assert board
    services.record_consent(head, version=version, body="GMR po", consented=council, today=TODAY)
    if allowed:
        done = services.adopt(head, version=version, by="CvB", adopted=board, today=TODAY)
        assert done.status == Stage.ADOPTED
        return
    with pytest.raises(Refused) as refused:
        services.adopt(head, version=version, by="CvB", adopted=board, today=TODAY)
    assert reasons(refused) == ["De vaststelling kan niet vóór de instemming liggen."]


def test_several_bodies_consent_each_once(head: Actor, inside: Cast) -> None:
    version = in_review(head, inside)
    for body in ("GMR po", "Platform Medezeggenschap"):
        services.record_consent(head, version=version, body=body, consented=COUNCIL, today=TODAY)
    with pytest.raises(Refused, match="al vastgelegd"):
        services.record_consent(
            head, version=version, body="GMR po", consented=COUNCIL, today=TODAY
        )
    assert [str(c) for c in version.consents.all()] == [
        "GMR po, 18 juni 2026",
        "Platform Medezeggenschap, 18 juni 2026",
    ]


def test_day_in_the_future_is_no_consent_and_no_adoption(head: Actor, inside: Cast) -> None:
    version = in_review(head, inside)
    tomorrow = Dated(date(2026, 11, 21))
    with pytest.raises(Refused, match="in de toekomst"):
        services.record_consent(head, version=version, body="MR", consented=tomorrow, today=TODAY)
    with pytest.raises(Refused, match="in de toekomst"):
        services.adopt(head, version=version, by="CvB", adopted=tomorrow, today=TODAY)


def test_text_taken_back_loses_its_consents(head: Actor, inside: Cast) -> None:
    version = in_review(head, inside)
    services.record_consent(head, version=version, body="MR", consented=COUNCIL, today=TODAY)
    reopened = services.reopen(head, version=version)
    assert (reopened.status, reopened.consents.count()) == (Stage.DRAFT, 0)
    assert Event.objects.get(name="code.consents_void").facts == {"bodies": ["MR"]}


def test_text_holds_no_earlier_than_it_was_adopted(head: Actor, inside: Cast) -> None:
    version = adopted(head, school=inside.oostpoort)
    with pytest.raises(Refused, match="niet gelden vóór hij is vastgesteld"):
        services.publish(head, version=version, effective_on=date(2026, 6, 24))


def test_next_version_ends_the_one_before(head: Actor, inside: Cast) -> None:
    first = published(head, school=inside.oostpoort)
    second = published(head, NEWER, school=inside.oostpoort, from_on=date(2026, 11, 1))
    first.refresh_from_db()
    assert (first.status, first.until_on) == (Stage.REPLACED, date(2026, 11, 1))
    assert PublishedVersion.objects.get(pk=first.pk).until_on == date(2026, 11, 1)
    assert CodeVersion.objects.in_force_on(date(2026, 10, 31)).get() == first
    assert CodeVersion.objects.in_force_on(date(2026, 11, 1)).get() == second


def test_version_can_not_begin_before_the_last_one(head: Actor, inside: Cast) -> None:
    published(head, school=inside.oostpoort)
    second = adopted(head, NEWER, school=inside.oostpoort)
    with pytest.raises(Refused, match="op die dag of later"):
        services.publish(head, version=second, effective_on=date(2026, 8, 1))


def test_lapsed_code_holds_no_longer(head: Actor, inside: Cast) -> None:
    version = published(head, school=inside.oostpoort)
    with pytest.raises(Refused, match="Wat eerder gold, kan niet veranderen"):
        services.lapse(head, version=version, until_on=date(2026, 11, 19))
    services.lapse(head, version=version, until_on=date(2026, 11, 20))
    assert not CodeVersion.objects.in_force_on(date(2026, 11, 20)).exists()
    assert CodeVersion.objects.in_force_on(date(2026, 11, 19)).exists()


@pytest.mark.parametrize(
    "sql",
    [
        "update protocols_provision set text = 'anders' where version_id = %s",
        "update protocols_provision set dropped = 'by_hand' where version_id = %s",
        "delete from protocols_provision where version_id = %s",
        "update protocols_codeversion set title = 'anders' where id = %s",
        "update protocols_codeversion set adopted_on = '2020-01-01' where id = %s",
        "update protocols_codeversion set status = 'draft' where id = %s",
        "update protocols_codeversion set is_minor = true where id = %s",
        "delete from protocols_codeversion where id = %s",
        "update protocols_councilconsent set body = 'anders' where version_id = %s",
        "delete from protocols_councilconsent where version_id = %s",
        "insert into protocols_councilconsent (id, board_id, school_id, version_id, body, consented_on,"
        " precision) select gen_random_uuid(), board_id, school_id, id, 'DR', '2026-06-01', 'day'"
        " from protocols_codeversion where id = %s",
        "insert into protocols_expectedconsent (id, board_id, school_id, version_id, body, note,"
        " answer, precision, remark) select gen_random_uuid(), board_id, school_id, id, 'DR', '', '',"
        " 'day', '' from protocols_codeversion where id = %s",
    ],
)
def test_adopted_text_is_final_in_sql_too(head: Actor, inside: Cast, sql: str) -> None:
    version = adopted(head, school=inside.oostpoort)
    with pytest.raises(DatabaseError, match="An adopted text is not changed"), transaction.atomic():
        connection.cursor().execute(sql, [version.pk])


def test_adopted_text_takes_no_new_provision_or_rule(head: Actor, inside: Cast) -> None:
    version = adopted(head, school=inside.oostpoort)
    rule = version.provisions.first()
    with pytest.raises(Forbidden, match="geen concept meer"):
        services.change_outline(
            head, version=version, deed="relabel", chosen=[rule.pk], corrected="X"
        )
    with pytest.raises(Refused, match="ligt vast"):
        services.set_rule(head, version=version, key="police", value="must")


def test_school_can_not_change_a_text_of_the_board(inside: Cast) -> None:
    head = inside.actor("head", school=inside.oostpoort)
    with pytest.raises(Forbidden, match="Alleen het bestuur"):
        draft(head)


@pytest.mark.parametrize("name", ["teacher", "mentor", "care_coordinator", "administrator"])
def test_who_does_not_decide_can_not_adopt(inside: Cast, head: Actor, name: str) -> None:
    version = in_review(head, inside)
    actor = inside.actor(name, school=inside.oostpoort)
    with pytest.raises(Refused, match="niet bij je rol"):
        services.adopt(actor, version=version, by="CvB", adopted=COUNCIL, today=TODAY)


def test_every_stage_leads_on_and_every_step_is_named() -> None:
    reached = {CODE.initial} | {step.target for step in CODE.steps.values()}
    assert reached == set(Stage)
    left = {stage for step in CODE.steps.values() for stage in step.source}
    assert set(Stage) - left == set(CODE.final)


def test_dates_are_read_as_documents_write_them() -> None:
    assert parse_dated("maart 2019") == Dated(date(2019, 3, 1), Precision.MONTH)
    assert parse_dated("25 maart 2014") == Dated(date(2014, 3, 25))
    assert parse_dated("25-03-2014") == parse_dated("2014-03-25") == Dated(date(2014, 3, 25))
    assert parse_dated("03-2014") == Dated(date(2014, 3, 1), Precision.MONTH)
    assert [parse_dated(t) for t in ("", "31 februari 2020", "ooit", "13-2020")] == [None] * 4
    assert Dated(date(2020, 2, 1), Precision.MONTH).last == date(2020, 2, 29)
