"""Pages on what a school asks: the questions with their words, a new one, the next words of one."""

from typing import Any, ClassVar

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from consent.models import NoConsentNeeded, Purpose
from consent.purpose_forms import ChangeForm, PurposeForm
from consent.services import add_purpose, change_words, stop_asking
from protocols.rules import Rules
from protocols.services import rules, said
from schoolgids.access.actions import Action
from schoolgids.access.views import SchoolView
from schoolgids.workflow import Refused

# What the code says that matters to who decides what is asked.
TO_WHO_ASKS = (
    "consent_wording", "consent_form", "lesson_consent_needed", "staff_consent",
    "publication_needs_consent",
)  # fmt: skip


class QuestionView(SchoolView, abstract=True):
    """What the pages on questions share."""

    action: ClassVar[Action] = Action.CONSENT_PURPOSE_CHANGE

    @property
    def list_address(self) -> str:
        return reverse("consent:purposes", kwargs={"school": self.school.slug})

    def get_queryset(self) -> QuerySet[Purpose]:
        found: QuerySet[Purpose] = Purpose.objects.of_schools([self.school.pk]).filter(
            retired_on=None
        )
        return found

    def form_page(
        self, form: ChangeForm | PurposeForm, title: str, *, status: int = 200, **more: Any
    ) -> HttpResponse:
        context = {"form": form, "page_title": title, **more}
        return render(self.request, "consent/purpose_form.html", context, status=status)


class PurposeList(QuestionView):
    """Every question of the school, in its words of now, and what needs no consent."""

    def get(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        context = {
            "purposes": [
                (purpose, wordings[-1])
                for purpose in self.get_queryset().prefetch_related("wordings")
                if (wordings := list(purpose.wordings.all()))
            ],
            "free": NoConsentNeeded.objects.filter(school=self.school),
            "today": localdate(),
            "said": said(self.code, TO_WHO_ASKS, school=self.school, on=localdate()),
            "lesson_lacks": self._lesson_lacks(),
        }
        return render(request, "consent/purposes.html", context)

    @cached_property
    def code(self) -> Rules:
        return rules(school=self.school, on=localdate())

    def _lesson_lacks(self) -> bool:
        """The code wants a yes for social media in lessons, and nobody is asked for one."""
        if not self.code.lesson_consent_needed:
            return False
        return not self.get_queryset().filter(channel=Purpose.Channel.LESSON).exists()


class PurposeNew(QuestionView):
    """One question more."""

    def get(self, _request: HttpRequest, **_place: Any) -> HttpResponse:
        return self.form_page(PurposeForm(cancel=self.list_address), _("Nieuwe vraag"))

    def post(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        form = PurposeForm(request.POST, cancel=self.list_address)
        if form.is_valid():
            given = form.cleaned_data
            try:
                add_purpose(
                    actor=self.actor,
                    school=self.school,
                    name_nl=given["name_nl"],
                    name_en=given["name_en"],
                    media=given["kinds"],
                    channel=given["channel"],
                    audience=given["audience"],
                    words=form.words,
                    effective_on=given["effective_on"],
                )
            except Refused as refusal:
                form.add_error("name_nl", [str(reason) for reason in refusal.reasons])
            else:
                messages.success(request, _("De vraag is toegevoegd."))
                return redirect(self.list_address)
        return self.form_page(form, _("Nieuwe vraag"), status=422)


class PurposeReword(QuestionView):
    """The next words of a question; the earlier ones stay to be read."""

    model = Purpose

    def get(self, _request: HttpRequest, **_place: Any) -> HttpResponse:
        return self.page(ChangeForm.of(self.wordings()[0], cancel=self.list_address))

    def post(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        form = ChangeForm(request.POST, cancel=self.list_address)
        if form.is_valid():
            try:
                change_words(
                    actor=self.actor,
                    purpose=self.row,
                    words=form.words,
                    effective_on=form.cleaned_data["effective_on"],
                    material=form.cleaned_data["material"] == "yes",
                )
            except Refused as refusal:
                form.add_error("effective_on", [str(reason) for reason in refusal.reasons])
            else:
                messages.success(request, _("De nieuwe tekst is opgeslagen."))
                return redirect(self.list_address)
        return self.page(form, status=422)

    def wordings(self) -> list[Any]:
        return list(self.row.wordings.order_by("-version"))

    def page(self, form: ChangeForm, *, status: int = 200) -> HttpResponse:
        title = _("Nieuwe tekst: %(name)s") % {"name": self.row.name}
        return self.form_page(
            form, title, status=status, purpose=self.row, wordings=self.wordings()
        )


class PurposeStop(QuestionView):
    """Stop asking; nothing is allowed by it any more."""

    model = Purpose
    http_method_names = ["post"]

    def post(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        stop_asking(actor=self.actor, purpose=self.row)
        messages.success(
            request, _("Deze vraag wordt niet meer gesteld. Wat is gekozen, blijft bewaard.")
        )
        return redirect(self.list_address)
