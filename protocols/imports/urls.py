from django.urls import path

from protocols.imports import views

app_name = "code_imports"
urlpatterns = [
    path("school/<slug:school>/codes/inlezen/", views.Upload.as_view(), name="upload"),
    path("school/<slug:school>/codes/inlezen/<uuid:pk>/", views.Job.as_view(), name="job"),
    path("bestuur/<slug:board>/codes/inlezen/", views.Upload.as_view(), name="board_upload"),
    path("bestuur/<slug:board>/codes/inlezen/<uuid:pk>/", views.Job.as_view(), name="board_job"),
]
