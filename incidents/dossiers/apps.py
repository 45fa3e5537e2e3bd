from django.apps import AppConfig


class DossiersConfig(AppConfig):
    name = "incidents.dossiers"
    label = "dossiers"
    verbose_name = "Dossiers"
