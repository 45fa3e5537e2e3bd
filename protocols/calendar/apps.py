from django.apps import AppConfig


class CalendarConfig(AppConfig):
    name = "protocols.calendar"
    label = "review_calendar"
    verbose_name = "Evaluatieagenda"
