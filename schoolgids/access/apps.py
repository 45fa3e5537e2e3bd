from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "schoolgids.access"
    label = "access"
    verbose_name = "Toegang"
