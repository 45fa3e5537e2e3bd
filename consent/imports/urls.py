from django.urls import path

from consent.imports import views

app_name = "imports"
urlpatterns = [
    path("school/<slug:school>/toestemming/inlezen/", views.Upload.as_view(), name="upload"),
    path(
        "school/<slug:school>/toestemming/inlezen/<uuid:pk>/", views.Import.as_view(), name="import"
    ),
    path(
        "school/<slug:school>/toestemming/inlezen/<uuid:pk>/kolommen/",
        views.Columns.as_view(),
        name="columns",
    ),
]
