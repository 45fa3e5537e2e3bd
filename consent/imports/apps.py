from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "consent.imports"
    label = "imports"
    verbose_name = "Antwoorden inlezen"
