from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "schoolgids.people"
    label = "people"
    verbose_name = "Personen"
