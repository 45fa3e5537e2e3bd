from django.urls import path, register_converter

from protocols.converters import DateConverter
from protocols.views import public

register_converter(DateConverter, "date")

app_name = "protocols"
urlpatterns = [
    path("gids/<slug:school>/", public.guide, name="guide"),
    path("gids/<slug:school>/zoeken/", public.search_page, name="search"),
    path("gids/<slug:school>/<slug:topic>/", public.topic, name="topic"),
    path("gids/<slug:school>/<slug:topic>/op/<date:day>/", public.topic_on, name="topic_on"),
]
