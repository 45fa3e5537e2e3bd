"""The page on which a board chooses where the law leaves room."""

from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from consent.rounds.forms import SettingsForm
from consent.rounds.services.settings import choose, chosen
from schoolgids.access.actions import Action
from schoolgids.access.views import SchoolView


class SettingsPage(SchoolView):
    """One choice for all schools of the board."""

    action: ClassVar[Action] = Action.CONSENT_SETTINGS_CHANGE

    def get(self, _request: HttpRequest, **_place: Any) -> HttpResponse:
        return self.page(SettingsForm.of(chosen(self.board.pk)))

    def post(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        form = SettingsForm(request.POST)
        if not form.is_valid():
            return self.page(form, status=422)
        given = form.cleaned_data
        choose(
            actor=self.actor,
            board=self.board,
            enough=given["enough"],
            at_sixteen=given["at_sixteen"],
            yearly_expiry=given["yearly"] == SettingsForm.EXPIRES,
            yearly_reminder=given["yearly"] != SettingsForm.NEVER,
            second_check=given["second_check"] == "yes",
        )
        messages.success(request, _("De keuzes gelden vanaf vandaag."))
        return redirect("rounds:settings", board=self.board.slug)

    def page(self, form: SettingsForm, *, status: int = 200) -> HttpResponse:
        context = {"form": form, "since": chosen(self.board.pk).effective_on}
        return render(self.request, "consent/rounds/settings.html", context, status=status)
