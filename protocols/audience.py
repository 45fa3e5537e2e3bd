"""For whom a heading says its section is: "Voor medewerkers", "Leerlingen". A proposal, no more."""

import re

EVERYONE = re.compile(r"\b(?:alle|iedereen)\b", re.IGNORECASE)
NAMED = {
    "pupils": re.compile(r"\bleerling(?:en)?\b", re.IGNORECASE),
    "guardians": re.compile(r"\b(?:ouders?|verzorgers?|ouder\(s\))", re.IGNORECASE),
    "staff": re.compile(r"\b(?:medewerkers?|personeel|leerkrachten|docenten)\b", re.IGNORECASE),
    "interns": re.compile(r"\bstagi(?:ai|è)re?s?\b", re.IGNORECASE),
    "volunteers": re.compile(r"\bvrijwilligers?\b", re.IGNORECASE),
}


def named_in(heading: str) -> list[str]:
    """The audiences that a heading names; none when it names everyone or nobody."""
    if EVERYONE.search(heading):
        return []
    return [audience for audience, words in NAMED.items() if words.search(heading)]
