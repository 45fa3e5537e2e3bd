"""A code in the tests' own words, and the way from its text to the public guide."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from protocols import services
from protocols.dated import Dated
from protocols.models import CodeVersion
from protocols.outline import outline_of
from schoolgids.access.actor import Actor
from schoolgids.organisation.models import School

TEXT = """\
# Telefoons en berichten

Dit is onze afspraak over telefoons.

## I. Voor wie

1. Deze regels gelden voor leerlingen, ouders en medewerkers.
2. Ze gelden ook thuis, zie ook paragraaf III.

## II. Regels

### A. Voor iedereen

1. Je bent vriendelijk voor elkaar.
2. Je deelt geen beelden van anderen zonder toestemming. Dat geldt ook voor:
   a. bewerkte foto's;
   b. geluid.

### B. Voor medewerkers

1. Medewerkers gebruiken alleen hun e-mailadres van school.

### C. Voor leerlingen

1. De smartphone zit onder schooltijd in de tas.

## III. Gevolgen

1. We praten eerst. Daarna kan een maatregel volgen.
"""
NEWER = TEXT.replace(
    "De smartphone zit onder schooltijd in de tas.",
    "De smartphone en het horloge zitten onder schooltijd in de tas.",
)
TODAY = date(2026, 11, 20)
NO_RULES: Mapping[str, object] = MappingProxyType({})


def draft(
    actor: Actor, text: str = TEXT, *, school: School | None = None, title: str = ""
) -> CodeVersion:
    """A draft of a code; without a school, of the board."""
    return services.import_outline(
        actor,
        outline=outline_of(text),
        content=text.encode(),
        name="code.md",
        title=title,
        school_id=school.pk if school else None,
    )


def adopted(
    actor: Actor,
    text: str = TEXT,
    *,
    school: School | None = None,
    title: str = "",
    rules: Mapping[str, object] = NO_RULES,
    is_minor: bool = False,
) -> CodeVersion:
    """An adopted version, consented to by one council; its rules follow from its first item."""
    version = draft(actor, text, school=school, title=title)
    first = version.provisions.filter(kind="item").order_by("order").first()
    for key, value in rules.items():
        services.set_rule(actor, version=version, key=key, value=value, provision=first)
    services.confirm_outline(actor, version=version)
    services.submit(actor, version=version, is_minor=is_minor)
    services.record_consent(
        actor, version=version, body="MR", consented=Dated(date(2026, 6, 18)), today=TODAY
    )
    return services.adopt(
        actor,
        version=version,
        by="College van Bestuur",
        adopted=Dated(date(2026, 6, 25)),
        today=TODAY,
    )


def published(
    actor: Actor,
    text: str = TEXT,
    *,
    school: School | None = None,
    title: str = "",
    from_on: date = date(2026, 8, 1),
    rules: Mapping[str, object] = NO_RULES,
) -> CodeVersion:
    """A version in the public guide, in force from a day."""
    version = adopted(actor, text, school=school, title=title, rules=rules)
    return services.publish(actor, version=version, effective_on=from_on)
