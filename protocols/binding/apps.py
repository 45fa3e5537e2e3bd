from django.apps import AppConfig


class BindingConfig(AppConfig):
    name = "protocols.binding"
    label = "binding"
    verbose_name = "Voor welke scholen een code geldt"
