"""The form of a report (I1): it works without JavaScript, and loses nothing that was typed."""

from contextlib import suppress
from typing import Any, ClassVar
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.timezone import localdate, localtime, now
from django.utils.translation import gettext as _

from incidents import directory, drafts
from incidents.answers import Answers
from incidents.citing import offered
from incidents.code import told_to_reporter
from incidents.directory import Someone
from incidents.forms import IncidentForm
from incidents.hints import numbers_like_bsn
from incidents.models import Draft, Incident, InvolvedParty
from incidents.services import NotFiled, already_filed, readers_of, report
from protocols.services import rules
from schoolgids.access.actions import Action
from schoolgids.access.views import SchoolView
from schoolgids.files.inspection import NotAccepted
from schoolgids.interface import dates
from schoolgids.interface.given import key_of
from schoolgids.interface.navigation import address

PEOPLE, RULES, EVIDENCE = "#stap-wie", "#stap-regel", "#stap-bewijs"


class Filing(SchoolView, abstract=True):
    """What the pages of the form share: the draft, and what is drawn of it."""

    action: ClassVar[Action] = Action.INCIDENT_REPORT

    @cached_property
    def draft(self) -> Draft | None:
        return drafts.draft_of(actor=self.actor, school=self.school)

    def sent_token(self) -> UUID:
        """The token of the page that was sent; one of ours when there is none or a bad one."""
        return key_of(self.request.POST.get("submission", "")) or drafts.fresh_token()

    def context(
        self, answers: Answers, form: IncidentForm, *, image_faults: list[str] | None = None
    ) -> dict[str, Any]:
        today = localdate()
        day = answers.day(today)
        code = rules(school=self.school, on=day)
        form.explain_reach(code.reach)
        chosen = directory.resolve(
            [key for key, _part in answers.parties], school=self.school, day=today
        )
        found = directory.search(answers.one("people"), school=self.school, day=today)
        return {
            "form": form,
            "chips": [(chosen[key], part) for key, part in answers.parties if key in chosen],
            "parts": InvolvedParty.Part.choices,
            "found": [someone for someone in found if someone.key not in chosen],
            "searched": answers.one("people"),
            "offered": offered(answers, school=self.school, today=today),
            "rule_unknown": answers.rule_unknown,
            "rule_search": answers.one("rule_search"),
            "numbers": numbers_like_bsn(answers.one("facts")),
            "kept": self.draft.files.all() if self.draft else [],
            "image_faults": image_faults or [],
            "saved_at": self.draft.saved_at if self.draft else None,
            "readers": readers_of(school=self.school, people=list(chosen.values()), today=today),
            "said": told_to_reporter(code, school=self.school, on=day),
            "phone": code.leadership_phone or self.school.phone,
            "account_kinds": directory.NAMED.items(),
        }


