"""Scans: upload, how far the reading is, and each form beside what is entered of it."""

from typing import Any, ClassVar
from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from consent.scans import pages, services
from consent.scans.forms import BundleForm, ScannedPanel
from consent.scans.models import ScanBundle, ScannedForm
from consent.services import record_paper
from consent.sheets import Asked, asked, guardians_of
from schoolgids.access.actions import Action
from schoolgids.access.policy import visible
from schoolgids.access.views import SchoolView
from schoolgids.audit.services import record_view
from schoolgids.files import services as files
from schoolgids.files.inspection import Accepted
from schoolgids.interface.given import key_of, words_of
from schoolgids.people.models import Person
from schoolgids.workflow import Refused

fresh = method_decorator(never_cache, name="dispatch")
FEW = 12
Outcome = ScannedForm.Outcome


class ScanView(SchoolView, abstract=True):
    """What the pages of scans share."""

    action: ClassVar[Action] = Action.CONSENT_RECORD

    def address(self, name: str, **more: Any) -> str:
        return reverse(f"scans:{name}", kwargs={"school": self.school.slug, **more})


@fresh
class Upload(ScanView):
    """The scans of before with what is left of them, and a new one."""

    def get(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        return self.page(BundleForm())

    def post(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        form = BundleForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.page(form, status=422)
        try:
            row = services.upload(
                actor=self.actor,
                school=self.school,
                scan=form.cleaned_data["scan"],
                submission=form.cleaned_data["submission"],
            )
        except Refused as refused:
            for reason in refused.reasons:
                form.add_error("scan", str(reason))
            return self.page(form, status=422)
        return redirect(self.address("bundle", pk=row.pk))

    def page(self, form: BundleForm, *, status: int = 200) -> HttpResponse:
        rows = visible(self.actor, ScanBundle.objects.filter(school=self.school))
        counted = rows.select_related("asked_by").annotate(
            all_forms=Count("forms"), left=Count("forms", filter=Q(forms__outcome=""))
        )
        context = {"form": form, "bundles": counted[:10]}
        return render(self.request, "consent/scans/upload.html", context, status=status)


@fresh
class Bundle(ScanView):
    """How far the reading is, and the forms that were found."""

    model = ScanBundle

    def get_queryset(self) -> QuerySet[ScanBundle]:
        return ScanBundle.objects.filter(school=self.school).select_related("asked_by")

    def get(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        forms = list(self.row.forms.select_related("pupil"))
        context = {
            "row": self.row,
            "forms": forms,
            "first": next((form for form in forms if form.outcome == Outcome.WAITING), None),
            "upload_href": self.address("upload"),
        }
        return render(request, "consent/scans/bundle.html", context)


class FormView(ScanView, abstract=True):
    """A page about one scanned form."""

    model = ScannedForm
    row: ScannedForm

    def get_queryset(self) -> QuerySet[ScannedForm]:
        rows = ScannedForm.objects.filter(school=self.school)
        return rows.select_related("file", "pupil", "bundle")


@fresh
class Form(FormView):
    """The pages of a form, and what to enter of it; or whose it is, where the code didn't say."""

    def get(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        return self.page(self.panel() if self.row.pupil else None)

    def post(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        deed, _colon, key = request.POST.get("deed", "enter").partition(":")
        try:
            if deed == "aside":
                services.settle(actor=self.actor, form=self.row, outcome=Outcome.SET_ASIDE)
                return self.on()
            if deed == "pupil":
                services.name_pupil(actor=self.actor, form=self.row, pupil=self.named(key))
                return redirect(self.address("form", pk=self.row.pk))
            return self.enter()
        except Refused as refused:
            for reason in refused.reasons:
                messages.error(request, str(reason))
            return redirect(self.address("bundle", pk=self.row.bundle_id))

    def named(self, key: str) -> Person:
        pupils = Person.objects.pupils_of(school_id=self.school.pk, day=localdate())
        found: Person | None = pupils.filter(pk=key_of(key)).first()
        if found is None:
            raise Http404
        return found

    def enter(self) -> HttpResponse:
        if self.row.pupil is None or self.row.outcome != Outcome.WAITING:
            raise Refused(_("Dit formulier is al verwerkt."))
        panel = self.panel(data=self.request.POST)
        if not panel.is_valid():
            return self.page(panel, status=422)
        given = panel.cleaned_data
        try:
            record_paper(
                actor=self.actor,
                school=self.school,
                signed_on=given["signed_on"],
                forms=given["forms"],
                route=given["route"],
                submission=given["submission"],
            )
        except Refused as refused:
            for reason in refused.reasons:
                panel.add_error(None, str(reason))
            return self.page(panel, status=422)
        services.settle(actor=self.actor, form=self.row, outcome=Outcome.ENTERED)
        messages.success(self.request, _("Ingevoerd: %(name)s.") % {"name": self.row.pupil.name})
        return self.on()

    def on(self) -> HttpResponse:
        """To the next form of the pile, or back to the pile."""
        left = services.next_of(self.row)
        if left is None:
            return redirect(self.address("bundle", pk=self.row.bundle_id))
        return redirect(self.address("form", pk=left.pk))

    @cached_property
    def questions(self) -> list[Asked]:
        return asked([self.school.pk], localdate())

    def panel(self, **bound: Any) -> ScannedPanel:
        pupil = self.row.pupil
        if pupil is None:
            raise Http404
        evidence = b"" if self.row.file.destroyed_at else files.read(self.row.file)
        return ScannedPanel(
            **bound,
            people=[pupil],
            columns=self.questions,
            guardianships=guardians_of([pupil.pk]),
            today=localdate(),
            clerk=self.actor.person_id or UUID(int=0),
            evidence=Accepted(evidence, services.PDF),
        )

    def page(self, panel: ScannedPanel | None, *, status: int = 200) -> HttpResponse:
        words = words_of(self.request.GET.get("q", ""))
        pupils = Person.objects.pupils_of(school_id=self.school.pk, day=localdate())
        context = {
            "row": self.row,
            "form": panel,
            "line": panel.rows[0] if panel else None,
            "words": words,
            "found": pupils.called(words)[:FEW] if words else [],
            "pages": range(self.row.pages) if not self.row.file.destroyed_at else (),
            "here": self.address("form", pk=self.row.pk),
            "bundle_href": self.address("bundle", pk=self.row.bundle_id),
        }
        return render(self.request, "consent/scans/form.html", context, status=status)


@fresh
class Picture(FormView):
    """One page of a form as a picture. Seeing it leaves a trace."""

    def get(self, _request: HttpRequest, page: int, **_place: Any) -> HttpResponse:
        if page >= self.row.pages or self.row.file.destroyed_at:
            raise Http404
        people = [self.row.pupil_id] if self.row.pupil_id else []
        record_view(actor=self.actor, action="consent_scan.view", about=self.row, people=people)
        return HttpResponse(
            pages.picture(files.read(self.row.file), page), content_type="image/png"
        )
