from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "schoolgids.audit"
    label = "audit"
    verbose_name = "Verantwoording"
