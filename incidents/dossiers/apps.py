from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class DossiersConfig(AppConfig):
    name = "incidents.dossiers"
    label = "dossiers"
    verbose_name = "Dossiers"

    def ready(self) -> None:
        autodiscover_modules("presenters")
