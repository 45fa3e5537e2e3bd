"""Who must consent before a text is adopted: listed, asked, answered; on the page and in SQL."""

import threading
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from protocols import services
from protocols.dated import Dated, Precision
from protocols.models import CodeVersion, CouncilConsent, ExpectedConsent, Stage
from schoolgids.access.actor import Actor
from schoolgids.access.scope import Scope, scoped
from schoolgids.audit.models import Event
from schoolgids.workflow import Refused
from tests.cast import TODAY, Cast
from tests.protocols.making import NEWER, TEXT, draft, published

SignIn = Callable[[str], Client]
ADOPT = {"deed": "adopt", "adopt-by": "CvB", "adopt-adopted": "27-11-2020"}
ADOPT_IN_SQL = (
    "update protocols_codeversion set status = 'adopted', adopted_by = 'CvB', adopted_on = %s,"
    " adopted_precision = %s where id = %s"
)


def review(head: Actor, cast: Cast, *bodies: str, text: str = TEXT) -> CodeVersion:
    """A text that lies before these bodies."""
    version = draft(head, text, school=cast.oostpoort)
    for body in bodies:
        services.expect_consent(head, version=version, body=body)
    services.confirm_outline(head, version=version)
    return services.submit(head, version=version)


@pytest.fixture
def version(cast: Cast) -> CodeVersion:
    with scoped(Scope.of_school(cast.oostpoort)):
        head = cast.actor("head", school=cast.oostpoort)
        return review(head, cast, "GMR po", "GMR vo")


@pytest.fixture
def head(inside: Cast) -> Actor:
    return inside.actor("head", school=inside.oostpoort)


def page(version: CodeVersion) -> str:
    return f"/school/oostpoort/codes/{version.pk}/"


def row(cast: Cast, version: CodeVersion, body: str) -> ExpectedConsent:
    with scoped(Scope.of_school(cast.oostpoort)):
        return version.expected.get(body=body)


def said(row: ExpectedConsent, answer: str, on: str = "", remark: str = "") -> dict[str, str]:
    return {
        "deed": "answer", "answer-expected": str(row.pk), "answer-answer": answer,
        "answer-on": on, "answer-remark": remark,
    }  # fmt: skip


# --- On the page ------------------------------------------------------------------------------


def test_text_is_adopted_when_both_councils_consented(
    cast: Cast, client_of: SignIn, version: CodeVersion
) -> None:
    client = client_of("head")
    html = client.get(page(version)).content.decode()
    assert "Nog niet ingestemd: GMR po, GMR vo. Leg de instemming vast" in html
    client.post(page(version), said(row(cast, version, "GMR po"), "consented", "24-11-2020"))
    assert "Nog niet ingestemd: GMR vo." in client.post(page(version), ADOPT).content.decode()
    client.post(page(version), said(row(cast, version, "GMR vo"), "consented", "november 2020"))
    assert client.post(page(version), ADOPT).status_code == 302
    html = client.get(page(version)).content.decode()
    assert "stemde in op 24 november 2020" in html
    assert "stemde in op november 2020" in html


def test_refusal_keeps_a_text_from_being_adopted(
    cast: Cast, client_of: SignIn, version: CodeVersion
) -> None:
    client = client_of("head")
    vo = row(cast, version, "GMR vo")
    client.post(page(version), said(row(cast, version, "GMR po"), "consented", "24-11-2020"))
    client.post(page(version), said(vo, "refused", "november 2020", "Te streng"))
    html = client.get(page(version)).content.decode()
    assert "Stemt niet in: GMR vo. Pas de tekst aan en leg die opnieuw voor" in html
    assert "stemt niet in, november 2020" in html
    assert "‘Te streng’" in html
    client.post(page(version), said(vo, "consented", "26-11-2020"))
    assert client.post(page(version), ADOPT).status_code == 302
    with scoped(Scope.of_school(cast.oostpoort)):
        event = Event.objects.get(name="code.answer")
        assert event.facts == {
            "body": "GMR vo", "answer": "refused", "on": "2020-11-01", "remark": "Te streng",
        }  # fmt: skip


def test_who_has_reservations_has_yet_to_consent(
    cast: Cast, client_of: SignIn, version: CodeVersion
) -> None:
    client = client_of("head")
    client.post(page(version), said(row(cast, version, "GMR po"), "reserved", "24-11-2020"))
    html = client.get(page(version)).content.decode()
    assert "heeft bedenkingen, 24 november 2020" in html
    assert "Nog niet ingestemd: GMR po, GMR vo." in html


