"""Parts of addresses: a day (/op/2026-03-01/), a kind of picture (/qr.svg)."""

from datetime import date


class DateConverter:
    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        """Raises ValueError for a day that does not exist, which makes the address not found."""
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        return value.isoformat()


class PictureConverter:
    regex = "svg|png"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
