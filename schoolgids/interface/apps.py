from django.apps import AppConfig


class InterfaceConfig(AppConfig):
    name = "schoolgids.interface"
    label = "interface"
    verbose_name = "Vormgeving"
