"""The guide on paper: a PDF is made at the first request, kept, and made anew when it would differ."""

from collections.abc import Callable

from django.db import transaction
from django.utils.timezone import now

from protocols.models import PublishedPaper
from schoolgids.access.scope import one_at_a_time
from schoolgids.organisation.models import School


def paper(
    *, school: School, address: str, language: str, made_from: str, make: Callable[[], bytes]
) -> bytes:
    """The PDF of an address. `made_from` stands for all that is in it."""
    kept = _kept(school, address, language, made_from)
    if kept is not None:
        return kept
    with transaction.atomic():
        # A link in a newsletter is opened by many at once: one makes, the others wait for it.
        one_at_a_time(f"guide-paper/{school.pk}/{language}/{address}")
        kept = _kept(school, address, language, made_from)
        if kept is not None:
            return kept
        content = make()
        PublishedPaper.objects.update_or_create(
            school=school,
            address=address,
            language=language,
            defaults={"made_from": made_from, "content": content, "made_at": now()},
        )
    return content


def _kept(school: School, address: str, language: str, made_from: str) -> bytes | None:
    found = PublishedPaper.objects.filter(
        school=school, address=address, language=language, made_from=made_from
    )
    content = found.values_list("content", flat=True).first()
    return bytes(content) if content is not None else None
