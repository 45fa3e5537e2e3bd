from django.urls import path

from consent.scans import views

app_name = "scans"
urlpatterns = [
    path("school/<slug:school>/toestemming/scans/", views.Upload.as_view(), name="upload"),
    path(
        "school/<slug:school>/toestemming/scans/<uuid:pk>/", views.Bundle.as_view(), name="bundle"
    ),
    path(
        "school/<slug:school>/toestemming/scans/formulier/<uuid:pk>/",
        views.Form.as_view(),
        name="form",
    ),
    path(
        "school/<slug:school>/toestemming/scans/formulier/<uuid:pk>/<int:page>/",
        views.Picture.as_view(),
        name="picture",
    ),
]
