"""One entry of a register: what was asked, by which rules, the decision, and for a class app its
pupils.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from django.contrib import messages
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from protocols.registers import services
from protocols.registers.forms import PupilsForm, RefuseForm
from protocols.registers.listing import BY_KIND, standing_tag
from protocols.registers.models import Entry, Ground, Kind
from protocols.registers.presenters import ShownGround, facts_of, shown_grounds
from protocols.registers.roll import Roll, roll_of
from protocols.registers.views import REFUSED, fresh
from protocols.registers.workflow import ENTRY
from protocols.services import guide_place
from schoolgids.access.actions import Action
from schoolgids.access.policy import decide
from schoolgids.access.views import SchoolView
from schoolgids.audit.services import record_view
from schoolgids.workflow import Refused

STANDING = ("requested", "begins", "holds")


@fresh
class EntryPage(SchoolView):
    """An entry, with a button for each step that this reader may take now."""

    action: ClassVar[Action] = Action.REGISTER_VIEW
    model: ClassVar[type[Model] | None] = Entry

    def get_queryset(self) -> QuerySet[Entry]:
        rows: QuerySet[Entry] = Entry.objects.filter(school=self.school).whole()
        return rows

    @cached_property
    def roll(self) -> Roll | None:
        """The pupils of a class app, while there is one or may be one. Who is too young, and how
        they are told, is for who keeps the app and who decides: others have no need of it.
        """
        if self.row.kind != Kind.CLASS_APP or self.row.standing(localdate()) not in STANDING:
            return None
        may_see = (Action.REGISTER_KEEP, Action.REGISTER_DECIDE)
        if not any(decide(self.actor, action, self.row) for action in may_see):
            return None
        return roll_of(self.row, localdate())

    def get(self, _request: HttpRequest, **_place: Any) -> HttpResponse:
        return self._page()

    def post(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        """Takes the step that a button names."""
        today, deed = localdate(), request.POST.get("deed", "")
        if deed == "refuse":
            return self._refuse(today)
        if deed == "pupils" and self.roll is not None:
            return self._place_pupils(self.roll, today)
        try:
            done = self._take(deed, today)
        except Refused as refusal:
            return self._page(reasons=refusal.reasons, status=REFUSED)
        return self._done(done)

    # --- Steps ---------------------------------------------------------------------------------

    def _take(self, deed: str, today: date) -> str:
        if deed == "grant":
            services.grant(self.actor, entry=self.row, today=today)
            return _("Toegestaan. Wie het aanvroeg, krijgt bericht.")
        if deed == "withdraw":
            services.withdraw(self.actor, entry=self.row)
            return _("De aanvraag is ingetrokken.")
        if deed == "end":
            services.end(self.actor, entry=self.row, today=today)
            return _("Beëindigd.")
        raise Http404

    def _refuse(self, today: date) -> HttpResponse:
        form = RefuseForm(self.request.POST)
        if form.is_valid():
            reason = form.cleaned_data["reason"]
            try:
                services.refuse(self.actor, entry=self.row, reason=reason, today=today)
            except Refused as refusal:
                for words in refusal.reasons:
                    form.add_error(None, str(words))
            else:
                return self._done(_("Geweigerd. Wie het aanvroeg, krijgt bericht."))
        return self._page(refusing=form, status=REFUSED)

    def _place_pupils(self, roll: Roll, today: date) -> HttpResponse:
        form = PupilsForm(self.request.POST, roll=roll)
        if form.is_valid():
            try:
                rows = services.place_pupils(
                    self.actor, entry=self.row, notes=form.notes, today=today
                )
            except Refused as refusal:
                for words in refusal.reasons:
                    form.add_error(None, str(words))
            else:
                words = ngettext(
                    "Opgeslagen voor %(number)s leerling.",
                    "Opgeslagen voor %(number)s leerlingen.",
                    len(rows),
                )
                return self._done(words % {"number": len(rows)})
        return self._page(placing=form, status=REFUSED)

    def _done(self, words: str) -> HttpResponse:
        messages.success(self.request, words)
        return redirect("registers:entry", self.school.slug, self.row.pk)

    # --- The page ------------------------------------------------------------------------------

    def _page(
        self,
        *,
        reasons: Sequence[object] = (),
        refusing: RefuseForm | None = None,
        placing: PupilsForm | None = None,
        status: int = 200,
    ) -> HttpResponse:
        entry, today = self.row, localdate()
        decides = entry.is_open and decide(self.actor, Action.REGISTER_DECIDE, entry)
        keeps = decide(self.actor, Action.REGISTER_KEEP, entry)
        context = {
            "entry": entry,
            "register": BY_KIND[entry.kind],
            "tag": standing_tag(entry, today),
            "facts": facts_of(entry),
            "grounds": self._grounds(),
            "reasons": reasons,
            "decides": decides,
            "locks": ENTRY.refusals("grant", actor=self.actor, row=entry) if decides else (),
            "refusing": refusing or (RefuseForm() if decides else None),
            "may_withdraw": entry.is_open and decide(self.actor, Action.REGISTER_REQUEST, entry),
            "may_end": entry.standing(today) in ("begins", "holds") and keeps,
            "roll": self.roll,
            "placing": placing or (PupilsForm(roll=self.roll) if self.roll and keeps else None),
        }
        if self.roll is not None:
            people = [pupil.person.pk for pupil in self.roll.pupils]
            record_view(actor=self.actor, action=self.action, about=entry, people=people)
        return render(self.request, "registers/entry.html", context, status=status)

    def _grounds(self) -> list[ShownGround]:
        rows = Ground.objects.filter(entry=self.row).annotate(place=guide_place())
        return shown_grounds(self.row, rows.select_related("version", "provision__version"))
