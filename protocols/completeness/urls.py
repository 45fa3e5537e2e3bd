from django.urls import path

from protocols.completeness import views

app_name = "completeness"
TOPICS = "school/<slug:school>/onderwerpen/"
urlpatterns = [
    path(f"{TOPICS}volledigheid/", views.Completeness.as_view(), name="page"),
    path(f"{TOPICS}nakijken/<uuid:pk>/", views.Check.as_view(), name="check"),
    path(f"{TOPICS}<uuid:pk>/gegevens/", views.Facts.as_view(), name="facts"),
    path(
        "bestuur/<slug:board>/onderwerpen/volledigheid/",
        views.BoardCompleteness.as_view(),
        name="board_page",
    ),
]
