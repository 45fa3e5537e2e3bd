"""What was typed is kept until it is filed: the draft, its buttons without JavaScript, its images."""

from collections.abc import Callable
from io import BytesIO

import pytest
from django.test import Client

from incidents.answers import TYPED
from incidents.forms import IncidentForm
from incidents.models import Draft, Evidence, Incident
from schoolgids.audit.models import Event
from schoolgids.files.models import StoredFile
from tests.cast import Cast
from tests.incidents.making import LIST, NEW, answers, look, picture

SignIn = Callable[[str], Client]


# --- Draft ------------------------------------------------------------------------------------
def test_draft_is_saved_while_typing_and_comes_back(cast: Cast, client_of: SignIn) -> None:
    client = client_of("teacher")
    given = answers(cast, facts="Half een zi", deed="")
    saved = client.post(f"{NEW}concept/", given).json()
    assert saved["saved"] == "Concept bewaard om 10.00 uur"

    response = client.get(NEW)

    assert response.context["form"]["facts"].value() == "Half een zi"
    assert [chip.person for chip, _part in response.context["chips"]] == [cast.sem, cast.yara]
    assert str(response.context["form"]["submission"].value()) == given["submission"]
    assert 'value="today"' in response.content.decode()


def test_draft_keeps_the_inputs_of_the_form_and_no_more(cast: Cast, client_of: SignIn) -> None:
    given = answers(cast, smuggled="x" * 1000, party=[f"a:{number}" for number in range(200)])
    client_of("teacher").post(f"{NEW}concept/", given)

    with look(cast):
        content = Draft.objects.get().content
    assert set(content) <= TYPED
    assert len(content["party"]) == 60
    assert set(IncidentForm.base_fields) - {"submission", "images"} <= TYPED


def test_draft_is_seen_by_nobody_else(cast: Cast, client_of: SignIn) -> None:
    client_of("teacher").post(f"{NEW}concept/", answers(cast, facts="Alleen van mij"))

    for name in ("head", "team_leader", "mentor", "board_member"):
        client = client_of(name)
        for address in (LIST, NEW, "/school/oostpoort/dossiers/"):
            assert "Alleen van mij" not in client.get(address).content.decode(), name


def test_draft_of_yesterday_keeps_its_day(cast: Cast, client_of: SignIn, frozen: object) -> None:
    client = client_of("teacher")
    client.post(f"{NEW}concept/", answers(cast, when="lesson"))
    frozen.shift(86_400 / 2 + 36_000)  # type: ignore[attr-defined]

    form = client_of("teacher").get(NEW).context["form"]

    assert (form["when"].value(), form["day"].value()) == ("other", "20-11-2026")


def test_draft_can_be_thrown_away(cast: Cast, client_of: SignIn) -> None:
    client = client_of("teacher")
    client.post(NEW, answers(cast, deed="attach", images=picture()))
    client.post(NEW, answers(cast, deed="discard"))

    with look(cast):
        assert not Draft.objects.exists()
        assert StoredFile.objects.get().destroyed_at is not None


def test_buttons_without_javascript_add_and_remove_people(cast: Cast, client_of: SignIn) -> None:
    client = client_of("teacher")
    given = answers(cast, deed="search", people="tess", party=[], part=[])
    assert client.post(NEW, given)["Location"] == f"{NEW}#stap-wie"
    (found,) = client.get(NEW).context["found"]
    assert (found.label, found.note) == ("Tess Grootveen", "4H2")

    client.post(NEW, {**given, "deed": f"add:{found.key}"})
    page = client.get(NEW)
    assert [chip.key for chip, _part in page.context["chips"]] == [found.key]
    assert page.context["searched"] == ""

    with_account = {
        **given, "party": [found.key], "part": ["target"], "account": "@x", "deed": "account:a",
    }  # fmt: skip
    client.post(NEW, with_account)
    chips = client.get(NEW).context["chips"]
    assert [(chip.key, part) for chip, part in chips] == [
        (found.key, "target"),
        ("a:@x", "subject"),
    ]

    client.post(NEW, {**with_account, "deed": f"remove:{found.key}"})
    assert client.get(NEW).context["chips"] == []


