from django.apps import AppConfig


class ScansConfig(AppConfig):
    name = "consent.scans"
    label = "scans"
    verbose_name = "Scans van formulieren"
