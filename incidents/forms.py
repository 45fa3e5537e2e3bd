"""What a report must hold, and the short forms of handling one."""

from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field
from django import forms
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from incidents.answers import Answers
from incidents.hints import numbers_like_bsn
from incidents.models import Incident, IncidentKind
from incidents.services import Report
from protocols.rules import Reach
from schoolgids.interface.forms import PortalForm, SubmittedOnce, Text, tiles

REACH = {
    Reach.SCHOOL_RELATED: _(
        "De gedragscode gaat over berichten over school, en over wat school en privé raakt."
    ),
    Reach.INDIRECTLY_RELATED: _(
        "De gedragscode gaat ook over berichten die indirect met school te maken hebben."
    ),
    Reach.ANYWHERE: _("De gedragscode geldt overal: ook buiten school."),
}
YEARS_BACK = 10  # further back is a typing error
LONGEST_FACTS = 10_000


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class KeptFiles(forms.Field):
    """Files are taken in by the draft, one by one; the form only shows what is wrong with them."""

    widget = SeveralFiles

    def clean(self, _value: Any) -> None:
        return None


class IncidentForm(SubmittedOnce, PortalForm):
    """The six questions of a report. Six inputs are required, whatever happened."""

    submit = _("Melding versturen")
    summary_title = _("De melding is nog niet verstuurd")
    missing: ClassVar[Mapping[str, Text]] = {
        "facts": _("Schrijf in een of twee zinnen op wat er is gebeurd."),
        "when": _("Kies wanneer het was."),
        "places": _("Kies waar het was."),
        "urgent": _("Kies of er vandaag nog iemand mee aan de slag moet."),
    }
    steps: ClassVar[Mapping[str, Sequence[str]]] = {
        "what": ("facts", "no_bsn"),
        "moment": ("when", "day", "time", "places"),
        "online": ("platform", "platform_name", "channel", "school_related"),
        "done": ("what_done", "urgent"),
    }

    facts = forms.CharField(
        label=_("Beschrijf kort wat je zag of hoorde"),
        help_text=_("Alleen feiten. Je mag ook inspreken met de microfoon van je toetsenbord."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=LONGEST_FACTS,
    )
    no_bsn = forms.BooleanField(
        label=_("Het is geen burgerservicenummer. Verstuur de melding zo."), required=False
    )
    people = forms.CharField(
        label=_("Zoek een persoon"),
        help_text=_("Typ een naam of klas. Leerlingen, medewerkers en ouders."),
        required=False,
        max_length=80,
    )
    account = forms.CharField(label=_("Naam van het account"), required=False, max_length=120)
    when = forms.ChoiceField(
        label=_("Wanneer?"),
        choices=[
            ("lesson", _("Deze les, net")),
            ("today", _("Eerder vandaag")),
            ("other", _("Andere dag")),
        ],
        widget=forms.RadioSelect,
    )
    day = forms.DateField(
        label=_("Welke dag?"), help_text=_("Bijvoorbeeld 18-11-2026."), required=False
    )
    time = forms.TimeField(label=_("Hoe laat?"), help_text=_("Bijvoorbeeld 14.30."), required=False)
    places = forms.MultipleChoiceField(
        label=format_html(
            '{} <span class="optional">{}</span>', _("Waar?"), _("Meer antwoorden mogelijk")
        ),
        choices=Incident.Place,
        widget=forms.CheckboxSelectMultiple,
    )
    platform = forms.ChoiceField(
        label=_("Op welk platform?"),
        choices=Incident.Platform,
        widget=forms.RadioSelect,
        required=False,
    )
    platform_name = forms.CharField(label=_("Welk ander platform?"), required=False, max_length=60)
    channel = forms.ChoiceField(
        label=_("Wie konden het zien?"),
        choices=Incident.Channel,
        widget=forms.RadioSelect,
        required=False,
    )
    school_related = forms.ChoiceField(
        label=_("Gaat het over school?"),
        choices=Incident.Relation,
        widget=forms.RadioSelect,
        required=False,
    )
    rules = forms.Field(label=_("Welke regel past hierbij?"), required=False)
    rule_search = forms.CharField(label=_("Andere regel zoeken"), required=False, max_length=80)
    images = KeptFiles(
        label=_("Foto of schermafbeelding"),
        help_text=_("Kies een of meer afbeeldingen. Jpg, png of webp, tot 10 MB per stuk."),
        required=False,
    )
    what_done = forms.MultipleChoiceField(
        label=_("Wat heb je al gedaan?"),
        choices=Incident.Done,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    urgent = forms.ChoiceField(
        label=_("Moet er vandaag nog iemand mee aan de slag?"),
        choices=[("yes", _("Ja, vandaag")), ("no", _("Nee, dat hoeft niet"))],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, answers: Answers, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.answers = answers
        self.at = at
        self.fields["images"].widget.attrs["accept"] = "image/jpeg,image/png,image/webp"
        if not numbers_like_bsn(answers.one("facts")):
            del self.fields["no_bsn"]

    def explain_reach(self, reach: Reach) -> None:
        """Which messages the code is about; whatever the answer, the report is taken."""
        self.fields["school_related"].help_text = REACH[reach]

    @classmethod
    def judging(cls, answers: Answers, *, submission: Any, at: datetime) -> "IncidentForm":
        """The form that says what still lacks."""
        return cls(answers.form_data(submission), answers=answers, at=at)

    @classmethod
    def showing(cls, answers: Answers, *, submission: Any, at: datetime) -> "IncidentForm":
        """The form with what was typed so far, without a word about it."""
        many = (forms.MultipleChoiceField,)
        initial: dict[str, Any] = {
            name: answers.all(name) if isinstance(field, many) else answers.one(name)
            for name, field in cls.base_fields.items()
        }
        initial["submission"] = submission
        return cls(answers=answers, at=at, initial=initial)

    # --- Layout ---------------------------------------------------------------------------
    def layout_of(self, step: str) -> FormHelper:
        """How crispy-forms renders the fields of one step."""
        names = [name for name in self.steps[step] if name in self.fields]
        return self.within(*(self._shown(name) for name in names))

    def _shown(self, name: str) -> Any:
        widget = self.fields[name].widget
        grouped = isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple)
        return tiles(name) if grouped else Field(name)

    @property
    def layout_what(self) -> FormHelper:
        return self.layout_of("what")

    @property
    def layout_moment(self) -> FormHelper:
        return self.layout_of("moment")

    @property
    def layout_online(self) -> FormHelper:
        return self.layout_of("online")

    @property
    def layout_done(self) -> FormHelper:
        return self.layout_of("done")

    @property
    def summary_advice(self) -> str:
        """What to do now, above the list of faults."""
        number = len(self.faults)
        return ngettext(
            "Vul dit aan. Wat je al hebt ingevuld, is bewaard.",
            "Vul deze %(number)d dingen aan. Wat je al hebt ingevuld, is bewaard.",
            number,
        ) % {"number": number}

    # --- Judging --------------------------------------------------------------------------
    def clean_day(self) -> date | None:
        day: date | None = self.cleaned_data["day"]
        if self.answers.one("when") != "other":
            return None
        today = localtime(self.at).date()
        if day is None:
            raise forms.ValidationError(_("Vul de dag in, bijvoorbeeld 18-11-2026."))
        if day > today:
            raise forms.ValidationError(_("Deze dag is nog niet geweest. Kijk de datum na."))
        if day.year < today.year - YEARS_BACK:
            raise forms.ValidationError(_("Deze dag is te lang geleden. Kijk het jaartal na."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.answers.parties:
            self.add_error("people", _("Kies ten minste één persoon, of kies ‘Onbekend account’."))
        if not self.answers.rules and not self.answers.rule_unknown:
            self.add_error("rules", _("Kies welke regel is overtreden, of kies ‘Weet ik niet’."))
        if "no_bsn" in self.fields and not cleaned.get("no_bsn"):
            self.add_error(
                "facts",
                _(
                    "Hier staat een nummer dat op een burgerservicenummer lijkt. "
                    "Haal het weg, of zet het vinkje hieronder."
                ),
            )
        time = cleaned.get("time")
        if time and cleaned.get("when") == "today" and time > localtime(self.at).time():
            self.add_error("time", _("Deze tijd is nog niet geweest. Kijk de tijd na."))
        return cleaned

    def report(self) -> Report:
        """What was filled in, as clean values."""
        given = self.cleaned_data
        local = localtime(self.at)
        time, known = given["time"], Incident.TimeKnown.EXACT
        if given["when"] == "lesson":
            time, known = local.time().replace(second=0, microsecond=0), Incident.TimeKnown.ABOUT
        return Report(
            facts=given["facts"],
            happened_on=given["day"] or local.date(),
            happened_time=time,
            time_known=known if time else Incident.TimeKnown.UNKNOWN,
            places=given["places"],
            parties=self.answers.parties,
            provisions=self.answers.rules,
            provision_unknown=self.answers.rule_unknown,
            platform=given["platform"],
            platform_name=given["platform_name"] if given["platform"] == "other" else "",
            channel=given["channel"],
            school_related=given["school_related"],
            what_done=given["what_done"],
            urgent=given["urgent"] == "yes",
            submission=given["submission"],
        )


class DeedForm(PortalForm):
    """A form of a few fields on the page of a report, which draws the button itself."""

    @property
    def fields_only(self) -> FormHelper:
        """How crispy-forms renders the fields, without the form around them."""
        return self.within(*self.layout())


class TakeUpForm(DeedForm):
    """Taking a report up: what kind it is. What the words point to is chosen already."""

    submit = _("Pak de melding op")
    submit_icon = "hand"

    def __init__(
        self, *args: Any, kinds: Iterable[IncidentKind], named: Container[str] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kinds = {str(kind.pk): kind for kind in kinds}
        self.fields["kind"] = forms.ChoiceField(
            label=_("Wat voor melding is dit?"),
            choices=[("", _("Kies een soort")), *self._kinds(named)],
            error_messages={"required": _("Kies wat voor melding dit is.")},
        )

    def _kinds(self, named: Container[str]) -> list[Any]:
        """What the code names stands first, apart from the rest."""
        first = [(pk, kind) for pk, kind in self.kinds.items() if kind.code in named]
        rest = [(pk, kind) for pk, kind in self.kinds.items() if kind.code not in named]
        if not first or not rest:
            return first + rest
        return [(_("Genoemd in de gedragscode"), first), (_("Andere soorten"), rest)]

    def chosen(self) -> IncidentKind:
        return self.kinds[self.cleaned_data["kind"]]


class FakeAccountForm(DeedForm):
    """How it is known that an account was not the pupil's own."""

    submit = _("Leg vast dat het een nepaccount was")

    proof = forms.CharField(
        label=_("Waaruit blijkt dat iemand anders het account maakte?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class SettleForm(DeedForm):
    """Ending it: what came of it, in one word that the reporter may see too."""

    submit = _("Handel de melding af")
    submit_icon = "check"

    outcome = forms.ChoiceField(
        label=_("Wat is er uitgekomen?"), choices=Incident.Outcome, widget=forms.RadioSelect
    )
