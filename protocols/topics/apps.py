from django.apps import AppConfig


class TopicsConfig(AppConfig):
    name = "protocols.topics"
    label = "topics"
    verbose_name = "Onderwerpen van de schoolgids"
