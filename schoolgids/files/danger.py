"""What no upload may be: known malware, or a document that brings a program along.

No virus scanner: it knows the file with which scanners are tried out (EICAR), also inside a
document, and macros. The portal shows nobody a file that it has not taken apart or made anew.
"""

import zipfile
from enum import StrEnum
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

CHUNK = 1 << 20
HEAD = 128  # bytes: where the signature stands in a file inside another
MOST_PARTS = 2_000
# In two pieces, or a scanner would take this file itself away.
SIGNATURE = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
PROGRAM = "vbaproject.bin"
OLD_PROGRAM = "_VBA_PROJECT".encode("utf-16-le")


class Danger(StrEnum):
    MALWARE = "malware"
    MACROS = "macros"


WORDS = {
    Danger.MALWARE: _(
        "In dit bestand zit schadelijke software. Het is niet bewaard. Laat je computer nakijken."
    ),
    Danger.MACROS: _(
        "Dit bestand bevat macro’s. Bewaar het zonder macro’s, bijvoorbeeld als gewoon "
        ".docx-bestand."
    ),
}


def danger_in(file: IO[bytes]) -> Danger | None:
    """What is dangerous in a file that was sent, if anything. It is read again from its beginning."""
    file.seek(0)
    begin, macros, tail = b"", False, b""
    while chunk := file.read(CHUNK):
        begin = begin or chunk[:4]
        if SIGNATURE in tail + chunk:
            file.seek(0)
            return Danger.MALWARE
        macros = macros or (begin == OLE and OLD_PROGRAM in tail + chunk)
        tail = chunk[-len(SIGNATURE) :]
    file.seek(0)
    found = _in_parts(file) if begin == ZIP else None
    file.seek(0)
    return found or (Danger.MACROS if macros else None)


def refuse_danger(value: Any) -> None:
    """Refuses a file in which something dangerous was found: for every field with a file.

    Raises ValidationError.
    """
    found = danger_in(value)
    if found is not None:
        raise ValidationError(WORDS[found], code=found.value)


def _in_parts(file: IO[bytes]) -> Danger | None:
    """What the files inside a ZIP are. One that can't be opened is for others to refuse."""
    macros = False
    try:
        with zipfile.ZipFile(file) as whole:
            for part in whole.infolist()[:MOST_PARTS]:
                macros = macros or part.filename.casefold().endswith(PROGRAM)
                with whole.open(part) as content:
                    if SIGNATURE in content.read(HEAD):
                        return Danger.MALWARE
    except Exception:  # noqa: BLE001  a crafted ZIP raises anything; what was seen counts
        return Danger.MACROS if macros else None
    return Danger.MACROS if macros else None
