"""What is blacked out, also said to who hears the page."""

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from incidents.dossiers.redaction import MASK

register = template.Library()


@register.filter
def blacked(text: object) -> SafeString:
    """The text in HTML, its lines kept, with a word for each name that was taken out."""
    mark = format_html(
        '<span class="visually-hidden">{}</span><span aria-hidden="true">{}</span>',
        _("weggelakt"),
        MASK,
    )
    lines = conditional_escape(str(text)).splitlines()
    return mark_safe("<br>".join(lines).replace(MASK, mark))  # noqa: S308  escaped above
