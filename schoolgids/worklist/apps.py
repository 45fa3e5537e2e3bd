from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class WorklistConfig(AppConfig):
    name = "schoolgids.worklist"
    label = "worklist"
    verbose_name = "Werkvoorraad"

    def ready(self) -> None:
        autodiscover_modules("work")
