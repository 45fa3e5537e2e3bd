"""The pages of the staff, through the browser's eyes: class sheet, paper, history, scan."""

import re
from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from consent.models import Answer
from consent.rule import Choice
from consent.services import answer
from schoolgids.access.scope import Scope, scoped
from schoolgids.audit.models import Event
from schoolgids.files.models import StoredFile
from schoolgids.organisation.models import Group
from schoolgids.people.models import Enrolment, Guardianship, Person
from tests.cast import START, YEAR, Cast
from tests.consent.conftest import PDF, only, purpose, token
from tests.consent.test_services import pupils

pytestmark = pytest.mark.django_db
ClientOf = Callable[[str], Client]
STAFF = ["teacher", "mentor", "team_leader", "care_coordinator", "head", "administrator"]
KEEPERS = ["head", "administrator"]


def sheet_of(group: Group) -> str:
    return reverse("consent:class_sheet", kwargs={"school": "oostpoort", "pk": group.pk})


def history_of(person: Person) -> str:
    return reverse("consent:history", kwargs={"school": "oostpoort", "pk": person.pk})


def evidence_of(row: Answer) -> str:
    return reverse("consent:evidence", kwargs={"school": "oostpoort", "pk": row.pk})


def words(response: object) -> str:
    """The text of a page, without its marks."""
    text = re.sub(
        r"<(script|style|svg).*?</\1>|<[^>]+>", " ", response.content.decode(), flags=re.S
    )
    return " ".join(text.split())


def scan(content: bytes = PDF, name: str = "formulier.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def ids(cast: Cast) -> dict[str, UUID]:
    with scoped(Scope.of_school(cast.oostpoort)):
        return {name: purpose(name, cast.oostpoort).pk for name in ("Website", "Nieuwsbrief")}


def sent(cast: Cast, **changed: object) -> dict[str, object]:
    """A paper form of Sem, signed by his mother: yes for the website, no for the newsletter."""
    key, found = cast.sem.pk.hex, ids(cast)
    values: dict[str, object] = {
        "leerling": [str(cast.sem.pk)],
        "submission": str(token()),
        "signed_on": "19-11-2026",
        "route": "paper",
        "scan": scan(),
        f"signer_{key}": str(cast.sem_mother.pk),
        f"choice_{key}_{found['Website'].hex}": "yes",
        f"choice_{key}_{found['Nieuwsbrief'].hex}": "no",
    }
    values |= {name.replace("SEM", key): value for name, value in changed.items()}
    return {name: value for name, value in values.items() if value is not None}


def answers(cast: Cast) -> list[tuple[str, str, UUID]]:
    with scoped(Scope.of_school(cast.oostpoort)):
        rows = Answer.objects.order_by("purpose__position")
        return [(row.purpose.name_nl, row.choice, row.given_by_id) for row in rows]


# --- Who may see what ------------------------------------------------------------------------


@pytest.mark.parametrize("name", STAFF)
def test_groups_and_sheet_are_for_all_staff_of_the_school(
    asking: Cast, client_of: ClientOf, name: str
) -> None:
    client = client_of(name)
    groups = client.get(reverse("consent:groups", kwargs={"school": "oostpoort"}))
    sheet = client.get(sheet_of(asking.class_4h2))

    assert (groups.status_code, sheet.status_code) == (200, 200)
    assert "4H2" in words(groups)
    assert "Aldershof, Sem" in words(sheet)


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("outsider", 404),  # another board
        ("fatima", 404),  # another school of the board
        ("omar", 404),
        ("sem_mother", 404),  # of this school, but no staff: she knows of no groups
        ("yara", 404),
        ("board_member", 403),
    ],
)
def test_the_sheet_is_not_for_others(
    asking: Cast, client_of: ClientOf, name: str, status: int
) -> None:
    assert client_of(name).get(sheet_of(asking.class_4h2)).status_code == status


@pytest.mark.parametrize("name", ["sem_mother", "yara", "board_member"])
def test_the_list_of_groups_is_for_staff(asking: Cast, client_of: ClientOf, name: str) -> None:
    address = reverse("consent:groups", kwargs={"school": "oostpoort"})
    assert client_of(name).get(address).status_code == 403


def test_a_group_of_another_school_is_not_found(asking: Cast, client_of: ClientOf) -> None:
    assert client_of("administrator").get(sheet_of(asking.group_6)).status_code == 404


