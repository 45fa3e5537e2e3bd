"""Which rule of the code and which kind fit what somebody wrote. Pure.

Words are compared by their stem; a word that few provisions hold says more than one that many
do. Words people write about children on their phones are tied to the words codes are written in.
"""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Key = TypeVar("Key")
WORD = re.compile(r"[^\W\d_]{3,}")
ENDINGS = (
    "tjes", "ende", "heid", "ingen", "en", "tje", "pje", "jes", "end", "ing", "je", "de", "te",
    "er", "es", "e", "s", "t",
)  # fmt: skip
SHORTEST_STEM = 3
WHOLE_RULE = 3  # words that say something
# What people write, and what a code says of the same thing.
SAME_THING: tuple[frozenset[str], ...] = tuple(
    frozenset(group.split())
    for group in (
        "film filmen filmde gefilmd filmpje video opname opnemen opgenomen beeld foto fotograferen"
        " geluid geluidsopname beeldopname",
        "delen gedeeld doorsturen doorgestuurd verspreiden verspreid plaatsen geplaatst posten"
        " gepost publiceren herplaatsen",
        "pesten gepest kwetsen gekwetst vernederen rotopmerking opmerking uitschelden scheld"
        " schelden uitgescholden belachelijk zwartmaken beledigen",
        "bedreigen dreigen dreigde bedreigd dreigement",
        "stalken lastigvallen achtervolgen",
        "telefoon mobiel mobieltje smartphone smartwatch horloge device",
        "hacken gehackt wachtwoord account inloggen ingelogd nepaccount fake neppe",
        "naakt bloot sexting seksueel naaktfoto",
        "vertrouwelijk persoonlijk persoonsgegevens privacy adres gegevens",
        "les uitleg lessen lokaal klas",
        "snapchat whatsapp instagram tiktok facebook groepsapp app sociale media netwerk",
        "vrienden volgen privé privéaccount contact",
        "ruzie discussie conflict",
        "goede naam reputatie imago",
    )
)
_NOISE = (
    "aan als bij dan dat deze die dit door een eens elkaar ook het heb heeft hebben hem hij hun"
    " iets iemand tijdens kan kon maar meer met mijn moet naar niet nog over ook toe tot uit van veel voor"
    " want was wat wel werd wie wij worden wordt zal zei zich zijn zij zoals zonder leerling"
    " leerlingen school medewerker medewerkers mag mogen eigen andere anderen daar haar er deed"
    " doen gaan ging kwam komen maken maakt gebruik gebruiken alle alles"
)
NOISE = frozenset(_NOISE.split())


@dataclass(frozen=True)
class Suggestion(Generic[Key]):
    """What fits, how well, and the words of the writer that point to it."""

    key: Key
    score: float
    because: tuple[str, ...]


def stem(word: str) -> str:
    """A word without accents and its usual Dutch endings: rough, and the same for both sides."""
    plain = unicodedata.normalize("NFKD", word.lower())
    base = "".join(letter for letter in plain if not unicodedata.combining(letter))
    if base.startswith("ge") and len(base) > SHORTEST_STEM + 3:
        base = base[2:].removesuffix("d")  # gefilmd, gedeeld
    for ending in ENDINGS:
        if base.endswith(ending) and len(base) - len(ending) >= SHORTEST_STEM:
            base = base[: -len(ending)]
            break
    # One letter for two: deelt and delen, zetten and zet.
    return re.sub(r"(.)\1", r"\1", base)


_TIED: dict[str, set[str]] = {}
for _group in SAME_THING:
    _stems = {stem(word) for word in _group}
    for _stem in _stems:
        _TIED.setdefault(_stem, set()).update(_stems)


def stems(text: str) -> dict[str, str]:
    """Stem: the word as written, for the words of a text that say something."""
    found: dict[str, str] = {}
    for word in WORD.findall(text):
        if word.lower() not in NOISE:
            found.setdefault(stem(word), word)
    return found


def fitting(
    text: str, candidates: Iterable[tuple[Key, str]], *, most: int
) -> list[Suggestion[Key]]:
    """The candidates (key, text) that fit the text best, best first; none when nothing fits."""
    written = stems(text)
    texts = [(key, set(stems(words))) for key, words in candidates]
    # A fragment of a list ("b. geluid.") is no rule by itself.
    texts = [(key, words) for key, words in texts if len(words) >= WHOLE_RULE]
    if not written or not texts:
        return []
    holders = Counter(word for _key, words in texts for word in words)
    scored = [_score(key, words, written, holders, len(texts)) for key, words in texts]
    good = sorted((found for found in scored if found.score > 0), key=lambda found: -found.score)
    return good[:most]


def _score(
    key: Key, words: set[str], written: Mapping[str, str], holders: Counter[str], total: int
) -> Suggestion[Key]:
    score, because = 0.0, []
    for base, as_written in written.items():
        same = {base} & words
        tied = same or (_TIED.get(base, set()) & words)
        if not tied:
            continue
        rarity = max(math.log(1 + total / holders[word]) for word in tied)
        score += rarity * (1.0 if same else 0.7)
        because.append(as_written)
    # A long provision holds many words by chance.
    return Suggestion(key, score / math.sqrt(8 + len(words)), tuple(because[:3]))


def kind_of(text: str, kinds: Sequence[tuple[Key, Sequence[str]]]) -> Key | None:
    """The kind most words of which begin a word of the text; None when none does."""
    written = [word.lower() for word in WORD.findall(text)]
    best: Key | None = None
    most = 0
    for key, words in kinds:
        hits = sum(any(word.startswith(begin) for word in written) for begin in words)
        if hits > most:
            best, most = key, hits
    return best
