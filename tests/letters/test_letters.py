"""Letters: readable PDFs, made once, in the store."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from weasyprint.urls import FatalURLFetchingError  # noqa: TID253  tests may load Pango

from incidents.sanctions import services as sanctions
from schoolgids.files.models import StoredFile
from schoolgids.files.services import read
from schoolgids.letters.models import Letter
from schoolgids.letters.rendering import house_style, render_pdf
from schoolgids.people.models import Person
from schoolgids.workflow import Refused
from tests.cast import Cast
from tests.sanctions.making import RULE, Making, incident


@pytest.fixture
def making(inside: Cast) -> Making:
    return Making(inside)


def words(pdf: bytes) -> str:
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    return " ".join(text.split())


def make(making: Making, case: object) -> dict[str, Letter]:
    actor = making.cast.actor("team_leader", school=making.cast.oostpoort)
    letters = sanctions.make_letters(actor=actor, case=case)  # type: ignore[arg-type]
    return {letter.address.splitlines()[0]: letter for letter in letters}


def test_letter_can_not_be_made_while_a_step_lacks_and_says_each(making: Making) -> None:
    case = making.proposed(row=incident(making.cast, "sem", cited=False))
    with pytest.raises(Refused) as refusal:
        make(making, case)
    assert [str(reason) for reason in refusal.value.reasons] == [
        "Er is nog geen besluit.",
        "Leg eerst het hoorgesprek vast. Daarna beslist de schoolleider.",
        "Leg eerst het contact met de ouders vast.",
        "Leg in de melding vast welke regel is overtreden.",
    ]
    assert (Letter.objects.count(), StoredFile.objects.count()) == (0, 0)


def test_letter_cites_the_rule_and_names_the_term_to_object(making: Making) -> None:
    letter = make(making, making.at("decided"))["Petra Aldershof"]
    text = words(read(letter.file))
    for part in (
        "Besluit: schorsing van 2 dagen",
        "Beste Petra Aldershof,",
        "van donderdag 26 november 2026 tot en met vrijdag 27 november 2026",
        "In Protocol sociale media (versie 3) staat:",
        f"III.A.4 {RULE}",
        "Een waarschuwing is niet genoeg.",
        "We informeren de Inspectie van het Onderwijs.",
        "uiterlijk op 4 januari 2027",
        "Maarten Oosterkamp",
    ):
        assert part in text, part
    assert letter.cites == [
        {"label": "III.A.4", "text": RULE, "code": "Protocol sociale media", "version": "versie 3",
         "href": ""}
    ]  # fmt: skip


def test_parents_who_live_apart_get_a_letter_each_and_the_pupil_too(making: Making) -> None:
    Person.objects.filter(pk=making.cast.sem_mother.pk).update(address="Kade 1, 1000 AA Waterstad")
    Person.objects.filter(pk=making.cast.sem_father.pk).update(address="Dijk 2, 1000 AB Waterstad")
    letters = make(making, making.at("decided"))
    assert set(letters) == {"Petra Aldershof", "Johan Duinkerk", "Sem Aldershof"}
    assert "Dijk" not in words(read(letters["Petra Aldershof"].file))
    assert "Kade" not in words(read(letters["Johan Duinkerk"].file))
    assert "Ben je het niet eens" in words(read(letters["Sem Aldershof"].file))


def test_parents_at_one_address_get_one_letter(making: Making) -> None:
    both = [making.cast.sem_mother.pk, making.cast.sem_father.pk]
    Person.objects.filter(pk__in=both).update(address="Kade 1, 1000 AA Waterstad")
    letters = make(making, making.at("decided"))
    assert set(letters) == {"Petra Aldershof en Johan Duinkerk", "Sem Aldershof"}


def test_parent_without_authority_gets_none(making: Making) -> None:
    row = incident(making.cast, "daan")
    case = making.proposed("warning", person="daan", row=row)
    letters = make(making, making.decided(making.contacted(making.heard(case))))
    assert set(letters) == {"Wil Grootveen", "Daan Grootveen"}


def test_making_it_twice_gives_the_same_letters(making: Making) -> None:
    case = making.at("decided")
    assert make(making, case) == make(making, case)
    assert Letter.objects.count() == 3


def test_letter_is_a_tagged_pdf_with_language_title_and_author(making: Making) -> None:
    letter = make(making, making.at("decided"))["Petra Aldershof"]
    pdf = PdfReader(BytesIO(read(letter.file)))
    catalogue = pdf.trailer["/Root"]
    assert catalogue["/Lang"] == "nl"
    assert catalogue["/MarkInfo"]["/Marked"]
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Besluit: schorsing van 2 dagen – Lyceum Oostpoort"
    assert pdf.metadata.author == "Lyceum Oostpoort"
    assert b"pdfuaid" in catalogue["/Metadata"].get_data()
    fonts = {
        str(font.get_object()["/BaseFont"])
        for page in pdf.pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert all("Source-Sans" in font or "SourceSans" in font for font in fonts), fonts


def test_what_somebody_wrote_stays_text(making: Making) -> None:
    case = making.decided(making.at("heard"), motivation='<img src="http://x.test/a.png"> & <b>nee')
    letter = make(making, case)["Petra Aldershof"]
    assert '<img src="http://x.test/a.png"> & <b>nee' in words(read(letter.file))


@pytest.mark.parametrize("address", ["http://x.test/a.png", "file:///etc/hostname"])
def test_letter_reads_nothing_from_outside(
    inside: Cast, settings: Any, tmp_path: Path, address: str
) -> None:
    (tmp_path / "outside.html").write_text(f'<html lang="nl"><img src="{address}" alt=""></html>')
    (engine,) = settings.TEMPLATES
    settings.TEMPLATES = [{**engine, "DIRS": [*engine["DIRS"], tmp_path]}]
    with pytest.raises(FatalURLFetchingError, match="outside itself"):
        render_pdf("outside.html", {}, colours=inside.oostpoort)


def test_letter_wears_the_colours_of_the_school(inside: Cast) -> None:
    assert "--school: #134a5f; --line: #dd6b4d" in house_style(inside.oostpoort)
