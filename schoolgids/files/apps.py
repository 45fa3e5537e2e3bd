from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "schoolgids.files"
    label = "files"
    verbose_name = "Bestanden"
