"""What was handed to me to read, and for who keeps the codes: who has read what (G10)."""

from typing import Any, ClassVar

from django.contrib import messages
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from protocols.changes import comparison
from protocols.models import CodeVersion
from protocols.pages import rows_of
from protocols.receipts import services
from protocols.receipts.models import HandedOut
from protocols.receipts.standing import Standing, per
from protocols.services import as_published
from protocols.views.base import VersionPage
from schoolgids.access.actions import Action
from schoolgids.access.policy import decide, visible
from schoolgids.access.views import SchoolView
from schoolgids.workflow import Refused

REFUSED = 422
WHOLE = "alles"


class MyTexts(SchoolView, abstract=True):
    """A page about what was handed to the one who asks."""

    action: ClassVar[Action] = Action.CODE_READ
    model: ClassVar[type[Model] | None] = HandedOut

    def get_queryset(self) -> QuerySet[Any]:
        mine = HandedOut.objects.filter(person=self.actor.person_id)
        return mine.select_related("version", "confirmation")

    @property
    def list_href(self) -> str:
        return reverse("receipts:to_read", kwargs={"school": self.school.slug})


class ToRead(MyTexts):
    """Every text that was handed to me: what I still have to read, and what I have read."""

    def get(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        rows = visible(self.actor, self.get_queryset())
        unread = list(rows.unread(localdate()))  # type: ignore[attr-defined]
        waiting = {row.pk for row in unread}
        context = {"unread": unread, "others": [row for row in rows if row.pk not in waiting]}
        return render(request, "receipts/to_read.html", context)


class Read(MyTexts):
    """One text: all of it, or what changed since the version that I read before."""

    def get(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        return self._page()

    def post(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        try:
            services.confirm(self.actor, handed_out=self.row, moment=now())
        except Refused as refused:
            return self._page([str(reason) for reason in refused.reasons], REFUSED)
        messages.success(request, _("Bevestigd: je hebt ‘%s’ gelezen.") % self.row.version.title)
        return redirect(self.list_href)

    def _page(self, reasons: list[str] | None = None, status: int = 200) -> HttpResponse:
        version = self.row.version
        text, before = as_published(version), self._read_before()
        only_changes = before is not None and self.request.GET.get("tekst") != WHOLE
        here = reverse("receipts:read", kwargs={"school": self.school.slug, "pk": self.row.pk})
        context = {
            "handed_out": self.row,
            "version": version,
            "before": before,
            "found": comparison(as_published(before), text) if before and only_changes else None,
            "rows": [] if only_changes else rows_of(text, version.title),
            "may_confirm": self.row.is_unread,
            "here": here,
            "whole_href": f"{here}?tekst={WHOLE}",
            "list_href": self.list_href,
            "reasons": reasons or [],
        }
        return render(self.request, "receipts/read.html", context, status=status)

    def _read_before(self) -> CodeVersion | None:
        """The newest earlier version that this person confirmed."""
        version = self.row.version
        earlier = self.get_queryset().filter(
            version__code=version.code_id,
            version__number__lt=version.number,
            confirmation__isnull=False,
        )
        row = visible(self.actor, earlier).order_by("-version__number").first()
        return row.version if row is not None else None


class Receipts(VersionPage):
    """Who was given a version and who has read it: by name at a school, counted for the board."""

    action: ClassVar[Action] = Action.CODE_RECEIPT_VIEW

    def get(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        return self._page()

    def post(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        try:
            rows = services.hand_out(self.actor, version=self.row, today=localdate())
        except Refused as refused:
            return self._page([str(reason) for reason in refused.reasons], REFUSED)
        messages.success(request, _handed_out(len(rows)))
        return redirect(self.link("receipts:of_version", pk=self.row.pk))

    def _page(self, reasons: list[str] | None = None, status: int = 200) -> HttpResponse:
        version = self.row
        rows = visible(self.actor, HandedOut.objects.filter(version__code=version.code_id))
        of_this = rows.filter(version=version)
        per_version = per("version__number", rows, "-version__number")
        number = str(version.number)
        mine = next((one for one in per_version if one.name == number), Standing(number, 0, 0))
        is_board = self.owner_id is None
        schools = services.schools_of(self.actor, version, localdate())
        context = {
            "version": version,
            "standing": mine,
            "others": [one for one in per_version if one is not mine],
            "schools": per("school__name", of_this) if is_board else [],
            "listed": [] if is_board else self._listed(of_this),
            "waiting": len(services.without_copy(version, schools, localdate())),
            "may_hand_out": decide(self.actor, Action.CODE_EDIT, version),
            "can_hand_out": version.status in services.MAY_BE_HANDED_OUT,
            "here": self.link("receipts:of_version", pk=version.pk),
            "version_href": self.link("version", pk=version.pk),
            "codes_href": self.link("codes"),
            "reasons": reasons or [],
        }
        return render(self.request, "receipts/of_version.html", context, status=status)

    def _listed(self, rows: QuerySet[HandedOut]) -> QuerySet[HandedOut]:
        by_name = ("person__family_name", "person__given_name", "pk")
        return rows.select_related("person", "confirmation").order_by(*by_name)


def _handed_out(number: int) -> str:
    if not number:
        return _("Iedereen had deze tekst al.")
    words = ngettext(
        "De tekst is uitgedeeld aan %(number)s medewerker.",
        "De tekst is uitgedeeld aan %(number)s medewerkers.",
        number,
    )
    return words % {"number": number}
