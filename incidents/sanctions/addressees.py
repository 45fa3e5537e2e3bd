"""To whom the letters of a case go: one per address, for parents may live apart and neither is
to learn where the other lives.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from incidents.sanctions import terms
from incidents.sanctions.models import SanctionCase, Target
from schoolgids.people.models import Guardianship, Person


@dataclass(frozen=True)
class Addressee:
    """One letter: who it is for, as it stands above the address and in the salutation."""

    key: str  # the same for the same household, whenever the letter is made
    address: str
    salutation: str
    formal: bool  # u, or je for a pupil


def addressees(case: SanctionCase, day: date) -> list[Addressee]:
    """The guardians with authority of a pupil under 18, per address; the pupil too where the law
    asks it; anybody else only in person.
    """
    if case.target != Target.PUPIL:
        return [_in_person(case.person, formal=True)]
    law = terms.LAW[case.school.sector, case.school.governance]
    if not case.concerns_minor(day):
        return [_in_person(case.person, formal=False)]
    found = _households(case.person, day)
    if law.letter_to_pupil or not found:
        found.append(_in_person(case.person, formal=False))
    return found


def _households(pupil: Person, day: date) -> list[Addressee]:
    ties = Guardianship.objects.holding_on(day).filter(pupil=pupil, parental_authority=True)
    people = [tie.guardian for tie in ties.select_related("guardian").order_by("guardian__pk")]
    homes: dict[str, list[Person]] = {}
    for person in people:
        homes.setdefault(person.address.strip().casefold() or str(person.pk), []).append(person)
    letters = []
    for home in homes.values():
        names = _(" en ").join(person.name for person in home)
        address = home[0].address.strip()
        letters.append(
            Addressee(
                key=str(home[0].pk),
                address="\n".join(part for part in (names, *_lines(address)) if part),
                salutation=_("Beste %(names)s,") % {"names": names},
                formal=True,
            )
        )
    return letters


def _in_person(person: Person, *, formal: bool) -> Addressee:
    return Addressee(
        key=str(person.pk),
        address="\n".join((person.name, *_lines(person.address))),
        salutation=_("Beste %(names)s,") % {"names": person.name if formal else person.given_name},
        formal=formal,
    )


def _lines(address: str) -> list[str]:
    """An address on one line, written in two: "Poortkade 12, 1000 AA Waterstad"."""
    return [part.strip() for part in address.split(",") if part.strip()]
