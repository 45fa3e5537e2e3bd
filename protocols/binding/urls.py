from django.urls import path

from protocols.binding import views

app_name = "binding"
urlpatterns = [
    path(
        "bestuur/<slug:board>/codes/<uuid:pk>/scholen/",
        views.Binding.as_view(),
        name="board_of_code",
    ),
]
