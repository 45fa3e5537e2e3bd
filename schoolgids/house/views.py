"""The page of a school's house style, its sample, and the logo for all to see."""

import re
from typing import Any, ClassVar

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from schoolgids.access.actions import Action
from schoolgids.access.views import SchoolView
from schoolgids.house import services
from schoolgids.house.forms import StyleForm, taking_over
from schoolgids.house.models import Logo, logo_of
from schoolgids.interface.palette import custom_properties
from schoolgids.interface.views import FOR_A_MINUTE, FOR_EVER
from schoolgids.workflow import Refused

REFUSED = 422
SAMPLE = re.compile(r"[0-9a-f]{6}(?:-[0-9a-f]{6}){3}")


class StylePage(SchoolView):
    """Colours, mark and logo. "Bekijk" and "Neem over" show the page again and save nothing."""

    action: ClassVar[Action] = Action.STYLE_CHANGE

    def get(self, _request: HttpRequest, **_place: Any) -> HttpResponse:
        return self._page(StyleForm(school=self.school))

    def post(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        form = StyleForm(taking_over(request.POST), request.FILES, school=self.school)
        if not form.is_valid():
            return self._page(form, REFUSED)
        if request.POST.get("deed") != "save" or "neem_over" in request.POST:
            return self._page(form)
        try:
            changed = services.restyle(
                self.actor,
                school=self.school,
                style=form.style,
                moment=now(),
                logo=form.kept,
                without_logo=form.cleaned_data.get("without_logo", False),
            )
        except Refused as refused:
            form.add_error(None, [str(reason) for reason in refused.reasons])
            return self._page(form, REFUSED)
        messages.success(
            request, _("De huisstijl is opgeslagen.") if changed else _("Er is niets veranderd.")
        )
        return redirect(reverse("house:style", kwargs={"school": self.school.slug}))

    def _page(self, form: StyleForm, status: int = 200) -> HttpResponse:
        colours = "-".join(colour.removeprefix("#") for colour in form.shown.values())
        place = {"school": self.school.slug, "colours": colours}
        context = {
            "form": form,
            "logo": logo_of(self.school),
            "sample_style": reverse("house:sample", kwargs=place) if form.is_bound else "",
            "is_unsaved": form.is_bound and form.is_valid(),
            "last_change": services.last_change(self.school),
        }
        return render(self.request, "house/style.html", context, status=status)


class SampleStyle(SchoolView):
    """The colours of the sample on that page: a stylesheet, for no style may stand in a page."""

    action: ClassVar[Action] = Action.STYLE_CHANGE

    def get(self, _request: HttpRequest, colours: str, **_place: Any) -> HttpResponse:
        if not SAMPLE.fullmatch(colours):
            raise Http404
        rules = custom_properties(*(f"#{colour}" for colour in colours.split("-")))
        return HttpResponse(f".style-sample{{{rules}}}\n", content_type="text/css; charset=utf-8")


@login_not_required
@require_safe
def logo(_request: HttpRequest, school: str, version: str, ending: str) -> HttpResponse:
    """The logo of a school. Under an address of an older one the present one, but not kept."""
    row = get_object_or_404(Logo.objects.select_related("school"), school__slug=school)
    lasting = row.address == reverse(
        "house:logo", kwargs={"school": school, "version": version, "ending": ending}
    )
    return HttpResponse(
        bytes(row.content),
        content_type=row.media_type,
        headers={"Cache-Control": FOR_EVER if lasting else FOR_A_MINUTE},
    )


logo.public_page = True  # type: ignore[attr-defined]  # read by ScopeMiddleware
