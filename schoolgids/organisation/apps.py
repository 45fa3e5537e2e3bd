from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "schoolgids.organisation"
    label = "organisation"
    verbose_name = "Organisatie"
