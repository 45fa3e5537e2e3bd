"""Every address of the portal. Dutch, for people read them."""

from django.urls import include, path

urlpatterns = [
    path("", include("schoolgids.interface.urls")),
    path("account/", include("schoolgids.access.urls")),
    path("", include("schoolgids.audit.urls")),
    path("", include("schoolgids.house.urls")),
    path("", include("protocols.search.urls")),
    path("", include("protocols.receipts.urls")),
    path("", include("protocols.binding.urls")),
    path("", include("protocols.completeness.urls")),
    path("", include("protocols.topics.urls")),
    path("", include("protocols.registers.urls")),
    path("", include("protocols.calendar.urls")),
    path("", include("protocols.imports.urls")),
    path("", include("protocols.urls")),
    path("", include("consent.urls")),
    path("", include("consent.publications.urls")),
    path("", include("consent.rounds.urls")),
    path("", include("consent.imports.urls")),
    path("", include("consent.scans.urls")),
    path("", include("incidents.urls")),
    path("", include("incidents.dossiers.urls")),
    path("", include("incidents.sanctions.urls")),
]

handler400 = "schoolgids.interface.errors.bad_request"
handler403 = "schoolgids.interface.errors.forbidden"
handler404 = "schoolgids.interface.errors.not_found"
handler500 = "schoolgids.interface.errors.server_error"
