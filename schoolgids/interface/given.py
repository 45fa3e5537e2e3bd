"""What an address or an input gives, as a value. Nonsense is as if nothing was given. Pure."""

from uuid import UUID

LONGEST_SEARCH = 80


def key_of(text: object) -> UUID | None:
    """The key of a row."""
    try:
        return UUID(str(text))
    except ValueError:
        return None


def words_of(text: str, *, longest: int = LONGEST_SEARCH) -> str:
    """The words to search for, without what PostgreSQL can't hold."""
    return text.replace("\x00", "").strip()[:longest]
