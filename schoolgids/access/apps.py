from django.apps import AppConfig
from django.core import checks
from django.utils.module_loading import autodiscover_modules


class AccessConfig(AppConfig):
    name = "schoolgids.access"
    label = "access"
    verbose_name = "Toegang"

    def ready(self) -> None:
        # Tasks too: a page queues them by name, and must know the names.
        autodiscover_modules("starting", "policies", "sign_in", "tasks", "proof")
        from schoolgids.access.checks import check_rules  # noqa: PLC0415  needs the app registry

        checks.register(check_rules)
