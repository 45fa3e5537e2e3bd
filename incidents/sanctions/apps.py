from django.apps import AppConfig


class SanctionsConfig(AppConfig):
    name = "incidents.sanctions"
    label = "sanctions"
    verbose_name = "Maatregelen"
