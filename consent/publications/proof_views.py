"""Was it allowed on that day? A page that answers it, and the proof as one PDF (C9)."""

import hashlib
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.functional import cached_property
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from consent.models import Purpose
from consent.publications.checking import people_called, subjects_of
from consent.publications.forms import OnDayForm
from consent.publications.proof import Proof, proof, purpose_of, purposes_of
from consent.publications.views import fresh
from consent.sheets import Subject
from schoolgids.access.actions import Action
from schoolgids.access.views import SchoolView
from schoolgids.audit.services import record_view
from schoolgids.letters.rendering import render_pdf
from schoolgids.letters.services import Draft
from schoolgids.people.models import Person

WORDS_LENGTH = 60


@fresh
class OnDay(SchoolView):
    """Somebody, something the school asks or asked, and a day; sent by POST: names stay out of
    addresses and logs.
    """

    action: ClassVar[Action] = Action.CONSENT_PROOF_VIEW

    @cached_property
    def purposes(self) -> list[Purpose]:
        return purposes_of(self.school)

    @cached_property
    def subject(self) -> Subject | None:
        """Who was picked. Raises Http404 for somebody this school does not know."""
        given = self.request.POST.get("person")
        if not given:
            return None
        try:
            found = subjects_of(self.school, [UUID(given)])
        except ValueError:
            raise Http404 from None
        if not found:
            raise Http404
        return found[0]

    def get(self, _request: HttpRequest, **_place: Any) -> HttpResponse:
        return self.page(self.form(None))

    def post(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        if request.POST.get("deed") != "ask":
            return self.page(self.form(None))
        form = self.form(request.POST)
        if not form.is_valid() or self.subject is None:
            return self.page(form, status=422)
        purpose = next(p for p in self.purposes if str(p.pk) == form.cleaned_data["purpose"])
        found = proof(
            school=self.school, subject=self.subject, purpose=purpose, on=form.cleaned_data["on"]
        )
        record_view(
            actor=self.actor,
            action=self.action,
            about=self.subject.person,
            people=[self.subject.person.pk],
            purpose=str(purpose.pk),
            on=found.on.isoformat(),
        )
        return self.page(form, found)

    def form(self, data: Any) -> OnDayForm:
        kept = {"purpose": self.request.POST.get("purpose"), "on": self.request.POST.get("on")}
        return OnDayForm(data, purposes=self.purposes, today=localdate(), initial=kept)

    def page(
        self, form: OnDayForm, found: Proof | None = None, *, status: int = 200
    ) -> HttpResponse:
        words = self.request.POST.get("words", "").replace("\x00", "")[:WORDS_LENGTH]
        context = {
            "form": form,
            "subject": self.subject,
            "words": words,
            "searched": self.request.POST.get("deed") == "find",
            "people": people_called(words, without=(), on=localdate()),
            "proof": found,
        }
        return render(self.request, "consent/publications/on_day.html", context, status=status)


@fresh
class ProofPage(SchoolView):
    """The proof of one verdict, as a PDF. Opening it leaves a trace, with the hash of what was
    handed over.
    """

    action: ClassVar[Action] = Action.CONSENT_PROOF_VIEW
    model = Person

    def get_queryset(self) -> QuerySet[Person]:
        # Row security shows a school its own people alone.
        return Person.objects.all()

    def get(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        (subject,) = subjects_of(self.school, [self.row.pk])
        found = proof(school=self.school, subject=subject, purpose=self.purpose(), on=self.day())
        pdf = self.pdf(found)
        record_view(
            actor=self.actor,
            action="consent_proof.hand_over",
            about=self.row,
            people=[self.row.pk],
            purpose=str(found.purpose.pk),
            on=found.on.isoformat(),
            sha256=hashlib.sha256(pdf).hexdigest(),
        )
        name = f"bewijs-toestemming-{found.on.isoformat()}.pdf"
        return HttpResponse(
            pdf,
            content_type="application/pdf",
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )

    def purpose(self) -> Purpose:
        try:
            found = purpose_of(self.school, UUID(self.request.GET.get("doel", "")))
        except ValueError:
            raise Http404 from None
        if found is None:
            raise Http404
        return found

    def day(self) -> date:
        """Raises Http404 for no day, or one that has yet to come."""
        try:
            found = date.fromisoformat(self.request.GET.get("dag", ""))
        except ValueError:
            raise Http404 from None
        if found > localdate():
            raise Http404
        return found

    def pdf(self, found: Proof) -> bytes:
        with translation.override(settings.LANGUAGE_CODE):
            draft = Draft(
                kind="consent_proof",
                addressee=str(found.subject.person.pk),
                address=found.subject.person.name,
                title=_("Bewijs van toestemming"),
                template="consent/publications/proof_letter.html",
                context={},
            )
            context = {
                "draft": draft,
                "school": self.school,
                "proof": found,
                "made_at": now(),
                "made_by": self.actor.name,
            }
            return render_pdf(draft.template, context, colours=self.school)
