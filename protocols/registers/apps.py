from django.apps import AppConfig


class RegistersConfig(AppConfig):
    name = "protocols.registers"
    label = "registers"
    verbose_name = "Registers"
