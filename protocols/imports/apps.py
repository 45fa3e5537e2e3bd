from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "protocols.imports"
    label = "code_imports"
    verbose_name = "Inlezen van gedragscodes"
