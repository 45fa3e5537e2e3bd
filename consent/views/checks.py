"""The list of forms that a colleague still has to look at."""

from typing import Any, ClassVar

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from consent import checks
from schoolgids.access.actions import Action
from schoolgids.access.views import SchoolView
from schoolgids.workflow import Refused


@method_decorator(never_cache, name="dispatch")
class Checks(SchoolView):
    """Each form beside its scan: right, or not."""

    action: ClassVar[Action] = Action.CONSENT_RECORD

    def get(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        forms = [(form, form.fault(self.actor)) for form in checks.to_check(school=self.school)]
        return render(request, "consent/checks.html", {"forms": forms})

    def post(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        deed, _colon, key = request.POST.get("deed", "").partition(":")
        waiting = {form.key: form for form in checks.to_check(school=self.school)}
        form = waiting.get(key)
        if form is None or deed not in ("right", "wrong"):
            raise Http404
        agreed = deed == "right"
        try:
            checks.check(actor=self.actor, school=self.school, form=form, agreed=agreed)
        except Refused as refused:
            for reason in refused.reasons:
                messages.error(request, str(reason))
        else:
            said = (
                _("Nagekeken: %(name)s.")
                if agreed
                else _("Dit formulier telt niet. Voer het opnieuw in op de klassenlijst: %(name)s.")
            )
            messages.success(request, said % {"name": form.pupil.name})
        return redirect("consent:checks", school=self.school.slug)
