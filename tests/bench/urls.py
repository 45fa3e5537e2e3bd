"""The addresses of the portal, and those of the bench."""

from django.urls import path

from schoolgids import urls
from schoolgids.urls import handler400, handler403, handler404, handler500
from tests.bench import views

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns = [
    path("bench/bare/", views.bare),
    path("bench/row/<slug:school>/", views.row),
    path("bench/write/", views.write),
    path("bench/weasyprint/<slug:school>/<slug:topic>/", views.weasyprint),
    path("bench/first-paper/<slug:school>/<slug:topic>/", views.first_paper),
    *urls.urlpatterns,
]
