"""The own page of guardians and pupils: choose, change, take back."""

from typing import Any, ClassVar
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from consent import own
from consent.forms import ChoicesForm, WithdrawForm
from consent.own import Child, mine_or_myself
from consent.rule import Choice
from consent.services import answer, withdraw
from schoolgids.access.actions import Action
from schoolgids.access.policy import require
from schoolgids.access.views import SchoolView
from schoolgids.interface.forms import SubmittedOnce
from schoolgids.people.models import Person
from schoolgids.workflow import Refused

fresh = method_decorator(never_cache, name="dispatch")  # back in the browser fetches the page anew


@fresh
class OwnView(SchoolView, abstract=True):
    """What guardians and pupils share: only the own children and oneself are there at all."""

    action: ClassVar[Action] = Action.CONSENT_OWN_VIEW

    def get_queryset(self) -> QuerySet[Person]:
        me = self.actor.person_id or UUID(int=0)
        return Person.objects.filter(mine_or_myself(me, localdate()))

    @cached_property
    def own(self) -> own.OwnPage:
        me = self.actor.person_id or UUID(int=0)
        return own.own_page(person_id=me, board_id=self.board.pk, on=localdate())

    def child(self, pk: UUID) -> Child:
        """Raises Http404 when no school asks anything about this person."""
        for child in self.own.children:
            if child.person.pk == pk:
                return child
        raise Http404

    def page(
        self, selected: Child | None, form: ChoicesForm | None = None, *, status: int = 200
    ) -> HttpResponse:
        changing = self.request.GET.get("wijzig", "")
        if selected is not None and form is None and selected.can_choose:
            form = ChoicesForm(items=items_to_choose(selected, changing))
        settled = settled_items(selected, form) if selected else []
        context = {
            "own": self.own,
            "selected": selected,
            "others": [child for child in self.own.children if child is not selected],
            "form": form,
            "settled": [(item, taking_back(item)) for item in settled],
            "confirming": SubmittedOnce(auto_id=False),
            "free": own.without_consent([selected.enrolment.school_id]) if selected else [],
        }
        return render(self.request, "consent/own.html", context, status=status)

    def refused(self, child: Child, refusal: Refused) -> HttpResponse:
        for reason in refusal.reasons:
            messages.error(self.request, str(reason))
        return redirect("consent:child", board=self.board.slug, pk=child.person.pk)


def items_to_choose(child: Child, changing: str = "") -> list[own.Item]:
    """What waits for an answer, and the one the reader asked to change."""
    return [
        item for item in child.items if item.waits_for_me or str(item.asked.purpose.pk) == changing
    ]


def settled_items(child: Child, form: ChoicesForm | None) -> list[own.Item]:
    """What the form does not ask: chosen before, or not the reader's to choose."""
    shown = {item.asked.purpose.pk for item in form.items} if form else set()
    return [
        item
        for item in child.items
        if item.asked.purpose.pk not in shown and not (child.can_choose and item.waits_for_me)
    ]


def taking_back(item: own.Item) -> WithdrawForm:
    return WithdrawForm(initial={"purpose": item.asked.purpose.pk}, auto_id=False)


class OwnPage(OwnView):
    """All children of a guardian; a pupil's own answers."""

    def get(self, _request: HttpRequest, **_place: Any) -> HttpResponse:
        children = self.own.children
        open_first = [child for child in children if child.can_choose and child.waiting]
        choosing = [child for child in children if child.can_choose]
        first = next(iter([*open_first, *choosing, *children]), None)
        return self.page(first)


class ChildPage(OwnView):
    """One child: choose what is open, see and change what was chosen."""

    model = Person

    def get(self, _request: HttpRequest, **_place: Any) -> HttpResponse:
        return self.page(self.child(self.row.pk))

    def post(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        require(self.actor, Action.CONSENT_ANSWER, self.row)
        child = self.child(self.row.pk)
        form = ChoicesForm(data=request.POST, items=answered(child, request))
        if not form.is_valid():
            return self.page(child, form, status=422)
        try:
            answer(
                actor=self.actor,
                person=self.row,
                choices=form.cleaned_data["choices"],
                submission=form.cleaned_data["submission"],
                language=get_language() or "nl",
            )
        except Refused as refusal:
            return self.refused(child, refusal)
        messages.success(request, _("De keuzes zijn opgeslagen."))
        return redirect("consent:child", board=self.board.slug, pk=child.person.pk)


def answered(child: Child, request: HttpRequest) -> list[own.Item]:
    """What the page had asked when it was sent: what was open then, or is answered now."""
    changing = request.GET.get("wijzig", "")
    posted = {name.removeprefix("choice_") for name in request.POST if name.startswith("choice_")}
    return [
        item
        for item in child.items
        if item.waits_for_me
        or str(item.asked.purpose.pk) == changing
        or item.asked.purpose.pk.hex in posted
    ]


class ConfirmPage(OwnView):
    """One press says that what was chosen a year ago still holds."""

    model = Person
    http_method_names = ["post"]

    def post(self, request: HttpRequest, **_place: Any) -> HttpResponseBase:
        child = self.child(self.row.pk)
        form = SubmittedOnce(request.POST)
        if not form.is_valid():
            raise Http404
        try:
            answer(
                actor=self.actor,
                person=self.row,
                choices={
                    item.asked.purpose.pk: Choice.YES for item in still_standing(child, request)
                },
                submission=form.cleaned_data["submission"],
                language=get_language() or "nl",
            )
        except Refused as refusal:
            return self.refused(child, refusal)
        messages.success(request, _("Deze keuzes gelden weer vanaf vandaag."))
        return redirect("consent:child", board=self.board.slug, pk=child.person.pk)


def still_standing(child: Child, request: HttpRequest) -> list[own.Item]:
    """Of what the button named: what is the reader's yes, now as when the page was made."""
    named = set(request.POST.getlist("purpose"))
    return [
        item
        for item in child.items
        if child.can_choose and item.may_withdraw and str(item.asked.purpose.pk) in named
    ]


class WithdrawPage(OwnView):
    """One press takes a yes back."""

    model = Person
    http_method_names = ["post"]

    def post(self, request: HttpRequest, **_place: Any) -> HttpResponseBase:
        child = self.child(self.row.pk)
        form = WithdrawForm(request.POST)
        if not form.is_valid():
            raise Http404
        try:
            withdraw(
                actor=self.actor,
                person=self.row,
                purpose_id=form.cleaned_data["purpose"],
                submission=form.cleaned_data["submission"],
                language=get_language() or "nl",
            )
        except Refused as refusal:
            return self.refused(child, refusal)
        messages.success(request, _("Het ja is ingetrokken. Vanaf nu is het nee."))
        return redirect("consent:child", board=self.board.slug, pk=child.person.pk)
