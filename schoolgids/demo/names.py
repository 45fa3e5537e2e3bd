"""Invented names, addresses and numbers. Given names are Faker's; family names are made here,
out of words of the water, so that nobody is meant.
"""

import unicodedata
from random import Random

from faker import Faker

# fmt: off
STEMS = (
    "Anker", "Boei", "Bries", "Dobber", "Duinroos", "Gaffel", "Golf", "Gors", "Kade", "Kluiver",
    "Kompas", "Kreek", "Lantaarn", "Loods", "Meeuw", "Mist", "Otter", "Riet", "Schelp", "Slik",
    "Steiger", "Steven", "Stuw", "Touw", "Veer", "Vlonder", "Wier", "Zeil", "Zilt", "Zwin",
)
ENDINGS = (
    "beek", "broek", "burcht", "hoven", "horn", "kamp", "laar", "land", "man", "meer",
    "rade", "sen", "sloot", "sma", "steyn", "stra", "voort", "waard", "winkel", "zijl",
)
FROM_ELSEWHERE = (
    "Badweynaa", "Baharoglu", "Ben Marsawi", "Delmarinho", "Denizkaya", "El Bahriyat", "El Mawjani",
    "Haiwenqi", "Jezierowicz", "Kwakubeach", "Marezzano", "Morzewicz", "Ouadmersa", "Rüzgarcan",
    "Samudraprasad", "Tuinzeedarm", "Waveringham", "Yelkenlioglu",
)
PREFIXES = ("", "", "", "", "", "van", "van der", "de", "ten", "van 't")
STREETS = (
    "Ankerhof", "Boeienlaan", "Getijdenweg", "Kluiverstraat", "Kreekpad", "Lantaarnkade",
    "Meeuwenplein", "Schelpenpad", "Sluiswachterstraat", "Steigerweg", "Touwbaan", "Veerstoep",
    "Vlonderpad", "Wierhof", "Zeilmakersgracht",
)
# fmt: on
PLACE = "Waterstad"


def plain(text: str) -> str:
    """Text as it can stand in an e-mail address."""
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return "".join(character for character in ascii_text if character.isalnum())


class Names:
    """Draws names and places, the same ones for the same seed."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)  # noqa: S311  not for secrets
        self._faker = Faker("nl_NL")
        self._faker.seed_instance(seed)
        self._taken: set[str] = set()
        self._numbers = 0

    def girl(self) -> str:
        return str(self._faker.first_name_female())

    def boy(self) -> str:
        return str(self._faker.first_name_male())

    def child(self) -> str:
        return self.girl() if self._random.random() < 0.5 else self.boy()

    def family(self) -> tuple[str, str]:
        """Prefix and family name."""
        if self._random.random() < 0.18:
            return "", self._random.choice(FROM_ELSEWHERE)
        name = self._random.choice(STEMS) + self._random.choice(ENDINGS)
        return self._random.choice(PREFIXES), name

    def address(self) -> str:
        return f"{self._random.choice(STREETS)} {self._random.randint(1, 180)}, {PLACE}"

    def phone(self) -> str:
        """A number that nobody can have: no mobile number starts with 06-0."""
        self._numbers += 1
        return f"06-0{self._numbers:07}"

    def email(self, given_name: str, family_name: str, domain: str) -> str:
        """An address in a domain that can't exist, given out once."""
        local = f"{plain(given_name)}.{plain(family_name)}"
        number, address = 1, f"{local}@{domain}"
        while address in self._taken:
            number += 1
            address = f"{local}{number}@{domain}"
        self._taken.add(address)
        return address
