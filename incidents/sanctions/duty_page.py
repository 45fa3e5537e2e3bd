"""The form page of one duty: done with the proof, or why it need not be done."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.http import Http404
from django.utils.functional import cached_property
from django.utils.timezone import localdate, now
from django.utils.translation import gettext_lazy as _

from incidents.sanctions import forms, services
from incidents.sanctions.case_form import CaseForm, Text
from incidents.sanctions.deeds import just_now
from incidents.sanctions.models import Contact, Duty
from protocols.services import rules
from schoolgids.access.actions import Action
from schoolgids.access.policy import decide, require
from schoolgids.interface.forms import PortalForm


class FulfilDuty(CaseForm):
    """Whether this duty is for this level the policy says of the duty, not of the case."""

    action: ClassVar[Action] = Action.SANCTION_VIEW
    done = _("De plicht is vastgelegd.")

    @cached_property
    def duty(self) -> Duty:
        duty: Duty | None = (
            Duty.objects.filter(case=self.case, pk=self.kwargs["duty"])
            .select_related("case__school")
            .first()
        )
        if duty is None:
            raise Http404
        duty.case = self.case
        return duty

    @property
    def title(self) -> Text:  # type: ignore[override]
        return str(self.duty)

    @property
    def lead(self) -> Text:  # type: ignore[override]
        return self.duty.why

    def faults(self) -> Sequence[Text]:
        if not self.duty.is_open:
            return (_("Dit is al vastgelegd."),)
        decision = decide(self.actor, Action.DUTY_FULFIL, self.duty)
        return () if decision else (decision.reason,)

    @cached_property
    def inspector_phone(self) -> str:
        """The number in the code of the school, as it is today; "" when this duty is no call."""
        if not self.duty.is_phoned:
            return ""
        return rules(school=self.case.school, on=localdate()).inspector_phone

    def extra(self) -> dict[str, Any]:
        return {"duty": self.duty, "inspector_phone": self.inspector_phone}

    def form(self, data: Any = None) -> PortalForm:
        require(self.actor, Action.DUTY_FULFIL, self.duty)
        initial: dict[str, Any] = {"done_on": localdate()}
        if not self.duty.is_phoned:
            return forms.DutyForm(data, duty=self.duty, initial=initial, cancel=self.back)
        initial = {**just_now(), "phone": self.inspector_phone, "caller": self.actor.name}
        return forms.InspectorForm(data, duty=self.duty, initial=initial, cancel=self.back)

    def deed(self, cleaned: dict[str, Any], form: PortalForm) -> None:
        if isinstance(form, forms.DutyForm) and form.is_waived:
            services.waive(actor=self.actor, duty=self.duty, reason=cleaned["reason"])
            return
        if isinstance(form, forms.InspectorForm):
            self._phoned(cleaned, form)
            return
        services.fulfil(
            actor=self.actor,
            duty=self.duty,
            done_on=cleaned["done_on"],
            how=cleaned["how"],
            reference=cleaned["reference"],
        )

    def _phoned(self, cleaned: dict[str, Any], form: forms.InspectorForm) -> None:
        services.fulfil(
            actor=self.actor,
            duty=self.duty,
            done_on=cleaned["day"],
            how=str(Contact.How.PHONE.label),
            reference=cleaned["reference"],
            call=services.Call(
                phone=cleaned["phone"],
                caller=cleaned["caller"],
                called_at=form.moment() or now(),
                advice=cleaned["advice"],
            ),
        )
