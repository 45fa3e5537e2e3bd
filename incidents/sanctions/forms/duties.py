"""Forms of duties: done with the proof, or weighed and not needed."""

from collections.abc import Iterable
from typing import Any, ClassVar

from crispy_forms.layout import Field
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incidents.sanctions.forms.fields import MomentMixin, long_text
from incidents.sanctions.models import Duty
from schoolgids.interface.forms import PortalForm, tiles

DONE, WAIVED = "done", "waived"


class DutyForm(PortalForm):
    """That a duty was done, with the proof; or, when the law allows it, why it need not be."""

    submit = gettext_lazy("Leg vast")
    submit_icon = "check"
    answer = forms.ChoiceField(
        label=gettext_lazy("Is het gedaan?"),
        choices=[
            (DONE, gettext_lazy("Ja, het is gedaan")),
            (WAIVED, gettext_lazy("Het is niet nodig")),
        ],
        widget=forms.RadioSelect,
    )
    done_on = forms.DateField(label=gettext_lazy("Op welke dag"), required=False)
    how = forms.CharField(
        label=gettext_lazy("Hoe"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Bijvoorbeeld telefonisch, of via welk loket"),
    )
    reference = forms.CharField(
        label=gettext_lazy("Kenmerk of bewijs"), max_length=120, required=False
    )
    reason = long_text(gettext_lazy("Waarom is het niet nodig?"), rows=3, required=False)

    def __init__(self, *args: Any, duty: Duty, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.duty = duty
        if duty.is_legal:
            del self.fields["answer"], self.fields["reason"]
        elif duty.is_weighed:
            answer: Any = self.fields["answer"]
            answer.label = _("Is het nodig?")
            answer.choices = [
                (DONE, _("Ja, en het is gedaan")),
                (WAIVED, _("Nee, afgewogen: het is niet nodig")),
            ]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("answer") == WAIVED:
            if not cleaned.get("reason"):
                self.add_error("reason", _("Schrijf op waarom het niet nodig is."))
        elif self.duty.is_legal or cleaned.get("answer") == DONE:
            self.clean_proof(cleaned)
        return cleaned

    def clean_proof(self, cleaned: dict[str, Any]) -> None:
        """The fields that prove it, once it was done."""
        if cleaned.get("done_on") is None and "done_on" not in self.errors:
            self.add_error("done_on", _("Vul in op welke dag het is gedaan."))
        if not cleaned.get("how"):
            self.add_error("how", _("Schrijf op hoe het is gedaan."))
        if self.duty.is_legal and not cleaned.get("reference"):
            self.add_error("reference", _("Vul het kenmerk of het bewijs in."))

    @property
    def is_waived(self) -> bool:
        return bool(self.cleaned_data.get("answer") == WAIVED)


class InspectorForm(MomentMixin, DutyForm):
    """Whether the conduct is transgressive; if so, the call to the confidential inspector."""

    done_on = None  # type: ignore[assignment]
    how = None  # type: ignore[assignment]
    day = forms.DateField(label=gettext_lazy("Dag van het gesprek"), required=False)
    hour = forms.TimeField(
        label=gettext_lazy("Tijd"), required=False, help_text=gettext_lazy("Bijvoorbeeld 14.30")
    )
    phone = forms.CharField(label=gettext_lazy("Nummer"), max_length=20, required=False)
    caller = forms.CharField(label=gettext_lazy("Wie belde"), max_length=120, required=False)
    advice = long_text(gettext_lazy("Welk advies gaf de inspecteur?"), rows=3, required=False)

    ASKED: ClassVar = {
        "day": gettext_lazy("Vul in op welke dag er is gebeld."),
        "hour": gettext_lazy("Vul in hoe laat er is gebeld."),
        "phone": gettext_lazy("Vul het nummer in."),
        "caller": gettext_lazy("Vul in wie er belde."),
        "advice": gettext_lazy("Schrijf op wat het advies was."),
    }

    def __init__(self, *args: Any, duty: Duty, **kwargs: Any) -> None:
        super().__init__(*args, duty=duty, **kwargs)
        if "answer" in self.fields:
            answer: Any = self.fields["answer"]
            answer.label = _("Is dit grensoverschrijdend volgens de gedragscode?")
            answer.choices = [
                (DONE, _("Ja, en er is gebeld")),
                (WAIVED, _("Nee, het is niet grensoverschrijdend")),
            ]
            self.fields["reason"].label = _("Waarom is het niet grensoverschrijdend?")

    def layout(self) -> Iterable[object]:
        if "answer" in self.fields:
            yield tiles("answer", one_column=True)
        yield from (
            Field(name) for name in ("day", "hour", "phone", "caller", "advice", "reference")
        )
        if "reason" in self.fields:
            yield Field("reason")

    def clean_proof(self, cleaned: dict[str, Any]) -> None:
        for name, words in self.ASKED.items():
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, words)
        if self.duty.is_legal and not cleaned.get("reference"):
            self.add_error("reference", _("Vul het kenmerk of het bewijs in."))
        self.check_moment()
