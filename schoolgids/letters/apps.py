from django.apps import AppConfig


class LettersConfig(AppConfig):
    name = "schoolgids.letters"
    label = "letters"
    verbose_name = "Brieven"
