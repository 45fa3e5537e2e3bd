"""Writing the text of a topic: new, or for one in the guide; looked at before it is published."""

from typing import Any, ClassVar
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from protocols import public
from protocols.completeness.standing import items_of
from protocols.elsewhere import codes_near
from protocols.markup import blocks
from protocols.models import Code, GuideTopic
from protocols.topics import services
from protocols.topics.forms import TopicForm
from protocols.topics.models import TopicDraft
from protocols.topics.services import Text, with_keys, with_slugs
from protocols.topics.views import TopicBase
from schoolgids.access.actions import Action
from schoolgids.access.policy import visible
from schoolgids.interface.given import words_of
from schoolgids.workflow import Refused

REFUSED, CONFLICT = 422, 409
LONGEST_KEY, LONGEST_TITLE = 40, 120


class EditPage(TopicBase, abstract=True):
    """The form of a topic: look at it, keep it as a draft, publish it, or drop the draft."""

    action: ClassVar[Action] = Action.TOPIC_EDIT

    def topic(self) -> GuideTopic | None:
        return None

    def draft(self) -> TopicDraft | None:
        return None

    def starts_with(self) -> dict[str, Any]:
        """What the form of a new topic begins with."""
        return {}

    @property
    def requirement(self) -> str:
        """The item of the law for which this is written."""
        draft = self.draft()
        asked = self.request.POST.get("onderdeel") or self.request.GET.get("onderdeel", "")
        return (draft.requirement if draft else "") or words_of(asked, longest=LONGEST_KEY)

    def get(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        return self._page(self._form())

    def post(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        deed = request.POST.get("deed", "")
        form = self._form(request.POST)
        if not form.is_valid() and deed != "drop":
            return self._page(form, REFUSED)
        if deed == "preview":
            return self._page(form, preview=self._preview(form.cleaned_data))
        try:
            if deed == "drop":
                return self._drop(form.cleaned_data)
            return self._save(form.cleaned_data, publish=deed == "publish")
        except Refused as refused:
            for reason in refused.reasons:
                form.add_error(None, str(reason))
            return self._page(form, CONFLICT if isinstance(refused, services.Changed) else REFUSED)

    def _drop(self, given: dict[str, Any]) -> HttpResponse:
        place: dict[str, Any] = {
            "school": self.school,
            "topic": self.topic(),
            "draft": self.draft(),
        }
        services.drop_draft(self.actor, **place, seen=_seen(given))
        messages.success(self.request, _("Het concept is weg. De gids is niet veranderd."))
        return redirect(self.back_href)

    def _save(self, given: dict[str, Any], *, publish: bool) -> HttpResponse:
        requirement = self.requirement
        typed: dict[str, Any] = {
            "school": self.school,
            "topic": self.topic(),
            "draft": self.draft(),
            "seen": _seen(given),
            "text": Text(**given),
            "requirement": requirement,
            "moment": now(),
        }
        if not publish:
            draft = services.save_draft(self.actor, **typed)
            messages.success(self.request, _("Het concept is bewaard. Ouders zien het nog niet."))
            if draft.topic_id is not None:
                return redirect(self.link("topics:edit", pk=draft.topic_id))
            return redirect(self.link("topics:draft", pk=draft.pk))
        topic = services.publish(self.actor, **typed)
        messages.success(self.request, _("‘%s’ staat in de gids.") % topic.title)
        if requirement:
            page = self.link("completeness:page")
            return redirect(f"{page}?{urlencode({'onderwerp': topic.pk})}#{requirement}")
        return redirect(self.link("topics:topic", pk=topic.pk))

    # --- The page -----------------------------------------------------------------------------
    @property
    def back_href(self) -> str:
        topic = self.topic()
        return self.link("topics:topic", pk=topic.pk) if topic else self.list_href

    def _form(self, data: Any = None) -> TopicForm:
        topic, draft = self.topic(), self.draft()
        source: Any = draft or topic
        initial = self.starts_with()
        if source is not None:
            initial = {name: getattr(source, name) for name in services.TEXT}
            initial["code"] = source.code_id
            initial["own_text"] = with_slugs(source.own_text, self.school)
            initial["revision"] = draft.revision if draft else 0
            initial["edition"] = services.last_number(topic.pk) if topic else 0
        near = codes_near(self.board.pk, self.school.pk)
        return TopicForm(
            data,
            initial=initial,
            codes=None if topic else self._free_codes(near),
            others=self._others(topic),
            examples=", ".join(
                f"[{code.title}](code:{code.slug})" for code in near.order_by("title")[:2]
            ),
            fixed_title=topic is not None
            and topic.code is not None
            and topic.code.school_id is None,
        )

    def _free_codes(self, near: QuerySet[Code]) -> QuerySet[Code]:
        """Those without a topic here yet."""
        taken = GuideTopic.objects.filter(school=self.school.pk).exclude(code=None)
        return near.exclude(pk__in=taken.values("code")).order_by("title")

    def _others(self, topic: GuideTopic | None) -> list[tuple[str, str]]:
        return [
            (row.slug, row.title)
            for row in public.topics_of(self.school)
            if topic is None or row.slug != topic.slug
        ]

    def _preview(self, given: dict[str, Any]) -> dict[str, Any]:
        topics = public.topics_of(self.school)
        addresses = public.addresses_of(self.school, topics)
        code = given.get("code") or getattr(self.topic() or self.draft(), "code", None)
        return {
            "title": given["title"],
            "lede": given["lede"],
            "points": [line for line in given["in_short"].splitlines() if line.strip()],
            "own_text": blocks(with_keys(given["own_text"], self.school), addresses),
            "code": code,
            "related": [row.title for row in topics if row.slug in given["related"]],
        }

    def _page(self, form: TopicForm, status: int = 200, preview: Any = None) -> HttpResponse:
        requirement, draft = self.requirement, self.draft()
        items = items_of(self.school, localdate()) if requirement else []
        context = {
            "form": form,
            "preview": preview,
            "topic": self.topic(),
            "draft": None if draft is None or draft._state.adding else draft,
            "requirement": requirement,
            "asked": next((i.asked for i in items if i.asked.key == requirement), None),
            "here": self.request.path,
            "list_href": self.list_href,
            "back_href": self.back_href,
        }
        return render(self.request, "topics/edit.html", context, status=status)


def _seen(given: dict[str, Any]) -> services.Seen:
    """What the page showed; taken out of what was typed."""
    return services.Seen(
        revision=given.pop("revision", 0) or 0,
        edition=given.pop("edition", 0) or 0,
        submission=given.pop("submission", None),
    )


class NewTopic(EditPage):
    """A topic that is not in the guide yet."""

    def starts_with(self) -> dict[str, Any]:
        return {"title": words_of(self.request.GET.get("titel", ""), longest=LONGEST_TITLE)}


class EditDraft(EditPage):
    """The draft of a topic that is not in the guide yet."""

    model: ClassVar[type[Model] | None] = TopicDraft

    def get_queryset(self) -> QuerySet[Any]:
        rows = TopicDraft.objects.filter(school=self.school.pk, topic=None)
        return rows.select_related("code", "school")

    @cached_property
    def row(self) -> Any:
        """A draft that is gone when its page is sent is an empty one: the service refuses it, and
        what was typed stays on the page.
        """
        try:
            return super().row
        except Http404:
            if self.request.method != "POST":
                raise
            return TopicDraft(pk=self.kwargs["pk"], board_id=self.board.pk, school=self.school)

    def draft(self) -> TopicDraft | None:
        row: TopicDraft = self.row
        return row


class EditTopic(EditPage):
    """A topic that is in the guide, or was: its draft where there is one."""

    model: ClassVar[type[Model] | None] = GuideTopic

    def topic(self) -> GuideTopic | None:
        row: GuideTopic = self.row
        return row

    def draft(self) -> TopicDraft | None:
        found = visible(self.actor, TopicDraft.objects.filter(topic=self.row))
        return found.select_related("code", "topic__code").first()
