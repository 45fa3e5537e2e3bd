"""The topics of a school's guide as staff keep them: the list, one topic, and its text (G2, G15)."""

from typing import Any, ClassVar

from django.contrib import messages
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from protocols import public
from protocols.completeness import services as completeness
from protocols.completeness.facts import facts_of, owner_in_words, readable, with_facts
from protocols.completeness.forms import CheckForm, months_later
from protocols.completeness.law import BY_KEY, YEARLY
from protocols.completeness.models import TopicCheck
from protocols.markup import blocks
from protocols.models import GuideTopic
from protocols.topics import services
from protocols.topics.forms import TakeOutForm
from protocols.topics.models import TopicDraft, TopicEdition
from protocols.views.base import CodePage
from schoolgids.access.actions import Action
from schoolgids.access.policy import decide, visible
from schoolgids.interface.parts import Count
from schoolgids.workflow import Refused

REFUSED = 422
STALE, DRAFTS, OUT = "verlopen", "concepten", "uit"


class TopicBase(CodePage, abstract=True):
    """A page about the topics of a school."""

    action: ClassVar[Action] = Action.CODE_VIEW

    def get_queryset(self) -> QuerySet[Any]:
        rows = GuideTopic.objects.filter(school=self.school.pk)
        return with_facts(rows).select_related("code", "facts__owner", "facts__checked_by")

    @property
    def list_href(self) -> str:
        return self.link("topics:list")

    def may_edit(self) -> Any:
        new = GuideTopic(board_id=self.board.pk, school_id=self.school.pk)
        return decide(self.actor, Action.TOPIC_EDIT, new)


class TopicList(TopicBase):
    """Every topic with who keeps it and when to look again; drafts; what was taken out."""

    def get(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        today, shown = localdate(), request.GET.get("toon", "")
        rows = list(visible(self.actor, self.get_queryset()).order_by("title"))
        drafts = list(visible(self.actor, TopicDraft.objects.filter(school=self.school.pk)))
        drafted = {draft.topic_id for draft in drafts}
        inside = [row for row in rows if not row.is_withdrawn]
        kinds = {
            "": inside,
            STALE: [row for row in inside if row.again_on and row.again_on < today],
            DRAFTS: [row for row in rows if row.pk in drafted],
            OUT: [row for row in rows if row.is_withdrawn],
        }
        shown = shown if shown in kinds else ""
        new = [draft for draft in drafts if draft.topic_id is None]
        context = {
            "rows": [self._entry(row, today, has_draft=row.pk in drafted) for row in kinds[shown]],
            "shown": shown,
            "new": [{"draft": d, "href": self.link("topics:draft", pk=d.pk)} for d in new],
            "counts": self._counts(kinds, shown, len(new)),
            "may_edit": self.may_edit(),
            "new_href": self.link("topics:new"),
            "complete_href": self.link("completeness:page"),
            "guide_href": reverse("protocols:guide", kwargs={"school": self.school.slug}),
        }
        return render(request, "topics/list.html", context)

    def _entry(self, row: Any, today: Any, *, has_draft: bool) -> dict[str, Any]:
        return {
            "topic": row,
            "href": self.link("topics:topic", pk=row.pk),
            "owner": owner_in_words(row),
            "facts": facts_of(row),
            "is_stale": bool(row.again_on and row.again_on < today and not row.is_withdrawn),
            "has_draft": has_draft,
        }

    def _counts(self, kinds: dict[str, list[Any]], shown: str, new: int) -> list[Count]:
        labels = {"": _("In de gids"), STALE: _("Verlopen"), DRAFTS: _("Concept"), OUT: _("Eruit")}
        return [
            Count(
                number=len(kinds[kind]) + (new if kind == DRAFTS else 0),
                label=label,
                href=f"{self.list_href}?toon={kind}" if kind else self.list_href,
                current=kind == shown,
                alarm=kind == STALE and bool(kinds[kind]),
            )
            for kind, label in labels.items()
        ]


class TopicPage(TopicBase):
    """One topic for staff: its facts, its checks, and every text that was in the guide."""

    model: ClassVar[type[Model] | None] = GuideTopic

    def get(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        return self._page()

    def post(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        deed = request.POST.get("deed", "")
        forms: dict[str, Any] = {"check": CheckForm, "take_out": TakeOutForm}
        form = forms[deed](request.POST, prefix=deed) if deed in forms else None
        if form is not None and not form.is_valid():
            return self._page({deed: form}, REFUSED)
        try:
            self._do(deed, form.cleaned_data if form else {})
        except Refused as refused:
            return self._page({deed: form} if form else {}, REFUSED, list(refused.reasons))
        messages.success(request, _("Dat is vastgelegd."))
        return redirect(self.link("topics:topic", pk=self.row.pk))

    def _do(self, deed: str, given: dict[str, Any]) -> None:
        match deed:
            case "check":
                completeness.check(self.actor, topic=self.row, **given, today=localdate())
            case "take_out":
                services.take_out(self.actor, topic=self.row, **given, moment=now())
            case "put_back":
                services.put_back(self.actor, topic=self.row, moment=now())
            case _:
                raise Refused(_("Deze stap is er niet."))

    def _page(
        self, forms: dict[str, Any] | None = None, status: int = 200, reasons: Any = ()
    ) -> HttpResponse:
        self.__dict__.pop("row", None)
        row, today = self.row, localdate()
        facts = facts_of(row)
        asked = BY_KEY.get(facts.requirement) if facts else None
        next_on = months_later(today, asked.term if asked else YEARLY)
        checks = visible(self.actor, TopicCheck.objects.filter(topic=row))
        editions = visible(self.actor, TopicEdition.objects.filter(topic=row))
        of_board = row.code is not None and row.code.school_id is None
        context = {
            "topic": row,
            "facts": facts,
            "owner": owner_in_words(row),
            "is_stale": bool(row.again_on and row.again_on < today and not row.is_withdrawn),
            "is_readable": readable(GuideTopic.objects.filter(pk=row.pk), today).exists(),
            "of_board": of_board,
            "checks": checks.select_related("checked_by"),
            "editions": editions.select_related("published_by"),
            "draft": TopicDraft.objects.filter(topic=row).first(),
            "forms": {
                "check": CheckForm(prefix="check", initial={"check_again_on": next_on}),
                "take_out": TakeOutForm(prefix="take_out"),
            }
            | (forms or {}),
            "may_edit": decide(self.actor, Action.TOPIC_EDIT, row),
            "here": self.link("topics:topic", pk=row.pk),
            "edit_href": self.link("topics:edit", pk=row.pk),
            "facts_href": self.link("completeness:facts", pk=row.pk),
            "list_href": self.list_href,
            "guide_href": reverse(
                "protocols:topic", kwargs={"school": self.school.slug, "topic": row.slug}
            ),
            "reasons": [str(reason) for reason in reasons],
        }
        return render(self.request, "topics/topic.html", context, status=status)


class Edition(TopicBase):
    """A text of a topic as it was put in the guide."""

    model: ClassVar[type[Model] | None] = TopicEdition

    def get_queryset(self) -> QuerySet[Any]:
        rows = TopicEdition.objects.filter(school=self.school.pk)
        return rows.select_related("topic", "published_by", "code")

    def get(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        addresses = public.addresses_of(self.school, public.topics_of(self.school))
        context = {
            "edition": self.row,
            "own_text": blocks(self.row.own_text, addresses),
            "points": [line for line in self.row.in_short.splitlines() if line.strip()],
            "topic_href": self.link("topics:topic", pk=self.row.topic_id),
            "list_href": self.list_href,
        }
        return render(request, "topics/edition.html", context)
