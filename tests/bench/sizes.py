"""The two sizes, and what a filled database was filled with."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / ".data" / "bench"
CLASS_SIZE = 30
IN_A_PICTURE = 200  # people of the publication check
IN_THE_FILE = 6  # entries in the file that is measured, the same in both sizes


@dataclass(frozen=True)
class Size:
    name: str
    schools: int
    pupils: int
    incidents: int

    @property
    def database(self) -> str:
        return f"bench_{self.name}"

    @property
    def facts(self) -> Path:
        """Where the filling notes what there is to measure."""
        return FOLDER / f"{self.name}.json"

    @property
    def pupils_per_school(self) -> int:
        return self.pupils // self.schools

    @property
    def incidents_per_school(self) -> int:
        return self.incidents // self.schools


SIZES = (
    Size("small", schools=5, pupils=1_200, incidents=2_000),
    Size("large", schools=40, pupils=60_000, incidents=200_000),
)


def fingerprint(size: Size) -> str:
    """Changes with every migration, with the filling and with the size."""
    total = hashlib.sha256(repr(size).encode())
    files = [
        *ROOT.glob("*/migrations/*.py"),
        *ROOT.glob("*/*/migrations/*.py"),
        *Path(__file__).parent.glob("fill*"),
    ]
    for path in sorted(files):
        total.update(path.read_bytes())
    return total.hexdigest()[:16]
