from django.urls import path, register_converter

from protocols.converters import DateConverter
from protocols.views import editions, outline, public, staff

register_converter(DateConverter, "date")

app_name = "protocols"
urlpatterns = [
    path("gids/<slug:school>/", public.guide, name="guide"),
    path("gids/<slug:school>/<slug:topic>/", public.topic, name="topic"),
    path("gids/<slug:school>/<slug:topic>/op/<date:day>/", public.topic_on, name="topic_on"),
    path("school/<slug:school>/codes/", staff.CodeList.as_view(), name="codes"),
    path("school/<slug:school>/codes/inlezen/", staff.ImportCode.as_view(), name="import"),
    path("school/<slug:school>/codes/<uuid:pk>/", staff.Version.as_view(), name="version"),
    path("bestuur/<slug:board>/codes/", staff.CodeList.as_view(), name="board_codes"),
    path("bestuur/<slug:board>/codes/inlezen/", staff.ImportCode.as_view(), name="board_import"),
    path("bestuur/<slug:board>/codes/<uuid:pk>/", staff.Version.as_view(), name="board_version"),
    path(
        "school/<slug:school>/codes/<uuid:pk>/opbouw/",
        outline.EditOutline.as_view(),
        name="outline",
    ),
    path(
        "school/<slug:school>/codes/<uuid:pk>/opbouw/splits/<uuid:provision>/",
        outline.SplitProvision.as_view(),
        name="split",
    ),
    path(
        "school/<slug:school>/codes/<uuid:pk>/uitgaven/",
        editions.Editions.as_view(),
        name="editions",
    ),
    path(
        "bestuur/<slug:board>/codes/<uuid:pk>/opbouw/",
        outline.EditOutline.as_view(),
        name="board_outline",
    ),
    path(
        "bestuur/<slug:board>/codes/<uuid:pk>/opbouw/splits/<uuid:provision>/",
        outline.SplitProvision.as_view(),
        name="board_split",
    ),
    path(
        "bestuur/<slug:board>/codes/<uuid:pk>/uitgaven/",
        editions.Editions.as_view(),
        name="board_editions",
    ),
]
