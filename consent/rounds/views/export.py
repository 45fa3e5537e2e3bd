"""A class sheet as a file for a spreadsheet. Fetching it leaves a trace."""

import csv
from io import StringIO
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.text import slugify
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from consent.rounds.table import safe
from consent.sheets import ClassSheet, class_sheet
from consent.words import word_of
from schoolgids.access.actions import Action
from schoolgids.access.views import SchoolView
from schoolgids.audit.services import record_view
from schoolgids.organisation.models import Group


class SheetExport(SchoolView):
    """One line per pupil, one column per purpose; no reasons, as on the sheet itself."""

    action: ClassVar[Action] = Action.CONSENT_SHEET_EXPORT
    model = Group

    def get_queryset(self) -> QuerySet[Group]:
        return Group.objects.filter(school=self.school)

    def get(self, _request: HttpRequest, **_place: Any) -> HttpResponse:
        sheet = class_sheet(school=self.school, group=self.row, on=localdate())
        record_view(
            actor=self.actor,
            action=self.action,
            about=self.row,
            people=[row.person.pk for row in sheet.rows],
        )
        name = f"toestemming-{slugify(self.row.name) or 'klas'}-{sheet.on.isoformat()}.csv"
        return HttpResponse(
            as_csv(sheet),
            content_type="text/csv; charset=utf-8",
            headers={
                "Content-Disposition": f'attachment; filename="{name}"',
                "Cache-Control": "private, no-store",
            },
        )


def as_csv(sheet: ClassSheet) -> str:
    """With semicolons and a mark of UTF-8: a Dutch spreadsheet opens it as it is."""
    out = StringIO()
    writer = csv.writer(out, delimiter=";")
    titles = [column.purpose.name for column in sheet.columns]
    writer.writerow([safe(cell) for cell in (_("Leerling"), _("Peildatum"), *titles)])
    for row in sheet.rows:
        words = [word_of(verdict.state) for verdict in row.verdicts]
        cells = (row.person.list_name, sheet.on.isoformat(), *words)
        writer.writerow([safe(cell) for cell in cells])
    return "\ufeff" + out.getvalue()