@pytest.mark.parametrize("name", ["teacher", "mentor", "team_leader", "care_coordinator"])
def test_a_teacher_sees_the_state_but_no_proof_and_no_entry(
    asking: Cast, client_of: ClientOf, name: str
) -> None:
    client = client_of(name)
    page = client.get(f"{sheet_of(asking.class_4h2)}?leerling={asking.sem.pk}")

    assert "Papieren formulieren verwerken" not in words(page)
    assert history_of(asking.sem) not in page.content.decode()
    assert client.get(history_of(asking.sem)).status_code == 403
    assert client.post(sheet_of(asking.class_4h2), sent(asking)).status_code == 403
    assert answers(asking) == []


@pytest.mark.parametrize("name", KEEPERS)
def test_head_and_administrator_enter_paper(asking: Cast, client_of: ClientOf, name: str) -> None:
    client = client_of(name)
    page = client.get(f"{sheet_of(asking.class_4h2)}?leerling={asking.sem.pk}")
    assert "Voor 1 leerling." in words(page)

    done = client.post(sheet_of(asking.class_4h2), sent(asking), follow=True)

    assert done.redirect_chain == [(sheet_of(asking.class_4h2), 302)]
    assert "1 formulier opgeslagen." in words(done)
    assert (
        answers(asking)
        == [
            ("Nieuwsbrief", "no", asking.sem_mother.pk),
            ("Website", "yes", asking.sem_mother.pk),
        ][::-1]
    )


# --- The sheet -------------------------------------------------------------------------------


def test_the_sheet_shows_states_by_word_and_totals(asking: Cast, client_of: ClientOf) -> None:
    with scoped(Scope.of_board(asking.waterland)):
        website = purpose("Website", asking.oostpoort)
        for name, choice in (("sem_mother", Choice.YES), ("sem_father", Choice.NO)):
            answer(
                actor=asking.actor(name),
                person=asking.sem,
                choices=only(website, choice),
                submission=token(),
            )
        answer(
            actor=asking.actor("yara"),
            person=asking.yara,
            choices=only(website, Choice.YES),
            submission=token(),
        )
    text = words(client_of("teacher").get(sheet_of(asking.class_4h2)))

    assert (
        "4 leerlingen. Van 0 leerlingen is alles ingevuld. Bij 1 leerling zijn de ouders het oneens."
        in text
    )
    assert "Aldershof, Sem wordt 16 over 12 dagen Oneens Open" in text
    assert "Grootveen, Daan 15 Open" in text
    assert "Tamsaoui, Yara 16, beslist zelf Ja Open" in text
    assert "Ja in totaal 1 van 4 0 van 4" in text
    assert "Stand van vrijdag 20 november 2026" in text


def test_a_sheet_of_a_group_without_pupils_says_so(asking: Cast, client_of: ClientOf) -> None:
    assert "In deze klas zitten geen leerlingen" in words(
        client_of("teacher").get(sheet_of(asking.class_4h3))
    )


def test_a_school_that_asks_nothing_says_so(cast: Cast, client_of: ClientOf) -> None:
    assert "Deze school vraagt nog niets" in words(
        client_of("teacher").get(sheet_of(cast.class_4h2))
    )


def test_a_pupil_of_another_group_can_not_be_chosen(asking: Cast, client_of: ClientOf) -> None:
    for stranger in (asking.lieke.pk, asking.administrator.pk, "x"):
        address = f"{sheet_of(asking.class_4h2)}?leerling={stranger}"
        assert client_of("administrator").get(address).status_code == 404
        changed = sent(asking, leerling=[str(asking.sem.pk), str(stranger)])
        posted = client_of("administrator").post(sheet_of(asking.class_4h2), changed)
        assert posted.status_code == 404
    assert answers(asking) == []


@pytest.mark.parametrize("name", ["teacher", "administrator"])
def test_pages_ask_the_same_number_of_times_for_one_and_for_thirty(
    asking: Cast, client_of: ClientOf, name: str
) -> None:
    counts: dict[str, set[int]] = {"groups": set(), "sheet": set(), "panel": set()}
    client = client_of(name)
    for number, size in ((1, 1), (2, 3), (3, 30)):
        with scoped(Scope.of_school(asking.oostpoort)):
            Enrolment.objects.filter(group=asking.class_4h2).update(until_on=START)
            group = Group.objects.create(
                board=asking.waterland, school=asking.oostpoort, name=f"K{number}", school_year=YEAR
            )
            pupils(asking, group, size)
            chosen = "&".join(f"leerling={row.person_id}" for row in group.enrolments.all())
        addresses = {
            "groups": reverse("consent:groups", kwargs={"school": "oostpoort"}),
            "sheet": sheet_of(group),
            "panel": f"{sheet_of(group)}?{chosen}",
        }
        for page, address in addresses.items():
            client.get(address)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            asked = [row for row in queries if "SAVEPOINT" not in row["sql"]]
            counts[page].add(len(asked))
    assert {page: len(found) for page, found in counts.items()} == dict.fromkeys(counts, 1)
    assert max(max(found) for found in counts.values()) <= 12


