from django.apps import AppConfig


class PublicationsConfig(AppConfig):
    name = "consent.publications"
    label = "publications"
    verbose_name = "Publicaties"
