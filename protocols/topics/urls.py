from django.urls import path

from protocols.topics import editing, views

app_name = "topics"
TOPICS = "school/<slug:school>/onderwerpen/"
urlpatterns = [
    path(TOPICS, views.TopicList.as_view(), name="list"),
    path(f"{TOPICS}nieuw/", editing.NewTopic.as_view(), name="new"),
    path(f"{TOPICS}concept/<uuid:pk>/", editing.EditDraft.as_view(), name="draft"),
    path(f"{TOPICS}uitgave/<uuid:pk>/", views.Edition.as_view(), name="edition"),
    path(f"{TOPICS}<uuid:pk>/", views.TopicPage.as_view(), name="topic"),
    path(f"{TOPICS}<uuid:pk>/bewerken/", editing.EditTopic.as_view(), name="edit"),
]
