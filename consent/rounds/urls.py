from django.urls import path

from consent.rounds.views import settings, sixteen

app_name = "rounds"
urlpatterns = [
    path("bestuur/<slug:board>/toestemming/", settings.SettingsPage.as_view(), name="settings"),
    path("school/<slug:school>/toestemming/16/", sixteen.SixteenList.as_view(), name="sixteen"),
]
