"""The arguments that name a person, shared by the commands that let people in."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError, CommandParser
from django.core.validators import validate_email


def add_person_arguments(parser: CommandParser) -> None:
    parser.add_argument("--given-name", required=True)
    parser.add_argument("--prefix", default="", help="tussenvoegsel: van der")
    parser.add_argument("--family-name", required=True)
    parser.add_argument("--email", required=True)


def person_of(options: dict[str, Any]) -> dict[str, str]:
    """The person's facts out of the options of a command; CommandError when one is wrong."""
    try:
        validate_email(options["email"])
    except ValidationError as error:
        raise CommandError(f"{options['email']} is no e-mail address.") from error
    return {key: options[key] for key in ("given_name", "prefix", "family_name", "email")}
