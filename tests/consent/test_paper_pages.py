"""Entering paper on the class sheet: every fault at its field, and nothing half-written."""

import re
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from schoolgids.access.scope import Scope, scoped
from schoolgids.files.models import StoredFile
from schoolgids.people.models import Guardianship
from tests.cast import Cast
from tests.consent.scenes import (
    PDF,
    answers,
    ids,
    scan,
    sent,
    sheet_of,
    token,
    words,
)

pytestmark = pytest.mark.django_db
ClientOf = Callable[[str], Client]


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
