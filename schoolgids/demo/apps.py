from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "schoolgids.demo"
    label = "demo"
    verbose_name = "Demo"
