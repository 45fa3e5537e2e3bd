from django.urls import path, register_converter

from protocols.converters import DateConverter, PictureConverter
from protocols.views import editions, feeds, outline, paper, public, rule, rules, staff, versions

register_converter(DateConverter, "date")
register_converter(PictureConverter, "picture")

app_name = "protocols"
TOPIC = [
    ("", public.topic, "topic"),
    ("op/<date:day>/", public.topic_on, "topic_on"),
    ("pdf/", paper.topic_pdf, "topic_pdf"),
    ("tekst/", paper.plain_topic, "plain_topic"),
    ("qr.<picture:kind>", rule.topic_qr, "topic_qr"),
    ("wijzigingen.atom", feeds.topic_feed, "topic_feed"),
    ("versies/", versions.history, "history"),
    ("versies/<int:number>/", public.version, "version"),
    ("versies/<int:number>/pdf/", paper.version_pdf, "version_pdf"),
    ("versies/<int:number>/tekst/", paper.plain_version, "plain_version"),
    ("veranderd/", versions.changes, "changes"),
    ("veranderd/<int:old>-<int:new>/", versions.changes_between, "changes_between"),
    ("regel/<str:anchor>/", rule.rule, "rule"),
    ("regel/<str:anchor>/pdf/", paper.rule_pdf, "rule_pdf"),
    ("regel/<str:anchor>/qr.<picture:kind>", rule.rule_qr, "rule_qr"),
]
urlpatterns = [
    path("gids/<slug:school>/", public.guide, name="guide"),
    path("gids/<slug:school>/wijzigingen.atom", feeds.guide_feed, name="guide_feed"),
    *(
        path(f"gids/<slug:school>/<slug:topic>/{rest}", view, name=name)
        for rest, view, name in TOPIC
    ),
    path("school/<slug:school>/codes/", staff.CodeList.as_view(), name="codes"),
    path("school/<slug:school>/codes/<uuid:pk>/", staff.Version.as_view(), name="version"),
    path("bestuur/<slug:board>/codes/", staff.CodeList.as_view(), name="board_codes"),
    path("bestuur/<slug:board>/codes/<uuid:pk>/", staff.Version.as_view(), name="board_version"),
    path("school/<slug:school>/codes/<uuid:pk>/regels/", rules.RulesPage.as_view(), name="rules"),
    path(
        "bestuur/<slug:board>/codes/<uuid:pk>/regels/",
        rules.RulesPage.as_view(),
        name="board_rules",
    ),
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
