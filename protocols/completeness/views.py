"""The facts of a topic, and which items of the law a guide meets (G15)."""

from typing import Any, ClassVar
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from protocols.completeness import services
from protocols.completeness.facts import facts_of, readable, with_facts
from protocols.completeness.forms import CheckForm, FactsForm, OwnRequirementForm, months_later
from protocols.completeness.law import BY_KEY, YEARLY, asked_by_law
from protocols.completeness.models import OwnRequirement, TopicFacts
from protocols.completeness.standing import Item, count, items_of, numbers_of
from protocols.completeness.suggesting import suggest
from protocols.models import GuideTopic
from protocols.search.models import PublishedSynonyms
from protocols.views.base import CodePage
from schoolgids.access.actions import Action
from schoolgids.access.policy import decide, visible
from schoolgids.access.views import SchoolView
from schoolgids.interface.forms import refuse_control_characters
from schoolgids.interface.given import key_of
from schoolgids.organisation.models import School
from schoolgids.people.models import Appointment, Person
from schoolgids.workflow import Refused

REFUSED = 422


class Facts(CodePage):
    """Who keeps a topic, why it is in the guide, and when to look at it again."""

    action: ClassVar[Action] = Action.TOPIC_EDIT
    model: ClassVar[type[Model] | None] = GuideTopic

    def get_queryset(self) -> QuerySet[Any]:
        return with_facts(GuideTopic.objects.filter(school=self.school.pk))

    def get(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        return self._page(self._form())

    def post(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        form = self._form(request.POST)
        if not form.is_valid():
            return self._page(form, REFUSED)
        try:
            services.keep_facts(self.actor, topic=self.row, today=localdate(), **form.cleaned_data)
        except Refused as refused:
            for reason in refused.reasons:
                form.add_error(None, str(reason))
            return self._page(form, REFUSED)
        messages.success(request, _("De gegevens zijn opgeslagen."))
        return redirect(self.link("topics:topic", pk=self.row.pk))

    def _form(self, data: Any = None) -> FactsForm:
        facts, today = facts_of(self.row), localdate()
        names = ("owner_role", "owner", "requirement", "legal_basis", "legal_link")
        initial = {name: getattr(facts, name) for name in names} if facts else {}
        initial.setdefault("legal_basis", self.row.legal_basis)
        here = Appointment.objects.holding_on(today).filter(school=self.school.pk)
        staff = Person.objects.filter(pk__in=here.values("person"), deceased_on=None)
        return FactsForm(
            data,
            initial=initial | {"check_again_on": self.row.again_on},
            people=staff.order_by("family_name", "given_name", "pk"),
            asked=[
                (one.key, f"{one.title} ({one.article})")
                for one in asked_by_law(self.school.sector, today)
            ],
            cancel=self.link("topics:topic", pk=self.row.pk),
        )

    def _page(self, form: FactsForm, status: int = 200) -> HttpResponse:
        context = {
            "form": form,
            "topic": self.row,
            "topic_href": self.link("topics:topic", pk=self.row.pk),
            "list_href": self.link("topics:list"),
        }
        return render(self.request, "completeness/facts.html", context, status=status)


class Check(SchoolView):
    """For whoever keeps a topic, also without a key to the guide: it still holds, or it does not."""

    action: ClassVar[Action] = Action.TOPIC_CHECK
    model: ClassVar[type[Model] | None] = TopicFacts

    def get_queryset(self) -> QuerySet[Any]:
        rows = TopicFacts.objects.filter(school=self.school.pk)
        return rows.select_related("topic", "checked_by")

    def get(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        asked = BY_KEY.get(self.row.requirement)
        next_on = months_later(localdate(), asked.term if asked else YEARLY)
        return self._page(CheckForm(initial={"check_again_on": next_on}))

    def post(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        form = CheckForm(request.POST)
        if not form.is_valid():
            return self._page(form, REFUSED)
        try:
            services.check(self.actor, topic=self.row.topic, today=localdate(), **form.cleaned_data)
        except Refused as refused:
            for reason in refused.reasons:
                form.add_error(None, str(reason))
            return self._page(form, REFUSED)
        messages.success(request, _("Vastgelegd: nagekeken, klopt nog."))
        return redirect(request.path)

    def _page(self, form: CheckForm, status: int = 200) -> HttpResponse:
        row, today = self.row, localdate()
        again_on = row.check_again_on
        place = {"school": self.school.slug, "topic": row.topic.slug}
        context = {
            "form": form,
            "facts": row,
            "topic": row.topic,
            "is_stale": bool(again_on and again_on < today),
            "guide_href": reverse("protocols:topic", kwargs=place),
        }
        return render(self.request, "completeness/check.html", context, status=status)


def _refuse_unseen(*typed: str) -> None:
    """Raises Refused for signs that nobody types."""
    for one in typed:
        try:
            refuse_control_characters(one)
        except ValidationError as fault:
            raise Refused(*fault.messages) from fault


class Completeness(CodePage):
    """Each item at one school: in which topic it is, missing, or not applicable and why."""

    action: ClassVar[Action] = Action.CODE_VIEW

    def get(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        return self._page()

    def post(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        deed, _colon, key = request.POST.get("deed", "").partition(":")
        given: dict[str, Any] = {"school": self.school, "requirement": key, "moment": now()}
        try:
            _refuse_unseen(key, request.POST.get(f"reason-{key}", ""))
            match deed:
                case "confirm":
                    topic = self._topic(request.POST.get(f"topic-{key}"))
                    services.confirm(self.actor, **given, topic=topic)
                case "aside":
                    reason = request.POST.get(f"reason-{key}", "")[:300]
                    services.set_aside(self.actor, **given, reason=reason)
                case "reopen":
                    services.reopen(self.actor, **given)
                case _:
                    raise Refused(_("Deze stap is er niet."))
        except Refused as refused:
            return self._page(key, [str(reason) for reason in refused.reasons], REFUSED)
        messages.success(request, _("Dat is vastgelegd."))
        return redirect(f"{self.link('completeness:page')}#{key}")

    def _topic(self, key: str | None) -> GuideTopic:
        rows = GuideTopic.objects.filter(school=self.school.pk)
        wanted = key_of(key)
        topic = visible(self.actor, rows).filter(pk=wanted).first() if wanted else None
        if topic is None:
            raise Refused(_("Kies eerst in welk onderwerp dit staat."))
        return topic

    def _page(
        self, key: str = "", reasons: list[str] | None = None, status: int = 200
    ) -> HttpResponse:
        today = localdate()
        items = items_of(self.school, today)
        topics = list(
            readable(
                visible(self.actor, GuideTopic.objects.filter(school=self.school.pk)), today
            ).order_by("title")
        )
        synonyms = PublishedSynonyms.of(self.school)
        numbers = count(items)
        just_made = key_of(self.request.GET.get("onderwerp"))
        context = {
            "rows": [self._row(item, topics, synonyms, just_made, today) for item in items],
            "topics": topics,
            "numbers": numbers,
            "key": key,
            "typed": self.request.POST.get(f"reason-{key}", ""),
            "reasons": reasons or [],
            "may_edit": decide(
                self.actor,
                Action.TOPIC_EDIT,
                GuideTopic(board_id=self.board.pk, school_id=self.school.pk),
            ),
            "here": self.link("completeness:page"),
            "list_href": self.link("topics:list"),
        }
        return render(self.request, "completeness/page.html", context, status=status)

    def _row(
        self, item: Item, topics: list[Any], synonyms: Any, just_made: Any, today: Any
    ) -> dict[str, Any]:
        said: Any = item.decision
        found = suggest(item.asked.words, topics, synonyms) if item.is_missing else []
        chosen = next((topic.pk for topic in topics if topic.pk == just_made), None)
        title = {"titel": item.asked.title, "onderdeel": item.asked.key}
        return {
            "item": item,
            "asked": item.asked,
            "said": said,
            "topic_href": self.link("topics:topic", pk=said.topic_id) if item.names_a_topic else "",
            "is_stale": bool(item.is_met and said.again_on and said.again_on < today),
            "suggested": found,
            "chosen": chosen or (found[0].pk if found else None),
            "new_href": f"{self.link('topics:new')}?{urlencode(title)}",
        }


class BoardCompleteness(CodePage):
    """How the guides of all schools stand, and what the board asks beside the law."""

    action: ClassVar[Action] = Action.CODE_VIEW

    def get(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        return self._page(OwnRequirementForm())

    def post(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        if "stop" in request.POST:
            return self._stop(request.POST["stop"])
        form = OwnRequirementForm(request.POST)
        if not form.is_valid():
            return self._page(form, REFUSED)
        try:
            services.ask_too(self.actor, **form.cleaned_data)
        except Refused as refused:
            for reason in refused.reasons:
                form.add_error(None, str(reason))
            return self._page(form, REFUSED)
        messages.success(request, _("Dit onderdeel staat nu in de lijst van de scholen."))
        return redirect(self.link("completeness:page"))

    def _stop(self, key: str) -> HttpResponse:
        rows, wanted = visible(self.actor, OwnRequirement.objects.all()), key_of(key)
        row = rows.filter(pk=wanted).first() if wanted else None
        if row is None:
            raise Http404
        try:
            services.ask_no_more(self.actor, row=row, today=localdate())
        except Refused as refused:
            reasons = [str(reason) for reason in refused.reasons]
            return self._page(OwnRequirementForm(), REFUSED, reasons)
        messages.success(self.request, _("Dit wordt niet meer gevraagd."))
        return redirect(self.link("completeness:page"))

    def _page(
        self, form: OwnRequirementForm, status: int = 200, reasons: list[str] | None = None
    ) -> HttpResponse:
        today = localdate()
        schools = list(School.objects.filter(board=self.board).order_by("name"))
        context = {
            "rows": [
                {
                    "school": school,
                    "numbers": numbers,
                    "stale": old,
                    "href": reverse("completeness:page", kwargs={"school": school.slug}),
                }
                for school, numbers, old in numbers_of(schools, today)
            ],
            "own": visible(self.actor, OwnRequirement.objects.all()),
            "today": today,
            "form": form,
            "reasons": reasons or [],
            "may_edit": decide(self.actor, Action.CODE_EDIT, self.own_place()),
            "here": self.link("completeness:page"),
            "codes_href": self.link("codes"),
        }
        return render(self.request, "completeness/board.html", context, status=status)
