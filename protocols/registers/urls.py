from django.urls import path

from protocols.registers import entry_views, views

app_name = "registers"
HERE = "school/<slug:school>/registers/"
urlpatterns = [
    path("gids/<slug:school>/officiele-accounts/", views.official_accounts, name="official"),
    path(HERE, views.RegisterList.as_view(), name="list"),
    path(f"{HERE}<uuid:pk>/", entry_views.EntryPage.as_view(), name="entry"),
    path(f"{HERE}<slug:register>/", views.RegisterList.as_view(), name="kind"),
    path(f"{HERE}<slug:register>/aanvragen/", views.Ask.as_view(), name="ask"),
]
