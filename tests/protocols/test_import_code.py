"""`manage.py import_code`: a draft, or its outline as JSON; clear words when it can't."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from protocols.models import Code, CodeVersion, Provision
from schoolgids.access.scope import Scope, scoped
from schoolgids.files.models import StoredFile
from schoolgids.files.services import read
from tests.cast import Cast
from tests.protocols.making import NEWER, TEXT

TWO = """\
Tassen op school

Tassen op school: leerlingen

1. De tas staat in het kluisje.

Tassen op school: medewerkers

1. De tas staat in de kamer.
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "code.md"
    path.write_text(TEXT, encoding="utf-8")
    return path


def run(*arguments: object) -> str:
    out = StringIO()
    call_command("import_code", *map(str, arguments), stdout=out, skip_checks=True)
    return out.getvalue()


def test_file_becomes_a_draft_of_the_school_with_its_original(cast: Cast, file: Path) -> None:
    said = run(file, "--school", "oostpoort")
    assert said.startswith("Telefoons en berichten, versie 1: 17 bepalingen, 0 weggelaten.")
    with scoped(Scope.of_school(cast.oostpoort)):
        (version,) = CodeVersion.objects.select_related("code", "original")
        assert (version.school, version.status, version.number) == (cast.oostpoort, "draft", 1)
        assert version.code.slug == "telefoons-en-berichten"
        assert version.original is not None
        assert read(version.original) == TEXT.encode()
        assert version.original.media_type == "text/markdown"


def test_file_of_the_board_belongs_to_no_school(cast: Cast, file: Path) -> None:
    run(file, "--board", "waterland", "--title", "Gedragscode")
    with scoped(Scope.of_board(cast.waterland)):
        (code,) = Code.objects.all()
        assert (code.school_id, code.title) == (None, "Gedragscode")


def test_second_edition_is_the_next_version_and_keeps_the_keys(cast: Cast, file: Path) -> None:
    run(file, "--school", "oostpoort")
    file.write_text(NEWER, encoding="utf-8")
    run(file, "--school", "oostpoort")
    with scoped(Scope.of_school(cast.oostpoort)):
        first, second = CodeVersion.objects.order_by("number")
        keys = [list(v.provisions.values_list("key", flat=True)) for v in (first, second)]
        assert second.number == 2
        assert keys[0] == keys[1]


def test_same_file_twice_is_refused(cast: Cast, file: Path) -> None:
    run(file, "--school", "oostpoort")
    with pytest.raises(CommandError, match="al ingelezen: het is versie 1"):
        run(file, "--school", "oostpoort")
    with scoped(Scope.of_school(cast.oostpoort)):
        assert CodeVersion.objects.count() == 1


def test_two_codes_in_one_file_become_two_drafts(cast: Cast, tmp_path: Path) -> None:
    path = tmp_path / "twee.txt"
    path.write_text(TWO, encoding="utf-8")
    said = run(path, "--school", "oostpoort", "--split")
    assert said.count("versie 1") == 2
    with scoped(Scope.of_school(cast.oostpoort)):
        assert set(Code.objects.values_list("slug", flat=True)) == {
            "tassen-op-school-leerlingen",
            "tassen-op-school-medewerkers",
        }


def test_split_is_reported_when_not_asked_for(cast: Cast, tmp_path: Path) -> None:
    path = tmp_path / "twee.txt"
    path.write_text(TWO, encoding="utf-8")
    said = run(path, "--school", "oostpoort")
    assert "  3: Hier begint een eigen code" in said
    assert "  7: Hier begint een eigen code" in said


@pytest.mark.django_db
def test_json_shows_the_outline_and_writes_nothing(file: Path) -> None:
    file.write_text("# Tassen\n\n1. In het kluisje.\n\n---\n", encoding="utf-8")
    assert json.loads(run(file, "--as", "json")) == {
        "provisions": [
            {"kind": "heading", "depth": 0, "label": "", "corrected": None, "text": "Tassen"},
            {
                "kind": "item",
                "depth": 1,
                "label": "1.",
                "corrected": None,
                "text": "In het kluisje.",
            },
        ],
        "dropped": [{"line": 5, "text": "---", "why": "rule"}],
    }


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Er staat geen tekst in."),
        (
            b"\x89PNG",
            "Dit is geen tekstbestand. Bewaar het als .docx, .pdf, .txt of .md. Het lijkt een",
        ),
        (b"a\x00b", "Dit is geen tekstbestand."),
        (b"\x81\x8d\x8f", "niet te lezen"),
        (b"x" * (20 * 1024 * 1024 + 1), "Een tekst mag 20 MB zijn."),
    ],
)
def test_what_is_no_text_is_refused_in_words(
    tmp_path: Path, content: bytes, words: str, db: None
) -> None:
    path = tmp_path / "code.txt"
    path.write_bytes(content)
    with pytest.raises(CommandError, match=words):
        run(path, "--as", "json")


def test_folder_missing_file_and_missing_owner_are_named(cast: Cast, file: Path) -> None:
    with pytest.raises(CommandError, match="is een map"):
        run(file.parent, "--as", "json")
    with pytest.raises(CommandError, match="bestaat niet"):
        run(file.parent / "weg.txt", "--as", "json")
    with pytest.raises(CommandError, match="Zeg van wie de code is"):
        run(file)
    with pytest.raises(CommandError, match="geen school met de naam nergens"):
        run(file, "--school", "nergens")
    with pytest.raises(CommandError, match="geen bestuur met de naam nergens"):
        run(file, "--board", "nergens")


def test_text_without_a_title_asks_for_one_and_leaves_nothing(cast: Cast, tmp_path: Path) -> None:
    path = tmp_path / "code.txt"
    path.write_text("1. Een regel zonder kop erboven.", encoding="utf-8")
    with pytest.raises(CommandError, match="Geef er een op"):
        run(path, "--school", "oostpoort")
    with scoped(Scope.of_school(cast.oostpoort)):
        assert not Provision.objects.exists()
        assert not StoredFile.objects.exists()
    assert "versie 1" in run(path, "--school", "oostpoort", "--title", "Regels")
