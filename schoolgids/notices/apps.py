from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class NoticesConfig(AppConfig):
    name = "schoolgids.notices"
    label = "notices"
    verbose_name = "Berichten"

    def ready(self) -> None:
        # A page queues tasks by name; a worker finds them by itself, a web process does not.
        autodiscover_modules("tasks")
