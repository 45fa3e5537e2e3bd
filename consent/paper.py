"""Judging a paper form before anything is written: whose signature counts, on which day. Pure.

`services.record_paper` refuses with these words; the page shows the same words at the field.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from consent.rule import Choice, Decider, who_decides
from schoolgids.files.inspection import Accepted
from schoolgids.people.models import Guardianship, Person


@dataclass(frozen=True, kw_only=True)
class PaperForm:
    """What one signed form says about one pupil."""

    person: Person
    signers: tuple[UUID, ...]
    choices: dict[UUID, Choice] = field(default_factory=dict)  # purpose: answer
    evidence: Accepted | None = None

    @property
    def says_yes(self) -> bool:
        return Choice.YES in self.choices.values()


def date_fault(signed_on: date, *, today: date) -> str:
    if signed_on > today:
        return _("Deze datum ligt in de toekomst. Neem de datum op het formulier over.")
    return ""


def birth_fault(form: PaperForm, signed_on: date) -> str:
    born = form.person.birth_date
    if born is not None and signed_on < born:
        return _(
            "De datum op het formulier ligt vóór de geboorte van %(name)s. Kijk de datum na."
        ) % {"name": form.person.given_name}
    return ""


def signer_fault(
    form: PaperForm, guardianships: Sequence[Guardianship], signed_on: date, *, entered_by: UUID
) -> str:
    """Why these signatures don't count on that day; "" when they do."""
    if not form.signers:
        return _("Kies wie tekende bij %(name)s.") % {"name": form.person.name}
    if entered_by in form.signers:
        return _(
            "Je kunt je eigen formulier niet invoeren. Kies op je eigen pagina, of vraag een collega."
        )
    pupil = form.person
    decides = who_decides(pupil.birth_date, signed_on)
    if pupil.pk in form.signers:
        if decides is Decider.HOLDERS and form.says_yes:
            return _(
                "%(name)s was op die dag nog geen 16: een ja van de leerling telt niet. Een nee telt wel."
            ) % {"name": pupil.given_name}
        return ""
    if decides is Decider.SELF:
        return _("%(name)s was op die dag 16. Vanaf 16 jaar tekent de leerling zelf.") % {
            "name": pupil.given_name
        }
    for signer in form.signers:
        if fault := _guardian_fault(pupil, signer, guardianships, signed_on):
            return fault
    return ""


def _guardian_fault(
    pupil: Person, signer: UUID, guardianships: Sequence[Guardianship], signed_on: date
) -> str:
    of_signer = [row for row in guardianships if row.guardian_id == signer]
    if not of_signer:
        return _("Kies een ouder of voogd van %(name)s.") % {"name": pupil.given_name}
    if any(row.parental_authority and row.holds_on(signed_on) for row in of_signer):
        return ""
    return _(
        "%(signer)s had op die dag geen gezag over %(name)s. Dit antwoord telt niet: vraag een ouder met gezag."
    ) % {"signer": of_signer[0].guardian.name, "name": pupil.given_name}


def choices_fault(form: PaperForm) -> str:
    if not form.choices:
        return _(
            "Neem bij %(name)s minstens één antwoord over, of haal de leerling uit de keuze."
        ) % {"name": form.person.name}
    return ""


def evidence_fault(forms: Collection[PaperForm], *, route: str, shared: Accepted | None) -> str:
    """A yes is provable or it is none; a telephone call proves nothing."""
    yes = [form for form in forms if form.says_yes]
    if not yes:
        return ""
    if route == "telephone":
        return _(
            "Een gesprek is geen bewijs. Een ja telt alleen op een formulier of in het portaal."
        )
    if shared is None and any(form.evidence is None for form in yes):
        return _("Kies de scan van het formulier. Zonder formulier telt een ja niet.")
    return ""
