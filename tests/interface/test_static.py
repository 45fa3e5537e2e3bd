"""Static files: made, collected under hashed names, and nothing missing."""

import re
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.test import override_settings
from fontTools.ttLib import TTFont

from schoolgids.interface import assets

MANIFEST = "whitenoise.storage.CompressedManifestStaticFilesStorage"


def test_manifest_collects_with_every_address_found(tmp_path: Path) -> None:
    storages = {**settings.STORAGES, "staticfiles": {"BACKEND": MANIFEST}}
    with override_settings(STATIC_ROOT=tmp_path, STORAGES=storages):
        call_command("collectstatic", interactive=False, stdout=StringIO())
    names = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")}
    assert "bootstrap/css/bootstrap.min.css" in names
    (theme,) = (name for name in names if re.fullmatch(r"css/theme\.[0-9a-f]{12}\.css", name))
    fonts = re.findall(r'url\("\.\./(fonts/[^"]+)"\)', (tmp_path / theme).read_text())
    assert len(fonts) == 4
    assert set(fonts) <= names
    assert all(re.search(r"\.[0-9a-f]{12}\.woff2$", name) for name in fonts)


def test_stylesheets_name_no_file_that_the_policy_refuses() -> None:
    for name in ("css/theme.css", "css/print.css"):
        found = finders.find(name)
        assert isinstance(found, str)
        css = Path(found).read_text()
        assert "data:" not in re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
        assert "http" not in css


def test_bootstrap_names_no_map() -> None:
    found = finders.find("bootstrap/css/bootstrap.min.css")
    assert isinstance(found, str)
    css = Path(found).read_bytes()
    assert css.startswith(b"@charset")
    assert b"sourceMappingURL" not in css


@pytest.mark.parametrize("name", assets.SCREEN_FONTS)
def test_screen_font_holds_the_letters_of_names_in_little(name: str) -> None:
    found = finders.find(f"fonts/{name}.woff2")
    assert isinstance(found, str)
    assert Path(found).stat().st_size < 40_000
    with TTFont(found) as font:
        letters = font.getBestCmap()
    assert {ord(letter) for letter in "aZ09ëéïÉşğłŻčñß’‘“–…€"} <= set(letters)


def test_figures_of_the_screen_font_are_tabular() -> None:
    found = finders.find("fonts/source-sans-regular.woff2")
    with TTFont(found) as font:
        letters, widths = font.getBestCmap(), font["hmtx"]
        assert len({widths[letters[ord(figure)]][0] for figure in "0123456789"}) == 1


def test_asset_that_we_do_not_make_is_not_found() -> None:
    assert finders.find("fonts/comic.woff2") is None


def test_paper_has_its_type_as_files() -> None:
    css = assets.paper_stylesheet()
    files = re.findall(r'url\("file://([^"]+\.ttf)"\)', css)
    assert len(files) == 4
    assert all(Path(file).is_file() for file in files)
    assert ".letter" in css
