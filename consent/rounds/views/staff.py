"""The own page of a member of staff: choose about oneself, and change it any time."""

from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from consent.forms import ChoicesForm
from consent.own import Item
from consent.rounds.services.staff import answer_for_oneself, my_items
from schoolgids.access.actions import Action
from schoolgids.access.views import SchoolView
from schoolgids.people.models import Person
from schoolgids.workflow import Refused


@method_decorator(never_cache, name="dispatch")
class MyPage(SchoolView):
    """One's own yes and no at this school, for no one else to see."""

    action: ClassVar[Action] = Action.CONSENT_STAFF_ANSWER

    @cached_property
    def items(self) -> list[Item]:
        person = get_object_or_404(Person, pk=self.actor.person_id)
        return my_items(person=person, school=self.school, on=localdate())

    def get(self, _request: HttpRequest, **_place: Any) -> HttpResponse:
        return self.page(ChoicesForm(items=self.items))

    def post(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        form = ChoicesForm(data=request.POST, items=self.items)
        if not form.is_valid():
            return self.page(form, status=422)
        try:
            answer_for_oneself(
                actor=self.actor,
                school=self.school,
                choices=form.cleaned_data["choices"],
                submission=form.cleaned_data["submission"],
                language=get_language() or "nl",
            )
        except Refused as refusal:
            for reason in refusal.reasons:
                messages.error(request, str(reason))
        else:
            messages.success(request, _("Je keuzes zijn opgeslagen."))
        return redirect("rounds:me", school=self.school.slug)

    def page(self, form: ChoicesForm, *, status: int = 200) -> HttpResponse:
        return render(self.request, "consent/rounds/me.html", {"form": form}, status=status)
