from django.urls import path

from protocols.search import views

app_name = "search"
urlpatterns = [
    path("gids/<slug:school>/zoeken/", views.search_page, name="search"),
    path("gids/<slug:school>/zoeken/woorden/", views.names_page, name="names"),
    path("school/<slug:school>/codes/zoeken/", views.SearchKeeping.as_view(), name="keeping"),
    path("bestuur/<slug:board>/codes/zoeken/", views.SearchKeeping.as_view(), name="board_keeping"),
]
