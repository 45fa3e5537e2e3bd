"""A new school starts by asking the usual questions, in words it can change."""

from django.utils.timezone import localdate

from consent.standard import start_asking
from schoolgids.organisation.models import School
from schoolgids.organisation.starting import school_starts_with


@school_starts_with
def ask_from_today(school: School) -> None:
    start_asking(school, effective_on=localdate())
