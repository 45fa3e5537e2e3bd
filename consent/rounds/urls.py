from django.urls import path

from consent.rounds.views import export, letter, printing, rounds, settings, sixteen, staff

app_name = "rounds"
urlpatterns = [
    path("bestuur/<slug:board>/toestemming/", settings.SettingsPage.as_view(), name="settings"),
    path("school/<slug:school>/toestemming/ik/", staff.MyPage.as_view(), name="me"),
    path("school/<slug:school>/toestemming/16/", sixteen.SixteenList.as_view(), name="sixteen"),
    path("school/<slug:school>/toestemming/rondes/", rounds.RoundList.as_view(), name="list"),
    path("school/<slug:school>/toestemming/rondes/nieuw/", rounds.RoundNew.as_view(), name="new"),
    path(
        "school/<slug:school>/toestemming/rondes/<uuid:pk>/",
        rounds.RoundPage.as_view(),
        name="round",
    ),
    path(
        "school/<slug:school>/toestemming/rondes/<uuid:pk>/herinner/",
        rounds.RoundRemind.as_view(),
        name="remind",
    ),
    path(
        "school/<slug:school>/toestemming/rondes/<uuid:pk>/sluit/",
        rounds.RoundClose.as_view(),
        name="close",
    ),
    path(
        "school/<slug:school>/toestemming/rondes/<uuid:pk>/brieven/",
        printing.LettersAsk.as_view(),
        name="letters",
    ),
    path(
        "school/<slug:school>/toestemming/klas/<uuid:pk>/csv/",
        export.SheetExport.as_view(),
        name="csv",
    ),
    path(
        "school/<slug:school>/toestemming/klas/<uuid:pk>/formulieren/",
        printing.FormsAsk.as_view(),
        name="forms",
    ),
    path("school/<slug:school>/toestemming/lijsten/", printing.SheetsAsk.as_view(), name="sheets"),
    path(
        "school/<slug:school>/toestemming/afdruk/<uuid:pk>/",
        printing.JobPage.as_view(),
        name="job",
    ),
    path(
        "school/<slug:school>/toestemming/afdruk/<uuid:pk>/pdf/",
        printing.JobFile.as_view(),
        name="job_file",
    ),
    # Without an account, with the code of a letter
    path("brief/<slug:board>/", letter.code_page, name="code"),
    path("brief/<slug:board>/kiezen/", letter.letter_page, name="letter"),
    path("brief/<slug:board>/klaar/", letter.leave_page, name="leave"),
]
