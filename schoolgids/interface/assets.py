"""Files for the browser and for paper that are made out of wheels, not kept in the repository.

Bootstrap's stylesheet and Source Sans are copied and subset once, into the data directory; the
finder hands them to `collectstatic`. Paper uses the full TTF files where the wheel has them.
"""

import hashlib
import os
import re
from collections.abc import Iterator
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage
from fontTools.subset import Options, Subsetter, load_font, save_font

SCREEN_FONTS = {
    "source-sans-regular": "SourceSansPro-Regular",
    "source-sans-italic": "SourceSansPro-It",
    "source-sans-semibold": "SourceSansPro-Semibold",
    "source-sans-bold": "SourceSansPro-Bold",
}
PAPER_FONTS = (
    ("SourceSansPro-Regular", 400, "normal"),
    ("SourceSansPro-It", 400, "italic"),
    ("SourceSansPro-Semibold", 600, "normal"),
    ("SourceSansPro-Bold", 700, "normal"),
)
# Every letter of the Latin names in a Dutch school, combining marks, punctuation, arrows, signs.
CHARACTERS = [
    *range(0x20, 0x7F),
    *range(0xA0, 0x250),
    *range(0x2B0, 0x370),
    *range(0x1E00, 0x1F00),
    *range(0x2000, 0x2070),
    *(0x20AC, 0x2122, 0x2190, 0x2191, 0x2192, 0x2193, 0x2212, 0x2260, 0x2264, 0x2265),
]
FEATURES = ["kern", "liga", "locl", "ccmp", "mark", "mkmk"]
RECIPE = hashlib.sha256(repr((CHARACTERS, FEATURES, SCREEN_FONTS)).encode()).hexdigest()[:8]


def package_folder(package: str) -> Path:
    """The folder of an installed package, found without running it."""
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError(package)
    return Path(next(iter(spec.submodule_search_locations)))


def font_file(name: str) -> Path:
    """The TTF of a weight of Source Sans."""
    return package_folder("font_source_sans_pro") / "files" / f"{name}.ttf"


def subset(source: Path, target: Path) -> None:
    """Writes the part of a font that the screen needs, as woff2."""
    options = Options(flavor="woff2", layout_features=FEATURES, hinting=False, notdef_outline=True)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=CHARACTERS)
    with load_font(str(source), options) as font:
        subsetter.subset(font)
        save_font(font, str(target), options)


def bootstrap_stylesheet() -> bytes:
    """Bootstrap's own stylesheet, without the address of a source map that is not served."""
    css = (package_folder("bootstrap") / "css" / "bootstrap.min.css").read_bytes()
    return re.sub(rb"/\*# sourceMappingURL=[^*]*\*/", b"", css)


def built() -> Path:
    """The folder with the made files; made now if these versions were never made before."""
    versions = "-".join(
        metadata.version(name) for name in ("bootstrap-wrapper", "font-source-sans-pro")
    )
    folder = Path(settings.DATA_DIR) / "assets" / f"{versions}-{RECIPE}"
    if folder.is_dir():
        return folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=folder.parent) as made:
        workplace = Path(made) / "new"
        (workplace / "fonts").mkdir(parents=True)
        (workplace / "bootstrap" / "css").mkdir(parents=True)
        (workplace / "bootstrap" / "css" / "bootstrap.min.css").write_bytes(bootstrap_stylesheet())
        for target, source in SCREEN_FONTS.items():
            subset(font_file(source), workplace / "fonts" / f"{target}.woff2")
        try:
            os.rename(workplace, folder)
        except OSError:  # another process was first
            if not folder.is_dir():
                raise
    return folder


class AssetFinder(BaseFinder):
    """Gives the made files to `collectstatic`, as if they were in a folder of static files."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.storage: FileSystemStorage | None = None
        super().__init__(*args, **kwargs)

    def _storage(self) -> FileSystemStorage:
        if self.storage is None:
            self.storage = FileSystemStorage(location=built())
            self.storage.prefix = None  # type: ignore[attr-defined]  # asked by collectstatic
        return self.storage

    def find(self, path: str, find_all: bool = False, **_kwargs: Any) -> Any:  # noqa: FBT001, FBT002
        """Where a made file stands; nothing when it is not one of ours."""
        storage = self._storage()
        found = [storage.path(path)] if storage.exists(path) else []
        return found if find_all else (found[0] if found else [])

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, FileSystemStorage]]:
        """Every made file."""
        storage = self._storage()
        for folder in ("bootstrap/css", "fonts"):
            for name in storage.listdir(folder)[1]:
                yield f"{folder}/{name}", storage


def paper_stylesheet() -> str:
    """print.css with the type it needs, for WeasyPrint: the TTF files out of the wheel."""
    faces = "".join(
        f'@font-face{{font-family:"Source Sans Print";src:url("{font_file(name).as_uri()}");'
        f"font-weight:{weight};font-style:{style}}}\n"
        for name, weight, style in PAPER_FONTS
    )
    found = finders.find("css/print.css")
    if not isinstance(found, str):
        raise FileNotFoundError("css/print.css")
    return faces + Path(found).read_text(encoding="utf-8")
