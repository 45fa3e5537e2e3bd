from django.urls import path

from schoolgids.audit.views import EventList

app_name = "audit"
urlpatterns = [
    path("school/<slug:school>/verantwoording/", EventList.as_view(), name="school_events"),
    path("bestuur/<slug:board>/verantwoording/", EventList.as_view(), name="board_events"),
]
