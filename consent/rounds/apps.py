from django.apps import AppConfig


class RoundsConfig(AppConfig):
    name = "consent.rounds"
    label = "rounds"
    verbose_name = "Rondes"
