from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "schoolgids.notices"
    label = "notices"
    verbose_name = "Berichten"
