from django.urls import path

from incidents.views.filing import FindPeople, NewIncident, SaveDraft
from incidents.views.reading import (
    Cite,
    EvidencePage,
    IncidentList,
    IncidentPage,
    ProveFake,
    Settle,
    TakeUp,
)

app_name = "incidents"
here = "school/<slug:school>/meldingen"
urlpatterns = [
    path(f"{here}/", IncidentList.as_view(), name="list"),
    path(f"{here}/nieuw/", NewIncident.as_view(), name="new"),
    path(f"{here}/nieuw/concept/", SaveDraft.as_view(), name="save_draft"),
    path(f"{here}/nieuw/personen/", FindPeople.as_view(), name="people"),
    path(f"{here}/bewijs/<uuid:pk>/", EvidencePage.as_view(), name="evidence"),
    path(f"{here}/<uuid:pk>/", IncidentPage.as_view(), name="page"),
    path(f"{here}/<uuid:pk>/oppakken/", TakeUp.as_view(), name="take_up"),
    path(f"{here}/<uuid:pk>/regels/", Cite.as_view(), name="cite"),
    path(f"{here}/<uuid:pk>/nepaccount/", ProveFake.as_view(), name="fake_account"),
    path(f"{here}/<uuid:pk>/afhandelen/", Settle.as_view(), name="settle"),
]
