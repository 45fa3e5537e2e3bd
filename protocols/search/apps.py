from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "protocols.search"
    label = "search"
    verbose_name = "Zoeken in de gids"