def test_body_that_is_not_asked_needs_a_reason(
    cast: Cast, client_of: SignIn, version: CodeVersion
) -> None:
    client = client_of("head")
    po = row(cast, version, "GMR po")
    refused = client.post(page(version), said(po, "not_asked"))
    assert refused.status_code == 422
    assert "Schrijf waarom GMR po niet is gevraagd." in refused.content.decode()
    client.post(page(version), said(po, "not_asked", remark="Geldt alleen voor vo"))
    client.post(page(version), said(row(cast, version, "GMR vo"), "consented", "23-11-2020"))
    assert client.post(page(version), ADOPT).status_code == 302
    assert "‘Geldt alleen voor vo’" in client.get(page(version)).content.decode()


@pytest.mark.parametrize(
    ("answer", "on", "words"),
    [
        ("consented", "", "Schrijf wanneer GMR po heeft ingestemd."),
        ("refused", "", "Schrijf wanneer GMR po dat heeft laten weten."),
        ("refused", "21-11-2026", "Deze datum ligt in de toekomst."),
        ("consented", "ooit", "Schrijf de datum als 25-03-2014 of als maart 2014."),
        ("", "", "Kies een antwoord bij ‘Antwoord’."),
    ],
)
def test_answer_that_is_not_whole_is_refused_and_kept(
    cast: Cast, client_of: SignIn, version: CodeVersion, answer: str, on: str, words: str
) -> None:
    sent = said(row(cast, version, "GMR po"), answer, on, "Zoals besproken")
    response = client_of("head").post(page(version), sent)
    html = response.content.decode()
    assert (response.status_code, words in html) == (422, True)
    assert 'value="Zoals besproken"' in html
    assert row(cast, version, "GMR po").answer == ""


def test_page_says_that_nobody_is_listed(cast: Cast, client_of: SignIn) -> None:
    with scoped(Scope.of_school(cast.oostpoort)):
        version = review(cast.actor("head", school=cast.oostpoort), cast)
    client = client_of("head")
    assert "Er staat niemand in de lijst van wie moet instemmen." in (
        client.get(page(version)).content.decode()
    )
    assert client.post(page(version), ADOPT).status_code == 302
    assert "Er staat niemand in de lijst" not in client.get(page(version)).content.decode()


def test_body_is_listed_once_and_taken_off_while_silent(
    cast: Cast, client_of: SignIn, version: CodeVersion
) -> None:
    client = client_of("administrator")
    again = client.post(page(version), {"deed": "expect", "expect-body": "gmr  PO"})
    assert "gmr PO staat al in de lijst." in again.content.decode()
    client.post(page(version), {"deed": "expect", "expect-body": "hele team", "expect-note": "po"})
    team = row(cast, version, "hele team")
    assert team.note == "po"
    client.post(page(version), {"deed": "unexpect", "unexpect-expected": str(team.pk)})
    po = row(cast, version, "GMR po")
    client.post(page(version), said(po, "reserved", "24-11-2020"))
    kept = client.post(page(version), {"deed": "unexpect", "unexpect-expected": str(po.pk)})
    assert "GMR po heeft al geantwoord en blijft in de lijst staan." in kept.content.decode()
    with scoped(Scope.of_school(cast.oostpoort)):
        assert [one.body for one in version.expected.all()] == ["GMR po", "GMR vo"]


def test_body_of_another_version_is_not_found(
    cast: Cast, client_of: SignIn, version: CodeVersion
) -> None:
    with scoped(Scope.of_school(cast.oostpoort)):
        other = review(cast.actor("head", school=cast.oostpoort), cast, "MR", text=NEWER)
    client = client_of("head")
    for deed in ("answer", "unexpect"):
        sent = {**said(row(cast, other, "MR"), "consented", "1-6-2020"), "deed": deed}
        sent["unexpect-expected"] = sent["answer-expected"]
        response = client.post(page(version), sent)
        assert response.status_code == 422
        assert "Dit staat niet meer in de lijst." in response.content.decode()
    assert row(cast, other, "MR").answer == ""


