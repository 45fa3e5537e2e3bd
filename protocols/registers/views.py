"""The registers of a school: the lists, a request, an entry with its decision; and in the guide
the official accounts (G13).
"""

from typing import Any, ClassVar

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from protocols import public
from protocols.models import Provision
from protocols.registers import services
from protocols.registers.bases import bases_of
from protocols.registers.forms import FORMS, AskForm, EntryFilter, starting_values
from protocols.registers.listing import BY_SLUG, REGISTERS, STAGES, in_stage, standing_tag
from protocols.registers.models import Entry, Kind, PublishedAccount
from protocols.registers.picking import groups_of, provisions_of, staff_of
from protocols.views.finding import school_of
from protocols.views.keeping import guide_page
from schoolgids.access.actions import Action
from schoolgids.access.policy import visible
from schoolgids.access.views import PortalRequest, SchoolView
from schoolgids.interface.given import key_of, words_of
from schoolgids.interface.paging import page_of
from schoolgids.workflow import Refused

REFUSED = 422
fresh = method_decorator(never_cache, name="dispatch")  # names of people stay on no shelf


class RegisterPage(SchoolView, abstract=True):
    """A page of one of the registers, or of all of them."""

    @cached_property
    def register(self) -> Any:
        """The register that the address names; None for all of them. Raises Http404."""
        slug = self.kwargs.get("register")
        if slug is not None and slug not in BY_SLUG:
            raise Http404
        return BY_SLUG[slug] if slug else None


@fresh
class RegisterList(RegisterPage):
    """What was asked and allowed, newest first."""

    action: ClassVar[Action] = Action.REGISTER_VIEW

    def get(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        today, stage = localdate(), request.GET.get("fase", "")
        words = words_of(request.GET.get("zoek", ""))
        rows = in_stage(visible(self.actor, self._rows()), stage, today)
        page = page_of(rows.about(words) if words else rows, request.GET)  # type: ignore[attr-defined]
        context = {
            "register": self.register,
            "registers": REGISTERS,
            "page": page,
            "entries": [(row, standing_tag(row, today)) for row in page.rows],
            "filter": EntryFilter(initial={"fase": stage, "zoek": words}, stages=STAGES),
            "filtered": bool(words or stage),
        }
        return render(request, "registers/list.html", context)

    def _rows(self) -> QuerySet[Entry]:
        rows: QuerySet[Entry] = Entry.objects.filter(school=self.school).whole()
        return rows.filter(kind=self.register.kind) if self.register else rows


@fresh
class Ask(RegisterPage):
    """Asking for something, with beside it what the code says of it."""

    action: ClassVar[Action] = Action.REGISTER_REQUEST

    def get(self, _request: HttpRequest, **_place: Any) -> HttpResponse:
        person = self.actor.person_id if self.register.kind == Kind.ACCOUNT else None
        return self._page(self._form(initial=starting_values(localdate(), person)))

    def post(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        form = self._form(request.POST)
        if not form.is_valid():
            return self._page(form, status=REFUSED)
        wish = form.wish
        if wish.kind == Kind.LESSON:
            wish = services.of_ones_own(self.actor, wish)
        try:
            entry = services.request(
                self.actor,
                school=self.school,
                wish=wish,
                submission=form.cleaned_data["submission"],
                today=localdate(),
                departs_from=self._departs_from(form),
            )
        except Refused as refusal:
            for reason in refusal.reasons:
                form.add_error(None, str(reason))
            return self._page(form, status=REFUSED)
        done = _("De aanvraag staat klaar voor de schoolleiding.")
        if not entry.is_open:
            done = _("Toegestaan en vastgelegd.")
        messages.success(request, done)
        return redirect("registers:entry", self.school.slug, entry.pk)

    def _form(self, data: Any = None, **more: Any) -> AskForm:
        today, kind = localdate(), self.register.kind
        return FORMS[kind](
            data,
            staff=staff_of(self.school, today) if kind in (Kind.ACCOUNT, Kind.EXCEPTION) else (),
            groups=groups_of(self.school, today) if kind != Kind.ACCOUNT else (),
            provisions=provisions_of(self.school, today) if kind == Kind.EXCEPTION else (),
            **more,
        )

    def _departs_from(self, form: AskForm) -> Provision | None:
        key = key_of(form.cleaned_data.get("departs_from"))
        if key is None:
            return None
        rows = Provision.objects.select_related("version")
        chosen: Provision = rows.get(pk=key)  # one of those offered
        return chosen

    def _page(self, form: AskForm, *, status: int = 200) -> HttpResponse:
        bases = bases_of(school=self.school, kind=self.register.kind, on=localdate())
        context = {"register": self.register, "form": form, "bases": bases.rows}
        return render(self.request, "registers/ask.html", context, status=status)


@guide_page
def official_accounts(request: PortalRequest) -> HttpResponse:
    """For everybody: which accounts are the school's. What is not here is not."""
    school = school_of(request)
    topics = public.topics_of(school)
    context = {
        "accounts": PublishedAccount.objects.filter(school=school).official_on(localdate()),
        "topics": topics,
        "letters": public.letters_of(topics),
    }
    return render(request, "registers/official_accounts.html", context)
