from django.urls import path

from protocols.calendar.views import agenda, discussions, evaluations, feeds

app_name = "review_calendar"
PAGES = [
    ("", agenda.Agenda, "agenda"),
    ("evaluatie/", evaluations.PlanEvaluation, "plan_evaluation"),
    ("evaluatie/<uuid:pk>/", evaluations.EvaluationPage, "evaluation"),
    ("gesprekken/", discussions.PlanDiscussions, "plan_discussions"),
    ("gesprekken/<uuid:pk>/", discussions.DiscussionsPage, "discussions"),
    ("agendapunt/", agenda.PlanItem, "plan_item"),
    ("agendapunt/<uuid:pk>/", agenda.ItemPage, "item"),
    ("abonnement/", feeds.Subscription, "subscription"),
]
urlpatterns = [
    path("agenda/school/<slug:school>/<str:token>.ics", feeds.feed, name="feed"),
    path("agenda/bestuur/<slug:board>/<str:token>.ics", feeds.feed, name="board_feed"),
]
for rest, view, name in PAGES:
    urlpatterns += [
        path(f"school/<slug:school>/evaluatieagenda/{rest}", view.as_view(), name=name),
        path(f"bestuur/<slug:board>/evaluatieagenda/{rest}", view.as_view(), name=f"board_{name}"),
    ]
