from django.urls import path

from incidents.sanctions import deeds, duty_page, views
from schoolgids.worklist.views import Worklist

CASE = "school/<slug:school>/zaken/<uuid:pk>/"

app_name = "sanctions"
urlpatterns = [
    path("school/<slug:school>/werkvoorraad/", Worklist.as_view(), name="worklist"),
    path("bestuur/<slug:board>/werkvoorraad/", Worklist.as_view(), name="board_worklist"),
    path(
        "school/<slug:school>/meldingen/<uuid:pk>/maatregel/",
        views.Propose.as_view(),
        name="propose",
    ),
    path("school/<slug:school>/zaken/", views.CaseList.as_view(), name="list"),
    path(CASE, views.CasePage.as_view(), name="case"),
    path(f"{CASE}brieven/<uuid:letter>/", views.LetterFile.as_view(), name="letter_file"),
    path(f"{CASE}plichten/<uuid:duty>/", duty_page.FulfilDuty.as_view(), name="duty"),
    path(f"{CASE}hoorgesprek/", deeds.Hear.as_view(), name="hear"),
    path(f"{CASE}hoorgesprek/plannen/", deeds.Plan.as_view(), name="plan"),
    path(f"{CASE}ouders/", deeds.ContactGuardians.as_view(), name="contact"),
    path(f"{CASE}besluit/", deeds.Decide.as_view(), name="decide"),
    path(f"{CASE}doorzetten/", deeds.Escalate.as_view(), name="escalate"),
    path(f"{CASE}bestuur/", deeds.ConsiderBoard.as_view(), name="board"),
    path(f"{CASE}brief/", deeds.MakeLetter.as_view(), name="letter"),
    path(f"{CASE}bekendmaken/", deeds.Communicate.as_view(), name="communicate"),
    path(f"{CASE}bezwaar/", deeds.Object.as_view(), name="object"),
    path(f"{CASE}bezwaar/beslissing/", deeds.RuleOnObjection.as_view(), name="rule"),
    path(f"{CASE}sluiten/", deeds.Close.as_view(), name="close"),
    path(f"{CASE}intrekken/", deeds.Withdraw.as_view(), name="withdraw"),
    path(f"{CASE}vervallen/", deeds.Lapse.as_view(), name="lapse"),
]
