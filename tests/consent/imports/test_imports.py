"""From a file to answers: upload, columns, what is found, agreed, added; and again without change."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from consent.imports import services, tasks
from consent.imports.models import AnswerImport, ImportRow
from consent.models import Answer
from consent.rule import Choice, State
from schoolgids.access.scope import Scope, scoped
from schoolgids.audit.models import Event
from tests.cast import Cast
from tests.consent.scenes import purpose, says, state

PAGE = "/school/oostpoort/toestemming/inlezen/"
HEADS = "Roepnaam;Achternaam;Datum;Website;Nieuwsbrief;Door"
FILE = f"""{HEADS}
Sem;Aldershof;01-09-2026;ja;nee;moeder
Daan;Grootveen;02-09-2026;ja;;
Yara;Tamsaoui;03-09-2026;nee;ja;
Tess;Grootveen;03-09-2026;misschien;;
Bestaat;Niet;03-09-2026;ja;;
"""
SignIn = Callable[[str], Client]


def upload(client: Client, content: str | bytes = FILE, name: str = "parnas.csv") -> Any:
    data = content.encode() if isinstance(content, str) else content
    file = SimpleUploadedFile(name, data)
    return client.post(PAGE, {"file": file, "submission": str(uuid4())})


def columns(cast: Cast, **changed: str) -> dict[str, str]:
    with scoped(Scope.of_school(cast.oostpoort)):
        site, news = (purpose(name, cast.oostpoort) for name in ("Website", "Nieuwsbrief"))
    return {
        "given_name": "0", "family_name": "1", "given_on": "2", "giver": "5", "number": "",
        "birth_date": "", "day": "", f"purpose_{site.pk.hex}": "3", f"purpose_{news.pk.hex}": "4",
        **changed,
    }  # fmt: skip


def work(cast: Cast) -> None:
    with scoped(Scope.of_school(cast.oostpoort)):
        keys = list(AnswerImport.objects.values_list("pk", flat=True))
    for pk in keys:
        tasks.work_on_import(pk=str(pk), board_id=cast.waterland.pk)


def checked(cast: Cast, client: Client, content: str = FILE) -> str:
    """The address of an import whose rows were looked at."""
    address = str(upload(client, content)["Location"]).removesuffix("kolommen/")
    assert client.post(f"{address}kolommen/", columns(cast))["Location"] == address
    work(cast)
    return address


def rows(cast: Cast) -> list[tuple[int, str]]:
    with scoped(Scope.of_school(cast.oostpoort)):
        return list(ImportRow.objects.order_by("number").values_list("number", "verdict"))


def imported(cast: Cast) -> list[tuple[str, str, str, str, date]]:
    with scoped(Scope.of_school(cast.oostpoort)):
        found = Answer.objects.filter(route="import").select_related(
            "person", "given_by", "purpose"
        )
        return sorted(
            (a.person.given_name, a.purpose.name_nl, a.choice, a.given_by.given_name, a.given_on)
            for a in found
        )


def test_columns_are_guessed_from_their_heads(asking: Cast, client_of: SignIn) -> None:
    page = upload(client_of("administrator"))
    html = client_of("administrator").get(page["Location"]).content.decode()
    assert '<option value="0" selected>Roepnaam</option>' in html
    assert '<option value="3" selected>Website</option>' in html
    assert "<td>Aldershof</td>" in html


def test_every_row_is_looked_at_before_anything_is_added(asking: Cast, client_of: SignIn) -> None:
    client = client_of("administrator")
    address = checked(asking, client)
    html = client.get(address).content.decode()

    assert rows(asking) == [
        (2, "new"), (3, "new"), (4, "new"), (5, "unknown_word"), (6, "unknown_pupil"),
    ]  # fmt: skip
    assert imported(asking) == []
    assert "Neem 5 nieuwe antwoorden over" in html
    assert "geen ja of nee" in html
    assert "(misschien)" in html
    assert "deze leerling staat niet op school" in html


def test_agreed_answers_are_added_with_their_own_day(asking: Cast, client_of: SignIn) -> None:
    client = client_of("administrator")
    address = checked(asking, client)
    client.post(address, {"deed": "add"})
    work(asking)

    assert imported(asking) == [
        ("Daan", "Website", "yes", "Wil", date(2026, 9, 2)),
        ("Sem", "Nieuwsbrief", "no", "Petra", date(2026, 9, 1)),
        ("Sem", "Website", "yes", "Petra", date(2026, 9, 1)),
        ("Yara", "Nieuwsbrief", "yes", "Yara", date(2026, 9, 3)),
        ("Yara", "Website", "no", "Yara", date(2026, 9, 3)),
    ]
    html = client.get(address).content.decode()
    assert "3 rijen zijn overgenomen." in html
    with scoped(Scope.of_school(asking.oostpoort)):
        assert state(asking, "daan", purpose("Website", asking.oostpoort)) is State.YES
        assert Event.objects.filter(name="consent.answer").count() == 3
        new = ImportRow.objects.filter(verdict="new")
        assert list(new.values_list("cells", flat=True)) == [[], [], []]


def test_same_file_again_changes_nothing(asking: Cast, client_of: SignIn) -> None:
    client = client_of("administrator")
    client.post(checked(asking, client), {"deed": "add"})
    work(asking)
    before = imported(asking)

    address = checked(asking, client)
    html = client.get(address).content.decode()
    assert "Er is niets nieuws om over te nemen." in html
    assert client.post(address, {"deed": "add"}).status_code == 422
    work(asking)
    assert imported(asking) == before


def test_later_answer_in_the_portal_is_kept(asking: Cast, client_of: SignIn) -> None:
    with scoped(Scope.of_board(asking.waterland)):
        site = purpose("Website", asking.oostpoort)
        says(asking, "twins_mother", "daan", site, Choice.NO)
    client = client_of("administrator")
    client.post(checked(asking, client), {"deed": "add"})
    work(asking)

    assert dict(rows(asking))[3] == "newer"
    with scoped(Scope.of_board(asking.waterland)):
        assert state(asking, "daan", site) is State.NO


def test_what_was_said_between_looking_and_adding_is_kept(asking: Cast, client_of: SignIn) -> None:
    client = client_of("administrator")
    address = checked(asking, client)
    with scoped(Scope.of_board(asking.waterland)):
        site = purpose("Website", asking.oostpoort)
        says(asking, "twins_mother", "daan", site, Choice.NO)
    client.post(address, {"deed": "add"})
    work(asking)

    assert dict(rows(asking))[3] == "newer"
    assert "Daan" not in {name for name, *_rest in imported(asking)}


def test_kill_halfway_goes_on_where_it_was(
    asking: Cast, client_of: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "SOME", 1)
    client = client_of("administrator")
    client.post(checked(asking, client), {"deed": "add"})
    with scoped(Scope.of_school(asking.oostpoort)):
        (pk,) = AnswerImport.objects.values_list("pk", flat=True)
    scope = Scope.of_board(asking.waterland)
    clock = asking.actor("administrator").clock(asking.waterland.pk, scope.schools)
    with scoped(scope):
        assert services.work_on(actor=clock, pk=pk)
    assert len(imported(asking)) == 2  # of one row; here the worker is killed
    tasks.run_imports()
    assert len(imported(asking)) == 5
    tasks.run_imports()
    assert len(imported(asking)) == 5


def test_rows_that_could_not_be_taken_over_are_forgotten_after_a_while(
    asking: Cast, client_of: SignIn, frozen: Any
) -> None:
    checked(asking, client_of("administrator"))
    frozen.shift(89 * 86_400)
    tasks.run_imports()
    assert len(rows(asking)) == 5
    frozen.shift(2 * 86_400)
    tasks.run_imports()
    assert rows(asking) == []


def test_columns_of_the_last_time_are_remembered(asking: Cast, client_of: SignIn) -> None:
    client = client_of("administrator")
    content = FILE.replace(HEADS, "a;b;c;d;e;f")
    checked(asking, client, content)
    html = client.get(upload(client, content)["Location"]).content.decode()
    assert '<option value="3" selected>d</option>' in html


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"family_name": ""}, "Kies het leerlingnummer, of de roepnaam en de achternaam."),
        (
            {"given_on": ""},
            "Kies de kolom met de datum, of schrijf één datum voor alle antwoorden.",
        ),
        ({"given_name": "77"}, "Kies een van de antwoorden."),
    ],
)
def test_columns_that_say_too_little_are_refused_at_the_field(
    asking: Cast, client_of: SignIn, changed: dict[str, str], said: str
) -> None:
    client = client_of("administrator")
    address = upload(client)["Location"]
    page = client.post(address, columns(asking, **changed))
    assert page.status_code == 422
    assert said in page.content.decode()
    assert rows(asking) == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Dit bestand is leeg. Kies een ander bestand."),
        (b"a\nb\n", "Hier staat geen tabel in."),
        (b"PK\x03\x04kapot", "Dit bestand is beschadigd."),
        (b"\xd0\xcf\x11\xe0oud", "Dit is een oud of beveiligd Excel-bestand."),
        (b"a;b\n" + b"x" * (10 * 1024 * 1024), "Dit bestand is te groot. Het mag 10 MB zijn."),
    ],
)
def test_bad_file_is_refused_and_nothing_is_kept(
    asking: Cast, client_of: SignIn, content: bytes, said: str
) -> None:
    page = upload(client_of("administrator"), content)
    assert page.status_code == 422
    assert said in page.content.decode()
    with scoped(Scope.of_school(asking.oostpoort)):
        assert not AnswerImport.objects.exists()


def test_thrown_away_file_is_destroyed(asking: Cast, client_of: SignIn) -> None:
    client = client_of("administrator")
    address = checked(asking, client)
    client.post(address, {"deed": "stop"})
    with scoped(Scope.of_school(asking.oostpoort)):
        row = AnswerImport.objects.select_related("file").get()
        assert row.file.destroyed_at is not None
        assert not row.rows.exists()
    assert "Er is niets overgenomen." in client.get(address).content.decode()


@pytest.mark.parametrize("name", ["teacher", "mentor", "sem_mother", "outsider", "omar"])
def test_pages_are_for_who_enters_answers(asking: Cast, client_of: SignIn, name: str) -> None:
    address = upload(client_of("administrator"))["Location"]
    for page in (PAGE, address, address.removesuffix("kolommen/")):
        assert client_of(name).get(page).status_code in (403, 404)
        assert client_of(name).post(page, {"deed": "add"}).status_code in (403, 404)


@pytest.mark.parametrize("copies", [1, 30])
def test_looking_at_rows_asks_a_fixed_number_of_questions(
    asking: Cast, client_of: SignIn, django_assert_num_queries: Any, copies: int
) -> None:
    client = client_of("administrator")
    line = "Daan;Grootveen;02-09-2026;ja;;\n"
    address = checked(asking, client, f"{HEADS}\n{line * copies}Wie;Ook;1-1-2026;ja;;\n")
    with django_assert_num_queries(12):
        client.get(address)