def test_people_are_found_by_name_and_class(cast: Cast, client_of: SignIn) -> None:
    client = client_of("teacher")
    html = client.get(f"{NEW}personen/?q=4h2").content.decode()
    assert all(name in html for name in ("Sem Aldershof", "Yara Tamsaoui", "Tess Grootveen"))
    html = client.get(f"{NEW}personen/?q=petra").content.decode()
    assert "ouder of verzorger van Sem Aldershof" in html
    for nobody in ("lieke", "finn", "%", "\x00\x00", "x"):
        found = client.get(f"{NEW}personen/", {"q": nobody}).content.decode()
        assert "Niemand gevonden" in found, nobody


# --- Evidence ---------------------------------------------------------------------------------
def test_image_becomes_evidence(cast: Cast, client_of: SignIn) -> None:
    client = client_of("teacher")
    client.post(NEW, answers(cast, images=[picture(), picture("foto.jpg", "JPEG")]))

    with look(cast):
        rows = list(Evidence.objects.select_related("file"))
        assert [row.file.media_type for row in rows] == ["image/png", "image/jpeg"]
        assert not Draft.objects.exists()
        address = f"{LIST}bewijs/{rows[0].pk}/"
    response = client.get(address)
    assert (response["Content-Type"], response["Cache-Control"]) == (
        "image/png",
        "private, no-store",
    )
    with look(cast):
        event = Event.objects.get(name="evidence.view")
        assert (event.actor_id, set(event.person_ids)) == (
            cast.teacher.pk,
            {cast.sem.pk, cast.yara.pk},
        )


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "leeg"),
        (b"MZ\x90\x00 geen plaatje", "geen afbeelding"),
        (b"%PDF-1.7\n%%EOF", "geen afbeelding"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "geen afbeelding"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 40, "beschadigd"),
        (b"\xff\xd8\xff\xe0" + b"0" * (20 * 1024 * 1024), "te groot"),
    ],
    ids=["empty", "program", "pdf", "svg", "broken", "20MB"],
)
def test_bad_image_is_named_at_the_field_and_nothing_is_lost(
    cast: Cast, client_of: SignIn, content: bytes, words: str
) -> None:
    bad = BytesIO(content)
    bad.name = "plaatje.png"
    client = client_of("teacher")
    response = client.post(NEW, answers(cast, images=[picture(), bad]))

    (fault,) = response.context["form"].errors["images"]
    assert fault.startswith("plaatje.png: ")
    assert words in fault
    assert 'id="id_images_error"' in response.content.decode()
    with look(cast):
        assert not Incident.objects.exists()
        assert Draft.objects.get().files.count() == 1

    client.post(NEW, answers(cast, submission=response.context["form"]["submission"].value()))
    with look(cast):
        assert Evidence.objects.count() == 1


def test_same_image_twice_is_kept_once(cast: Cast, client_of: SignIn) -> None:
    client = client_of("teacher")
    given = answers(cast, deed="attach")
    client.post(NEW, {**given, "images": picture()})
    client.post(NEW, {**given, "images": picture()})

    with look(cast):
        assert Draft.objects.get().files.count() == 1


def test_image_of_a_draft_can_be_taken_away(cast: Cast, client_of: SignIn) -> None:
    client = client_of("teacher")
    client.post(NEW, answers(cast, deed="attach", images=picture()))
    (kept,) = client.get(NEW).context["kept"]
    client.post(NEW, answers(cast, deed=f"detach:{kept.pk}"))

    with look(cast):
        assert Draft.objects.get().files.count() == 0
        assert StoredFile.objects.get().wrapped_key is None