@pytest.mark.parametrize(
    ("name", "status"),
    [("teacher", 404), ("team_leader", 403), ("outsider", 404), ("sem_mother", 404)],
)
def test_who_keeps_no_codes_says_nothing_for_a_council(
    cast: Cast, client_of: SignIn, version: CodeVersion, name: str, status: int
) -> None:
    sent = said(row(cast, version, "GMR po"), "consented", "24-11-2020")
    assert client_of(name).post(page(version), sent).status_code == status
    with scoped(Scope.of_school(cast.oostpoort)):
        assert not CouncilConsent.objects.exists()


def test_page_asks_as_much_for_many_bodies(
    cast: Cast, client_of: SignIn, version: CodeVersion, django_assert_max_num_queries: Any
) -> None:
    client = client_of("head")

    def queries() -> int:
        with django_assert_max_num_queries(26) as asked:
            client.get(page(version))
        return len(asked)

    client.get(page(version))
    before = queries()
    head = cast.actor("head", school=cast.oostpoort)
    with scoped(Scope.of_school(cast.oostpoort)):
        for number in range(9):
            services.expect_consent(head, version=version, body=f"MR {number}")
        services.record_consent(
            head, version=version, body="MR 1", consented=Dated(date(2020, 6, 1)), today=TODAY
        )
    assert queries() == before


# --- Along the life of a code -----------------------------------------------------------------


def test_next_edition_is_laid_before_the_same_bodies(head: Actor, inside: Cast) -> None:
    first = review(head, inside, "GMR po")
    for body in ("GMR po", "Platform Medezeggenschap"):
        services.record_consent(
            head, version=first, body=body, consented=Dated(date(2014, 3, 25)), today=TODAY
        )
    second = draft(head, NEWER, school=inside.oostpoort)
    listed = [(one.body, one.answer) for one in second.expected.all()]
    assert listed == [("GMR po", ""), ("Platform Medezeggenschap", "")]


def test_text_taken_back_is_asked_about_anew(head: Actor, inside: Cast) -> None:
    version = review(head, inside, "GMR po", "GMR vo", "hele team")
    po, vo, team = version.expected.all()
    said_on = Dated(date(2020, 11, 1), Precision.MONTH)
    services.answer_for(head, expected=po, answer="refused", on=said_on, today=TODAY)
    services.answer_for(head, expected=vo, answer="consented", on=said_on, today=TODAY)
    services.answer_for(head, expected=team, answer="not_asked", remark="Klein", today=TODAY)
    services.reopen(head, version=version)
    assert [(one.body, one.answer) for one in version.expected.all()] == [
        ("GMR po", ""), ("GMR vo", ""), ("hele team", "not_asked"),
    ]  # fmt: skip
    assert Event.objects.get(name="code.consents_void").facts == {"bodies": ["GMR vo", "GMR po"]}


def test_minor_change_is_marked_where_it_is_submitted_and_frozen_when_adopted(
    cast: Cast, client_of: SignIn
) -> None:
    with scoped(Scope.of_school(cast.oostpoort)):
        head = cast.actor("head", school=cast.oostpoort)
        first = draft(head, NEWER + "\nEen.\n", school=cast.oostpoort, title="Fietsen")
        services.confirm_outline(head, version=first)
    client = client_of("head")
    assert 'name="submit-is_minor"' not in client.get(page(first)).content.decode()
    with scoped(Scope.of_school(cast.oostpoort)):
        published(head, school=cast.oostpoort)
        version = draft(head, NEWER, school=cast.oostpoort)
        services.confirm_outline(head, version=version)
    html = client.get(page(version)).content.decode()
    assert 'name="submit-is_minor"' in html
    assert "Ouders zien het label ‘kleine wijziging’." in html
    client.post(page(version), {"deed": "submit", "submit-is_minor": "on"})
    html = client.get(page(version)).content.decode()
    assert "Dit is een kleine wijziging: de afspraken waarmee raden eerder instemden" in html
    client.post(page(version), said(row(cast, version, "MR"), "consented", "24-11-2020"))
    client.post(page(version), {**ADOPT, "adopt-is_minor": "on"})
    client.post(page(version), {"deed": "publish", "publish-effective_on": "1-11-2026"})
    for address in ("", "versies/", "veranderd/"):
        guide = Client().get(f"/gids/oostpoort/telefoons-en-berichten/{address}").content.decode()
        assert "leine wijziging" in guide, address


def test_first_version_is_no_minor_change(head: Actor, inside: Cast) -> None:
    version = draft(head, school=inside.oostpoort)
    services.confirm_outline(head, version=version)
    with pytest.raises(Refused, match="Dit is de eerste"):
        services.submit(head, version=version, is_minor=True)


