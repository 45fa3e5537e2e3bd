from django.apps import AppConfig


class CompletenessConfig(AppConfig):
    name = "protocols.completeness"
    label = "completeness"
    verbose_name = "Volledigheid van de schoolgids"
