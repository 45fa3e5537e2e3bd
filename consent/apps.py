from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class ConsentConfig(AppConfig):
    name = "consent"
    label = "consent"
    verbose_name = "Toestemming"

    def ready(self) -> None:
        autodiscover_modules("followers")