# --- Paper with a fault ----------------------------------------------------------------------

FAULTS = [
    ({"signed_on": "21-11-2026"}, "Deze datum ligt in de toekomst."),
    ({"signed_on": "1-12-2010"}, "vóór de geboorte van Sem"),
    ({"signed_on": "31-02-2026"}, "Schrijf de datum als 20-11-2026."),
    ({"signed_on": ""}, "Vul ‘Datum op het formulier’ in."),
    ({"scan": None}, "Kies de scan van het formulier."),
    ({"scan": scan(b"MZ\x90\x00 no form at all", "formulier.pdf")}, "Dit is geen afbeelding of pdf."),
    ({"scan": scan(b"<script>alert(1)</script>", "scan.png")}, "Dit is geen afbeelding of pdf."),
    ({"scan": scan(PDF + b" " * (10 * 1024 * 1024))}, "Dit bestand is te groot."),
    ({"scan": scan(b"")}, "Dit bestand is leeg."),
    ({"scan_SEM": scan(b"")}, "Dit bestand is leeg."),
    ({"scan_SEM": scan(b"GIF89a")}, "Dit is geen afbeelding of pdf."),
    ({"route": "telephone", "scan": None}, "Een gesprek is geen bewijs."),
    ({"route": "portal"}, "Kies een van de antwoorden."),
    ({"signer_SEM": ""}, "Kies wie tekende bij Sem Aldershof."),
    ({"signer_SEM": "00000000-0000-0000-0000-000000000000"}, "Kies wie tekende bij Sem Aldershof."),
    ({"signer_SEM": "me"}, "nog geen 16"),
]  # fmt: skip


@pytest.mark.parametrize(("changed", "said"), FAULTS)
def test_a_fault_is_said_at_the_field_and_what_was_typed_stays(
    asking: Cast, client_of: ClientOf, changed: dict[str, object], said: str
) -> None:
    for upload in changed.values():
        if isinstance(upload, SimpleUploadedFile):
            upload.seek(0)
    if changed.get("signer_SEM") == "me":
        changed = {"signer_SEM": str(asking.sem.pk)}
    page = client_of("administrator").post(sheet_of(asking.class_4h2), sent(asking, **changed))

    text, html = words(page), page.content.decode()
    assert page.status_code == 422
    assert text.count(said) >= 2  # in the summary and at the field
    assert "Dit is nog niet opgeslagen" in text
    assert html.startswith("<!doctype html>")
    assert "<title>Fout:" in html
    choice = f'id_choice_{asking.sem.pk.hex}_{ids(asking)["Website"].hex}_0"'
    (ticked,) = [tag for tag in re.findall(r"<input[^>]*>", html) if choice in tag]
    assert "checked" in ticked
    assert answers(asking) == []
    with scoped(Scope.of_school(asking.oostpoort)):
        assert StoredFile.objects.count() == 0


def test_a_signer_without_authority_is_refused_by_name(asking: Cast, client_of: ClientOf) -> None:
    with scoped(Scope.of_school(asking.oostpoort)):
        Guardianship.objects.filter(guardian=asking.sem_father).update(parental_authority=False)
    changed = sent(asking, signer_SEM=str(asking.sem_father.pk))
    page = client_of("administrator").post(sheet_of(asking.class_4h2), changed)
    assert "Johan Duinkerk had op die dag geen gezag over Sem." in words(page)
    assert answers(asking) == []


def test_an_empty_form_asks_for_an_answer(asking: Cast, client_of: ClientOf) -> None:
    key, found = asking.sem.pk.hex, ids(asking)
    nothing = {f"choice_{key}_{pk.hex}": None for pk in found.values()}
    page = client_of("administrator").post(sheet_of(asking.class_4h2), sent(asking, **nothing))
    assert "Neem bij Sem Aldershof minstens één antwoord over" in words(page)


def test_both_parents_sign_at_once(asking: Cast, client_of: ClientOf) -> None:
    client_of("administrator").post(sheet_of(asking.class_4h2), sent(asking, signer_SEM="all"))
    givers = {giver for _name, _choice, giver in answers(asking)}
    assert givers == {asking.sem_mother.pk, asking.sem_father.pk}


def test_a_photo_of_the_form_is_cleaned_and_kept(
    asking: Cast, client_of: ClientOf, png: bytes
) -> None:
    key = asking.sem.pk.hex
    changed = sent(asking, scan=None, **{f"scan_{key}": scan(png, "IMG_0001.PNG")})
    assert client_of("administrator").post(sheet_of(asking.class_4h2), changed).status_code == 302
    with scoped(Scope.of_school(asking.oostpoort)):
        (kept,) = StoredFile.objects.all()
    assert (kept.media_type, kept.name) == ("image/png", "toestemming")


