"""The page of who may not be found. Why is shown here and nowhere else."""

from typing import Any, ClassVar
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from consent.publications.checking import people_called
from consent.publications.forms import HoldForm
from consent.publications.holds import end_hold, place_hold
from consent.publications.views import fresh
from schoolgids.access.actions import Action
from schoolgids.access.policy import visible
from schoolgids.access.views import SchoolView
from schoolgids.audit.services import record_view
from schoolgids.interface.paging import page_of
from schoolgids.people.models import Hold, Person
from schoolgids.workflow import Refused

WORDS_LENGTH = 60


@fresh
class HoldList(SchoolView):
    """Who is held, and placing a hold. Opening it leaves a trace."""

    action: ClassVar[Action] = Action.HOLD_CHANGE

    @cached_property
    def person(self) -> Person | None:
        """Who was picked. Raises Http404 for somebody this school does not know."""
        given = self.request.POST.get("person")
        if not given:
            return None
        try:
            found: Person | None = (
                visible(self.actor, Person.objects.all()).filter(pk=UUID(given)).first()
            )
        except ValueError:
            raise Http404 from None
        if found is None:
            raise Http404
        return found

    def get(self, _request: HttpRequest, **_place: Any) -> HttpResponse:
        return self.page(self.form())

    def post(self, request: HttpRequest, **_place: Any) -> HttpResponseBase:
        if request.POST.get("deed") != "place":
            return self.page(self.form())
        form = HoldForm(request.POST, today=localdate())
        if form.is_valid() and self.person is not None:
            given = form.cleaned_data
            try:
                place_hold(
                    actor=self.actor,
                    school=self.school,
                    person=self.person,
                    ground=given["ground"],
                    from_on=given["from_on"],
                    until_on=given["until_on"],
                )
            except Refused as refusal:
                for reason in refusal.reasons:
                    form.add_error(None, str(reason))
            else:
                messages.success(request, _("Vastgelegd. Vanaf nu is het overal nee."))
                return redirect("publications:holds", self.school.slug)
        return self.page(form, status=422)

    def form(self) -> HoldForm:
        today, given = localdate(), self.request.POST
        kept = {
            "ground": given.get("ground"),
            "from_on": given.get("from_on") or today,
            "until_on": given.get("until_on"),
        }
        return HoldForm(initial=kept, today=today)

    def page(self, form: HoldForm, *, status: int = 200) -> HttpResponse:
        words = self.request.POST.get("words", "").replace("\x00", "")[:WORDS_LENGTH]
        rows = visible(self.actor, Hold.objects.all()).select_related("person", "entered_by")
        page = page_of(rows, self.request.GET)
        record_view(
            actor=self.actor,
            action="hold.view",
            about=self.school,
            people=[row.person_id for row in page.rows],
        )
        context = {
            "form": form,
            "page": page,
            "holds": page.rows,
            "today": localdate(),
            "person": self.person,
            "words": words,
            "searched": self.request.POST.get("deed") == "find",
            "people": people_called(words, without=(), on=localdate()),
        }
        return render(self.request, "consent/publications/holds.html", context, status=status)


class EndHold(SchoolView):
    """The button that ends a hold."""

    action: ClassVar[Action] = Action.HOLD_CHANGE
    model = Hold

    def get_queryset(self) -> QuerySet[Hold]:
        # The join keeps to the people this school may see; a hold is a row of the board.
        return Hold.objects.select_related("person")

    def post(self, request: HttpRequest, **_place: Any) -> HttpResponseBase:
        try:
            end_hold(actor=self.actor, school=self.school, hold=self.row)
        except Refused as refusal:
            for reason in refusal.reasons:
                messages.error(request, str(reason))
        else:
            messages.success(request, _("Beëindigd. Vanaf nu telt weer wat is gekozen."))
        return redirect("publications:holds", self.school.slug)
