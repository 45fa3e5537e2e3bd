"""`manage.py messages`: checks, renews or compiles the English texts."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError

from schoolgids.interface import catalogue


class Command(BaseCommand):
    """Works without gettext's own programs."""

    help = "Checks (--check), renews (--update) or compiles (--compile) the English catalogue."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Exactly one of three things to do."""
        deed = parser.add_mutually_exclusive_group(required=True)
        deed.add_argument("--check", action="store_true", help="fail on an incomplete catalogue")
        deed.add_argument("--update", action="store_true", help="add new texts, drop old ones")
        deed.add_argument("--compile", action="store_true", help="write the .mo when it is older")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Does the one thing asked."""
        path = Path(settings.LOCALE_PATHS[0]) / "en" / "LC_MESSAGES" / "django.po"
        if options["compile"]:
            if path.exists():
                catalogue.compile_catalogue(path)
            return
        source = catalogue.collect(settings.BASE_DIR)
        if options["update"]:
            catalogue.write(path, catalogue.renew(source, catalogue.read(path)))
            return
        if faults := catalogue.faults(source, catalogue.read(path)):
            listed = "\n".join(faults)
            raise CommandError(
                f"{listed}\n{len(faults)} texts to set right in {path.name}; "
                "`manage.py messages --update` adds and drops what the source did."
            )
        self.stdout.write(f"All {len(source)} texts are translated.")