# --- In SQL, as the portal's own role -----------------------------------------------------------


@pytest.mark.parametrize(
    ("consented", "decided", "allowed"),
    [
        (("2020-11-24", "day"), ("2020-11-24", "day"), True),
        (("2020-11-24", "day"), ("2020-11-23", "day"), False),
        (("2020-11-24", "day"), ("2020-11-01", "month"), True),
        (("2020-11-01", "month"), ("2020-11-01", "day"), True),
        (("2020-11-01", "month"), ("2020-10-01", "month"), False),
    ],
)
def test_sql_does_not_adopt_before_the_consents(
    head: Actor, inside: Cast, consented: Any, decided: Any, *, allowed: bool
) -> None:
    version = review(head, inside)
    on = Dated(date.fromisoformat(consented[0]), Precision(consented[1]))
    services.record_consent(head, version=version, body="GMR po", consented=on, today=TODAY)
    if allowed:
        connection.cursor().execute(ADOPT_IN_SQL, [*decided, version.pk])
        return
    with pytest.raises(DatabaseError, match="before a body consented"), transaction.atomic():
        connection.cursor().execute(ADOPT_IN_SQL, [*decided, version.pk])


def test_sql_does_not_adopt_while_a_body_has_yet_to_consent(head: Actor, inside: Cast) -> None:
    version = review(head, inside, "GMR po", "hele team")
    team = version.expected.get(body="hele team")
    services.answer_for(head, expected=team, answer="not_asked", remark="Klein", today=TODAY)
    late = [date(2020, 12, 1), "day", version.pk]
    with pytest.raises(DatabaseError, match="has yet to consent"), transaction.atomic():
        connection.cursor().execute(ADOPT_IN_SQL, late)
    services.record_consent(
        head, version=version, body="gmr PO", consented=Dated(date(2020, 11, 24)), today=TODAY
    )
    connection.cursor().execute(ADOPT_IN_SQL, late)


# --- At the same time ---------------------------------------------------------------------------


def _committed_review(cast: Cast, *bodies: str) -> tuple[Actor, CodeVersion]:
    with scoped(Scope.of_school(cast.oostpoort)):
        head = cast.actor("head", school=cast.oostpoort)
        return head, review(head, cast, *bodies)


def test_of_two_adoptions_one_counts(committed: Cast) -> None:
    head, version = _committed_review(committed)
    outcomes: list[str] = []
    start = threading.Barrier(2)

    def adopt(by: str) -> None:
        start.wait()
        try:
            with scoped(Scope.of_school(committed.oostpoort)):
                services.adopt(
                    head, version=version, by=by, adopted=Dated(date(2020, 12, 1)), today=TODAY
                )
            outcomes.append("adopted")
        except Refused as refused:
            outcomes.append(str(refused))
        finally:
            connection.close()

    threads = [threading.Thread(target=adopt, args=[by]) for by in ("CvB", "Bestuur")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["Dit kan niet in de fase “vastgesteld”.", "adopted"]
    with scoped(Scope.of_school(committed.oostpoort)):
        assert Event.objects.filter(name="code.adopt").count() == 1


def test_consent_does_not_slip_in_beside_an_adoption(committed: Cast) -> None:
    """In SQL too, where nobody locks the version first."""
    head, version = _committed_review(committed)
    outcomes: list[str] = []
    begun = threading.Event()

    def consent() -> None:
        try:
            with scoped(Scope.of_school(committed.oostpoort)):
                begun.set()
                CouncilConsent.objects.create(
                    board_id=version.board_id, school_id=version.school_id, version=version,
                    body="GMR", consented_on=date(2026, 6, 1),
                )  # fmt: skip
            outcomes.append("consented")
        except DatabaseError as refused:
            outcomes.append(str(refused).splitlines()[0])
        finally:
            connection.close()

    thread = threading.Thread(target=consent)
    with scoped(Scope.of_school(committed.oostpoort)):
        services.adopt(
            head, version=version, by="CvB", adopted=Dated(date(2020, 1, 1)), today=TODAY
        )
        thread.start()
        begun.wait()
        thread.join(timeout=0.5)
        assert thread.is_alive()
    thread.join()
    assert outcomes == ["An adopted text is not changed: protocols_councilconsent"]
    with scoped(Scope.of_school(committed.oostpoort)):
        assert CodeVersion.objects.get(pk=version.pk).status == Stage.ADOPTED