def test_the_same_form_sent_twice_is_recorded_once(asking: Cast, client_of: ClientOf) -> None:
    client, press = client_of("administrator"), str(token())
    for _time in range(2):
        done = client.post(sheet_of(asking.class_4h2), sent(asking, submission=press))
        assert done.status_code == 302
    assert len(answers(asking)) == 2


def test_the_sheet_is_never_kept_by_a_browser(asking: Cast, client_of: ClientOf) -> None:
    page = client_of("administrator").get(sheet_of(asking.class_4h2))
    assert "no-store" in page["Cache-Control"]


def test_nothing_on_the_panel_is_preselected(asking: Cast, client_of: ClientOf) -> None:
    page = client_of("administrator").get(f"{sheet_of(asking.class_4h2)}?leerling={asking.sem.pk}")
    radios = re.findall(r'<input type="radio"[^>]*>', page.content.decode())
    assert len(radios) == 12
    assert not [tag for tag in radios if "checked" in tag]


# --- History and scan ------------------------------------------------------------------------


def test_history_shows_route_and_proof_and_leaves_a_trace(
    asking: Cast, client_of: ClientOf
) -> None:
    client = client_of("administrator")
    client.post(sheet_of(asking.class_4h2), sent(asking))

    text = words(client.get(history_of(asking.sem)))

    assert "Website Ja Toestemming van een ouder met gezag." in text
    assert (
        "19 november 2026 Website tekst 1 Ja Petra Aldershof ouder of voogd met gezag Formulier op papier"
        in text
    )
    assert "Agnes Brouwerij Scan" in text
    with scoped(Scope.of_school(asking.oostpoort)):
        event = Event.objects.get(name="consent_proof.view")
    assert (event.actor_id, event.about_id, event.person_ids) == (
        asking.administrator.pk, str(asking.sem.pk), [asking.sem.pk],
    )  # fmt: skip


def test_the_scan_comes_back_as_it_was_and_opening_it_leaves_a_trace(
    asking: Cast, client_of: ClientOf
) -> None:
    client = client_of("head")
    client.post(sheet_of(asking.class_4h2), sent(asking))
    with scoped(Scope.of_school(asking.oostpoort)):
        row = Answer.objects.get(purpose__name_nl="Website")

    response = client.get(evidence_of(row))

    assert (response.content, response["Content-Type"]) == (PDF, "application/pdf")
    assert response["Content-Disposition"] == 'attachment; filename="toestemming-2026-11-19.pdf"'
    assert "no-store" in response["Cache-Control"]
    with scoped(Scope.of_school(asking.oostpoort)):
        event = Event.objects.get(name="consent_evidence.view")
    assert event.person_ids == [asking.sem.pk]
    for name, status in (("teacher", 404), ("sem_mother", 404), ("outsider", 404), ("omar", 404)):
        assert client_of(name).get(evidence_of(row)).status_code == status


def test_an_answer_without_a_scan_has_none_to_show(asking: Cast, client_of: ClientOf) -> None:
    client = client_of("head")
    key, found = asking.sem.pk.hex, ids(asking)
    client.post(
        sheet_of(asking.class_4h2),
        sent(asking, scan=None, **{f"choice_{key}_{found['Website'].hex}": "no"}),
    )
    with scoped(Scope.of_school(asking.oostpoort)):
        row = Answer.objects.first()
    assert client.get(evidence_of(row)).status_code == 404


def test_history_is_for_people_who_were_pupils_here(asking: Cast, client_of: ClientOf) -> None:
    client = client_of("administrator")
    for person in (asking.lieke, asking.sem_mother, asking.pupil_outside, asking.teacher):
        assert client.get(history_of(person)).status_code == 404
    with scoped(Scope.of_school(asking.oostpoort)):
        Enrolment.objects.filter(person=asking.sem).update(until_on=date(2026, 10, 1))
    assert "niet meer op deze school" in words(client.get(history_of(asking.sem)))


def test_history_asks_the_same_number_of_times_for_few_answers_and_many(
    asking: Cast, client_of: ClientOf
) -> None:
    client, counts = client_of("administrator"), []
    for _time in range(3):
        client.post(sheet_of(asking.class_4h2), sent(asking))
        with CaptureQueriesContext(connection) as queries:
            client.get(history_of(asking.sem))
        counts.append(len([row for row in queries if "SAVEPOINT" not in row["sql"]]))
    assert counts == [counts[0]] * 3
    assert counts[0] <= 14  # two of them of the transaction around a test
