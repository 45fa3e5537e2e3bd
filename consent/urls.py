from django.urls import path

from consent.views import checks, own, purposes, staff

app_name = "consent"
urlpatterns = [
    path("school/<slug:school>/toestemming/", staff.GroupList.as_view(), name="groups"),
    path(
        "school/<slug:school>/toestemming/klas/<uuid:pk>/",
        staff.ClassSheetPage.as_view(),
        name="class_sheet",
    ),
    path(
        "school/<slug:school>/toestemming/leerling/<uuid:pk>/",
        staff.HistoryPage.as_view(),
        name="history",
    ),
    path(
        "school/<slug:school>/toestemming/bewijs/<uuid:pk>/",
        staff.EvidencePage.as_view(),
        name="evidence",
    ),
    path("school/<slug:school>/toestemming/nakijken/", checks.Checks.as_view(), name="checks"),
    path(
        "school/<slug:school>/toestemming/vragen/",
        purposes.PurposeList.as_view(),
        name="purposes",
    ),
    path(
        "school/<slug:school>/toestemming/vragen/nieuw/",
        purposes.PurposeNew.as_view(),
        name="purpose_new",
    ),
    path(
        "school/<slug:school>/toestemming/vragen/<uuid:pk>/",
        purposes.PurposeReword.as_view(),
        name="purpose_reword",
    ),
    path(
        "school/<slug:school>/toestemming/vragen/<uuid:pk>/stop/",
        purposes.PurposeStop.as_view(),
        name="purpose_stop",
    ),
    path("mijn/<slug:board>/toestemming/", own.OwnPage.as_view(), name="my_children"),
    path("mijn/<slug:board>/toestemming/<uuid:pk>/", own.ChildPage.as_view(), name="child"),
    path(
        "mijn/<slug:board>/toestemming/<uuid:pk>/klopt-nog/",
        own.ConfirmPage.as_view(),
        name="confirm",
    ),
    path(
        "mijn/<slug:board>/toestemming/<uuid:pk>/intrekken/",
        own.WithdrawPage.as_view(),
        name="withdraw",
    ),
]
