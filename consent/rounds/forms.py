"""Input of the asking."""

from collections.abc import Sequence
from typing import Any, Self

from django import forms
from django.utils.translation import gettext_lazy as _

from consent.models import ConsentSettings
from consent.rounds import table
from schoolgids.interface.forms import FilterForm, PortalForm, tiles
from schoolgids.organisation.models import Group

YES_NO = (("yes", _("Ja")), ("no", _("Nee")))
YEARLY = (
    ("remind", _("Nee, maar na een jaar vragen we of het nog klopt")),
    ("yes", _("Ja, daarna vragen we het opnieuw")),
    ("no", _("Nee, tot iemand iets anders kiest")),
)


class SettingsForm(PortalForm):
    """What a board chooses where the law leaves room."""

    REMINDS, EXPIRES, NEVER = (value for value, _label in YEARLY)

    enough = forms.ChoiceField(
        label=_("Hoeveel ouders moeten ja kiezen?"),
        choices=ConsentSettings.Enough,
        widget=forms.RadioSelect,
        help_text=_("Eén nee van een ouder met gezag is altijd genoeg voor nee."),
    )
    at_sixteen = forms.ChoiceField(
        label=_("Wat gebeurt er als een leerling 16 wordt?"),
        choices=ConsentSettings.AtSixteen,
        widget=forms.RadioSelect,
        help_text=_("De leerling kiest vanaf die dag zelf. Een nee van de ouders blijft een nee."),
    )
    yearly = forms.ChoiceField(
        label=_("Geldt een ja een jaar?"),
        choices=YEARLY,
        widget=forms.RadioSelect,
        help_text=_(
            "De wet vraagt niet elk jaar om een nieuw ja. Wel is het goed om het na te gaan."
        ),
    )

    second_check = forms.ChoiceField(
        label=_("Kijkt een collega elk ja op papier na?"),
        choices=YES_NO,
        widget=forms.RadioSelect,
        help_text=_(
            "Zo ja, dan telt een ja van een formulier pas als iemand anders het heeft nagekeken. Een nee telt altijd meteen."
        ),
    )

    def layout(self) -> Any:
        """Long answers, each on a line."""
        return [tiles(name, one_column=True) for name in self.fields]

    @classmethod
    def yearly_of(cls, row: ConsentSettings) -> str:
        if row.yearly_expiry:
            return cls.EXPIRES
        return cls.REMINDS if row.yearly_reminder else cls.NEVER

    @classmethod
    def of(cls, row: ConsentSettings) -> Self:
        """The form with what holds now."""
        return cls(
            initial={
                "enough": row.enough,
                "at_sixteen": row.at_sixteen,
                "yearly": cls.yearly_of(row),
                "second_check": "yes" if row.second_check else "no",
            }
        )


class RoundForm(PortalForm):
    """Whom to ask, and how often to remind."""

    submit = _("Start de ronde")
    SCHOOL, STAFF = "school", "staff"

    who = forms.ChoiceField(label=_("Wie vragen we?"))
    remind_every = forms.TypedChoiceField(
        label=_("Herinnering na"),
        choices=[(7, _("1 week")), (14, _("2 weken")), (28, _("4 weken"))],
        coerce=int,
        initial=14,
    )
    reminders = forms.TypedChoiceField(
        label=_("Hoe vaak herinneren we?"),
        choices=[(0, _("Niet")), (1, _("1 keer")), (2, _("2 keer")), (3, _("3 keer"))],
        coerce=int,
        initial=2,
    )

    def __init__(self, *args: Any, groups: Sequence[Group], **kwargs: Any) -> None:
        self.groups = {str(group.pk): group for group in groups}
        super().__init__(*args, **kwargs)
        self.fields["who"].choices = [  # type: ignore[attr-defined]
            ("", _("Kies wie we vragen")),
            (self.SCHOOL, _("De hele school")),
            (self.STAFF, _("De medewerkers, over henzelf")),
            *((pk, group.name) for pk, group in self.groups.items()),
        ]

    @property
    def group(self) -> Group | None:
        """The one group that is asked, if it is one."""
        return self.groups.get(self.cleaned_data["who"])


class CodeForm(PortalForm):
    """The code on a letter, as somebody types it."""

    submit = _("Verder")
    missing = {"code": _("Vul de code in die in de brief staat.")}

    code = forms.CharField(
        label=_("Code uit de brief"),
        max_length=20,
        help_text=_("10 letters en cijfers. Het streepje mag u weglaten."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )


class SheetFilter(FilterForm):
    """Which pupils of a class sheet are shown, and in which order."""

    toon = forms.ChoiceField(
        label=_("Toon"),
        required=False,
        choices=[
            (table.ALL, _("Alle leerlingen")),
            (table.INCOMPLETE, _("Nog iets open")),
            (table.DISPUTE, _("Ouders oneens")),
            (table.SIXTEEN, _("16, of bijna")),
            (table.NEVER, _("Nooit in beeld")),
        ],
    )
    volgorde = forms.ChoiceField(
        label=_("Volgorde"),
        required=False,
        choices=[
            (table.BY_NAME, _("Naam")),
            (table.BY_AGE, _("Oudste eerst")),
            (table.BY_OPEN, _("Open eerst")),
        ],
    )
