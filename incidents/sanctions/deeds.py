"""The form pages of a case: load, ask what still lacks, one service call, back to the case."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.timezone import localdate, localtime, now
from django.utils.translation import gettext_lazy as _

from incidents.sanctions import forms, services
from incidents.sanctions.case_form import CaseForm, Text
from incidents.sanctions.code import NotShown, receipt_lacking
from incidents.sanctions.models import Duty, SanctionCase
from incidents.sanctions.possibilities import step_faults
from schoolgids.access.actions import Action
from schoolgids.interface.forms import PortalForm
from schoolgids.people.models import Guardianship, Person
from schoolgids.workflow import Refused


def guardians_of(case: SanctionCase) -> QuerySet[Person]:
    """The guardians of the pupil today."""
    ties = Guardianship.objects.holding_on(localdate()).filter(pupil_id=case.person_id)
    return Person.objects.filter(pk__in=ties.values("guardian_id"))


def just_now() -> dict[str, Any]:
    """Today and the present time, to start a form with."""
    moment = localtime(now())
    return {"day": moment.date(), "hour": moment.time()}


class Hear(CaseForm):
    action: ClassVar[Action] = Action.SANCTION_HEAR
    title = _("Hoorgesprek vastleggen")
    lead = _(
        "Schrijf op wat de leerling en de ouders zelf vertelden. Daarna kan er worden besloten."
    )
    done = _("Het hoorgesprek is vastgelegd.")

    def faults(self) -> Sequence[Text]:
        if self.case.status == SanctionCase.Stage.OBJECTED or self.case.status == "heard":
            return ()
        return step_faults("hear", actor=self.actor, case=self.case)

    def form(self, data: Any = None) -> PortalForm:
        return forms.HearingForm(data, initial={"day": localdate()}, cancel=self.back)

    def deed(self, cleaned: dict[str, Any], form: PortalForm) -> None:
        came = cleaned["came"] == "yes"
        moment = form.moment() if isinstance(form, forms.HearingForm) else None
        services.hear(
            actor=self.actor,
            case=self.case,
            with_whom=cleaned["with_whom"],
            held_at=moment if came else None,
            minutes=cleaned["minutes"] if came else "",
            absence="" if came else cleaned["absence"],
        )


class Plan(CaseForm):
    action: ClassVar[Action] = Action.SANCTION_HEAR
    title = _("Hoorgesprek plannen")
    done = _("Het hoorgesprek is gepland.")

    def faults(self) -> Sequence[Text]:
        return step_faults("hear", actor=self.actor, case=self.case)

    def form(self, data: Any = None) -> PortalForm:
        return forms.PlanForm(data, cancel=self.back)

    def deed(self, cleaned: dict[str, Any], form: PortalForm) -> None:
        moment = form.moment() if isinstance(form, forms.PlanForm) else None
        if moment is None:
            raise Refused(_("Kies een dag en een tijd."))
        services.plan_hearing(
            actor=self.actor,
            case=self.case,
            planned_at=moment,
            with_whom=cleaned["with_whom"],
            place=cleaned["place"],
        )


class ContactGuardians(CaseForm):
    action: ClassVar[Action] = Action.SANCTION_HEAR
    title = _("Contact met de ouders vastleggen")
    lead = _("Ook een poging telt: leg vast dat je het hebt geprobeerd.")
    done = _("Het contact is vastgelegd.")

    def faults(self) -> Sequence[Text]:
        if self.case.target != "pupil" or not guardians_of(self.case).exists():
            return (_("Er zijn geen ouders of verzorgers bekend."),)
        return ()

    def form(self, data: Any = None) -> PortalForm:
        return forms.ContactForm(
            data, guardians=guardians_of(self.case), initial=just_now(), cancel=self.back
        )

    def deed(self, cleaned: dict[str, Any], form: PortalForm) -> None:
        moment = form.moment() if isinstance(form, forms.ContactForm) else None
        services.record_contact(
            actor=self.actor,
            case=self.case,
            guardian=cleaned["guardian"],
            contacted_at=moment or now(),
            how=cleaned["how"],
            reached=cleaned["reached"] == "yes",
            note=cleaned["note"],
        )

    def extra(self) -> dict[str, Any]:
        """The way to say why nobody can be reached, while that is still asked."""
        asked = Duty.objects.open().filter(case=self.case, kind=Duty.Kind.GUARDIANS).first()
        if asked is None:
            return {}
        return {
            "waive_href": reverse("sanctions:duty", args=[self.school.slug, self.case.pk, asked.pk])
        }


class Decide(CaseForm):
    action: ClassVar[Action] = Action.SANCTION_DECIDE
    step = "decide"
    title = _("Besluit nemen")
    done = _("Het besluit is genomen.")

    def form(self, data: Any = None) -> PortalForm:
        case = self.case
        initial = {"first_on": case.first_on, "days": case.days, "motivation": case.grounds}
        return forms.DecideForm(
            data, case=case, lacking=self.lacking, initial=initial, cancel=self.back
        )

    @cached_property
    def lacking(self) -> NotShown | None:
        return receipt_lacking(self.case)

    def extra(self) -> dict[str, Any]:
        return {"warning": self.lacking}

    def deed(self, cleaned: dict[str, Any], form: PortalForm) -> None:
        services.decide(
            actor=self.actor,
            case=self.case,
            outcome=cleaned["outcome"],
            motivation=cleaned["motivation"],
            days=cleaned.get("days"),
            first_on=cleaned.get("first_on"),
            without_receipt=cleaned.get("without_receipt", False),
        )


class Escalate(CaseForm):
    action: ClassVar[Action] = Action.SANCTION_ESCALATE
    title = _("Zaak doorzetten")
    lead = _("Wie de zaak krijgt, beslist erover en krijgt bericht.")
    done = _("De zaak is doorgezet.")

    def faults(self) -> Sequence[Text]:
        return services.escalation_faults(self.case)

    def form(self, data: Any = None) -> PortalForm:
        return forms.EscalateForm(data, case=self.case, cancel=self.back)

    def deed(self, cleaned: dict[str, Any], form: PortalForm) -> None:
        services.escalate(
            actor=self.actor,
            case=self.case,
            to_level=cleaned["to_level"],
            reason=cleaned["reason"],
        )


class ConsiderBoard(CaseForm):
    action: ClassVar[Action] = Action.SANCTION_ESCALATE
    title = _("Afwegen: bestuur inlichten")
    lead = _("De gedragscode vraagt om deze keuze, met de reden.")
    done = _("De afweging is vastgelegd.")

    def faults(self) -> Sequence[Text]:
        if self.case.status in SanctionCase.UNDECIDED:
            return ()
        return (_("Er is al een besluit."),)

    def form(self, data: Any = None) -> PortalForm:
        return forms.BoardForm(data, case=self.case, cancel=self.back)

    def deed(self, cleaned: dict[str, Any], form: PortalForm) -> None:
        services.consider_board(
            actor=self.actor,
            case=self.case,
            informed=cleaned["informed"] == "yes",
            reason=cleaned["reason"],
            decider=cleaned.get("decider", ""),
        )


class MakeLetter(CaseForm):
    action: ClassVar[Action] = Action.SANCTION_COMMUNICATE
    title = _("Brief maken")
    lead = _(
        "De brief noemt de regels in de versie die gold. Hij komt in het dossier en verandert daarna niet meer."
    )
    done = _("De brief is gemaakt.")

    def faults(self) -> Sequence[Text]:
        return services.letter_faults(self.case)

    def form(self, data: Any = None) -> PortalForm:
        return forms.ConfirmForm(
            data, submit=_("Maak de brief"), icon="file-text", cancel=self.back
        )

    def deed(self, cleaned: dict[str, Any], form: PortalForm) -> None:
        services.make_letters(actor=self.actor, case=self.case)


class Communicate(CaseForm):
    action: ClassVar[Action] = Action.SANCTION_COMMUNICATE
    step = "communicate"
    title = _("Besluit bekendmaken")
    lead = _("Vanaf deze dag loopt de termijn om bezwaar te maken.")
    done = _("Het besluit is bekendgemaakt.")

    def form(self, data: Any = None) -> PortalForm:
        return forms.CommunicateForm(
            data, case=self.case, initial={"on": localdate()}, cancel=self.back
        )

    def deed(self, cleaned: dict[str, Any], form: PortalForm) -> None:
        services.communicate(actor=self.actor, case=self.case, on=cleaned["on"], how=cleaned["how"])


class Object(CaseForm):
    action: ClassVar[Action] = Action.SANCTION_OBJECT
    step = "object"
    title = _("Bezwaar vastleggen")
    lead = _("Het bestuur beslist over het bezwaar en hoort eerst wie het maakte.")
    done = _("Het bezwaar is vastgelegd.")

    def form(self, data: Any = None) -> PortalForm:
        pupil = Q(pk=self.case.person_id)
        objectors = Person.objects.filter(pupil | Q(pk__in=guardians_of(self.case).values("pk")))
        return forms.ObjectionForm(data, objectors=objectors, case=self.case, cancel=self.back)

    def deed(self, cleaned: dict[str, Any], form: PortalForm) -> None:
        services.record_objection(
            actor=self.actor,
            case=self.case,
            by=cleaned["by"],
            received_on=cleaned["received_on"],
            grounds=cleaned["grounds"],
        )


class RuleOnObjection(CaseForm):
    action: ClassVar[Action] = Action.SANCTION_RULE
    step = "rule"
    title = _("Op bezwaar beslissen")
    done = _("De beslissing op het bezwaar is vastgelegd.")

    def form(self, data: Any = None) -> PortalForm:
        return forms.RulingForm(data, cancel=self.back)

    def deed(self, cleaned: dict[str, Any], form: PortalForm) -> None:
        services.rule_on_objection(
            actor=self.actor,
            case=self.case,
            ruling=cleaned["ruling"],
            reason=cleaned["reason"],
        )


class Close(CaseForm):
    action: ClassVar[Action] = Action.SANCTION_CLOSE
    step = "close"
    title = _("Zaak sluiten")
    lead = _("Een gesloten zaak blijft in het dossier staan.")
    done = _("De zaak is gesloten.")

    def form(self, data: Any = None) -> PortalForm:
        return forms.ConfirmForm(
            data, submit=_("Sluit de zaak"), icon="circle-check", cancel=self.back
        )

    def deed(self, cleaned: dict[str, Any], form: PortalForm) -> None:
        services.close(actor=self.actor, case=self.case)


class Withdraw(CaseForm):
    action: ClassVar[Action] = Action.SANCTION_WITHDRAW
    step = "withdraw"
    title = _("Voorstel intrekken")
    done = _("Het voorstel is ingetrokken.")

    def form(self, data: Any = None) -> PortalForm:
        return forms.EndForm(
            data, submit=_("Trek het voorstel in"), icon="undo-2", cancel=self.back
        )

    def deed(self, cleaned: dict[str, Any], form: PortalForm) -> None:
        services.withdraw(actor=self.actor, case=self.case, reason=cleaned["reason"])


class Lapse(CaseForm):
    action: ClassVar[Action] = Action.SANCTION_CLOSE
    step = "lapse"
    title = _("Zaak laten vervallen")
    lead = _("Bijvoorbeeld omdat de leerling de school heeft verlaten.")
    done = _("De zaak is vervallen.")

    def form(self, data: Any = None) -> PortalForm:
        return forms.EndForm(
            data, submit=_("Laat de zaak vervallen"), icon="circle-slash", cancel=self.back
        )

    def deed(self, cleaned: dict[str, Any], form: PortalForm) -> None:
        services.lapse(actor=self.actor, case=self.case, reason=cleaned["reason"])
