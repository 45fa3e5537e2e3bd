from django.apps import AppConfig


class ClearingConfig(AppConfig):
    name = "incidents.clearing"
    label = "clearing"
    verbose_name = "Bewijs dat een leerling iets niet deed"