class NewIncident(Filing):
    """Filling in a report: every button keeps what was typed, one of them files it."""

    def get(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        answers, token = Answers(), drafts.fresh_token()
        if self.draft is not None:
            saved_on = localtime(self.draft.saved_at).date()
            answers = Answers(self.draft.content).as_of(saved_on, localdate())
            token = self.draft.submission
        if reference := self._publication():
            answers = answers.mentioning(reference)
        form = IncidentForm.showing(answers, submission=token, at=now())
        return render(request, "incidents/new.html", self.context(answers, form))

    def _publication(self) -> str:
        """What a page of a publication without consent asks to report; "" when none did.

        Only an id comes along; who may open it there is for that page to say.
        """
        try:
            pk = UUID(self.request.GET.get("publicatie", ""))
        except ValueError:
            return ""
        page = address("publications:page", {"school": self.school.slug, "pk": str(pk)})
        return _("Geplaatst zonder toestemming: %(page)s") % {"page": page} if page else ""

    def post(self, request: HttpRequest, **_place: Any) -> HttpResponseBase:
        token, deed = self.sent_token(), request.POST.get("deed", "")
        answers, anchor = self._after(deed, Answers.sent(request.POST))
        if deed == "file" and not request.FILES and (filed := self._filed(answers, token)):
            return self._to(filed, answers)
        draft = drafts.save_draft(
            actor=self.actor, school=self.school, content=answers.given, submission=token
        )
        if draft is None:
            filed = already_filed(actor=self.actor, submission=token)
            return self._to(filed, answers)
        faults = self._take_in(draft)
        if deed == "discard":
            drafts.discard(actor=self.actor, draft=draft)
            messages.success(request, _("Het concept is weggegooid."))
            return redirect(self._address("list"))
        if deed.startswith("detach:"):
            self._detach(draft, deed.partition(":")[2])
        if deed == "file":
            return self._file(answers, token, faults)
        if faults:
            form = IncidentForm.showing(answers, submission=token, at=now())
            context = self.context(answers, form, image_faults=faults)
            return render(request, "incidents/new.html", context)
        if deed == "later":
            messages.success(request, _("Je concept is bewaard. Niemand anders ziet het."))
            return redirect(self._address("list"))
        return redirect(self._address("new") + anchor)

    def _after(self, deed: str, answers: Answers) -> tuple[Answers, str]:
        """What the button changes in what was typed, and where on the page it was."""
        name, _colon, key = deed.partition(":")
        if name == "add":
            return answers.with_party(key).having(people=[""]), PEOPLE
        if name == "remove":
            return answers.without_party(key), PEOPLE
        if name == "account" and key in directory.NAMED and answers.one("account").strip():
            added = answers.with_party(f"{key}:{answers.one('account').strip()}")
            return added.having(account=[""]), PEOPLE
        if name in {"search", "account"}:
            return answers, PEOPLE
        if name == "rules":
            return answers, RULES
        if name in {"detach", "attach"}:
            return answers, EVIDENCE
        return answers, ""

    def _take_in(self, draft: Draft) -> list[str]:
        """Adds the files that came along; what is wrong with each that can't be taken."""
        faults = []
        for upload in self.request.FILES.getlist("images"):
            try:
                self._attach(draft, upload)
            except NotAccepted as refused:
                faults.append(f"{upload.name}: {refused.reason}")
        self.__dict__.pop("draft", None)
        return faults

    def _attach(self, draft: Draft, upload: "UploadedFile[bytes]") -> None:
        # One byte more than may be: enough to know that it is too large.
        content = upload.read(settings.FILE_LIMIT + 1)
        drafts.attach(actor=self.actor, draft=draft, name=upload.name or "", content=content)

    def _detach(self, draft: Draft, pk: str) -> None:
        kept = next((kept for kept in draft.files.all() if str(kept.pk) == pk), None)
        if kept is not None:
            drafts.detach(actor=self.actor, kept=kept)

    def _filed(self, answers: Answers, token: UUID) -> Incident | None:
        """The report, filed as it was sent; None when something has to be set right first."""
        form = IncidentForm.judging(answers, submission=token, at=now())
        if not form.is_valid():
            return None
        with suppress(NotFiled):
            return report(actor=self.actor, school=self.school, report=form.report())
        return None

    def _file(self, answers: Answers, token: UUID, faults: list[str]) -> HttpResponseBase:
        form = IncidentForm.judging(answers, submission=token, at=now())
        valid = form.is_valid()
        for fault in faults:
            form.add_error("images", fault)
        if valid and not faults:
            try:
                filed = report(actor=self.actor, school=self.school, report=form.report())
                return self._to(filed, answers)
            except NotFiled as refused:
                form.add_error(refused.field_name, str(refused))
        return render(
            self.request,
            "incidents/new.html",
            self.context(answers, form, image_faults=faults),
        )

    def _to(self, incident: Incident | None, answers: Answers) -> HttpResponseBase:
        """To the report; who has a part in it sees its line in the list."""
        if incident is None:
            return redirect(self._address("list"))
        messages.success(
            self.request,
            _("Je melding is verstuurd. Nummer %(number)s.") % {"number": incident.number},
        )
        people = directory.people_in(key for key, _part in answers.parties)
        if self.actor.kin_ids.isdisjoint(people):
            return redirect("incidents:page", school=self.school.slug, pk=incident.pk)
        return redirect(self._address("list") + "?van=mij")

    def _address(self, name: str) -> str:
        return reverse(f"incidents:{name}", kwargs={"school": self.school.slug})


class SaveDraft(Filing):
    """Keeps the draft while somebody types, and answers with what follows from the words."""

    def post(self, request: HttpRequest, **_place: Any) -> HttpResponseBase:
        answers, token = Answers.sent(request.POST), self.sent_token()
        draft = drafts.save_draft(
            actor=self.actor, school=self.school, content=answers.given, submission=token
        )
        if draft is None:
            return JsonResponse({"filed": True})
        form = IncidentForm.showing(answers, submission=token, at=now())
        context = self.context(answers.having(people=[""]), form)
        parts = {
            name: render_to_string(f"incidents/_{name}.html", context, request)
            for name in ("rules", "hint", "readers")
        }
        saved = _("Concept bewaard om %(time)s") % {"time": dates.hour(draft.saved_at)}
        return JsonResponse({"saved": saved, "parts": parts})


class FindPeople(Filing):
    """The list under the search field, while somebody types."""

    def get(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        found: list[Someone] = directory.search(
            request.GET.get("q", ""), school=self.school, day=localdate()
        )
        return render(request, "incidents/_suggestions.html", {"found": found})
