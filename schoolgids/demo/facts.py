"""The fictional board and its five schools: what is decided about them and not drawn."""

from dataclasses import dataclass

SEED = 20260801
BOARD_SLUG = "vijf-bakens"
BOARD = {
    "name": "Stichting Vijf Bakens",
    "place": "Waterstad",
    "address": "Bakenplein 1, Waterstad",
    "email": "bestuur@vijf-bakens.example",
    # A visitor has no second device at hand; every other board starts with the demand on.
    "demands_second_factor": False,
    "is_demo": True,
}
STAFF_DOMAIN = "vijf-bakens.example"
HOME_DOMAIN = "thuis.example"


@dataclass(frozen=True)
class SchoolFacts:
    """One school: its public facts, its share of the pupils and the code it works with."""

    slug: str
    name: str
    short_name: str
    sector: str
    governance: str
    brin: str
    address: str
    colours: tuple[str, str, str, str]  # primary, on primary, tint, accent
    mark: str
    share: float
    code: str  # file in codes/
    code_title: str
    citation_title: str
    streams: tuple[tuple[str, tuple[int, ...]], ...]  # letters of a class name, its years

    @property
    def is_primary(self) -> bool:
        return self.sector == "po"


# fmt: off
LYCEUM = SchoolFacts(
    slug="lantaarnplein", name="Lyceum Lantaarnplein", short_name="Lantaarnplein",
    sector="vo", governance="private", brin="00LP", address="Lantaarnplein 4, Waterstad",
    colours=("#134a5f", "#ffffff", "#e8f1f4", "#dd6b4d"), mark="gate", share=0.27,
    code="lantaarnplein.md", code_title="Gedragscode online",
    citation_title="Gedragscode online Lantaarnplein",
    streams=(("H", (1, 2, 3, 4, 5)), ("V", (1, 2, 3, 4, 5, 6))),
)
CRAFTS = SchoolFacts(
    slug="touwslager", name="Vakcollege De Touwslager", short_name="De Touwslager",
    sector="vo", governance="public", brin="00TS", address="Touwbaan 31, Waterstad",
    colours=("#5a3a1a", "#ffffff", "#f6efe6", "#3b8ea5"), mark="wave", share=0.20,
    code="touwslager.md", code_title="Protocol sociale media",
    citation_title="Protocol sociale media De Touwslager",
    streams=(("B", (1, 2, 3, 4)), ("K", (1, 2, 3, 4))),
)
COLLEGE = SchoolFacts(
    slug="noorderdok", name="College Noorderdok", short_name="Noorderdok",
    sector="vo", governance="private", brin="00ND", address="Noorderdok 12, Waterstad",
    colours=("#4b2e63", "#ffffff", "#f2ecf6", "#e0a030"), mark="star", share=0.21,
    code="noorderdok.md", code_title="Reglement internet en sociale media",
    citation_title="Reglement internet en sociale media Noorderdok",
    streams=(("T", (1, 2, 3, 4)), ("H", (1, 2, 3, 4, 5))),
)
STORM = SchoolFacts(
    slug="stormlamp", name="OBS De Stormlamp", short_name="De Stormlamp",
    sector="po", governance="public", brin="00SL", address="Schelpenpad 7, Waterstad",
    colours=("#7a2230", "#ffffff", "#f8ebed", "#2f7f79"), mark="bird", share=0.18,
    code="stormlamp.md", code_title="Protocol online omgang",
    citation_title="Protocol online omgang De Stormlamp",
    streams=(("", (1, 2, 3, 4, 5, 6, 7, 8)),),
)
COMPASS = SchoolFacts(
    slug="kompasroos", name="Basisschool De Kompasroos", short_name="De Kompasroos",
    sector="po", governance="private", brin="00KR", address="Getijdenweg 58, Waterstad",
    colours=("#24512e", "#ffffff", "#eaf3ec", "#c8553d"), mark="sun", share=0.14,
    code="kompasroos.md", code_title="Onze afspraken over sociale media",
    citation_title="Onze afspraken over sociale media De Kompasroos",
    streams=(("", (1, 2, 3, 4, 5, 6, 7, 8)),),
)
# fmt: on
SCHOOLS = (LYCEUM, CRAFTS, COLLEGE, STORM, COMPASS)
CLASS_SIZE = 30
YOUNGEST = {"po": 4, "vo": 12}  # years of age on 1 October of the first year
