from django.apps import AppConfig


class HouseConfig(AppConfig):
    name = "schoolgids.house"
    label = "house"
    verbose_name = "Huisstijl"
