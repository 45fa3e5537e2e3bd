"""`manage.py write_docs [--check]`: the pages of docs/generated, from the code."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.module_loading import autodiscover_modules

from schoolgids.access.pages import access_page, workflow_page


class Command(BaseCommand):
    help = "Writes docs/generated from the code; with --check, fails when they are stale."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true")

    def handle(self, *, check: bool, **_options: Any) -> None:
        autodiscover_modules("workflow")
        folder = Path(settings.BASE_DIR) / "docs" / "generated"
        pages = {"access.md": access_page(), "workflows.md": workflow_page()}
        stale = [
            name
            for name, text in pages.items()
            if not (folder / name).exists() or (folder / name).read_text() != text
        ]
        if check and stale:
            raise CommandError(f"Stale: {', '.join(stale)}. Run `manage.py write_docs`.")
        if not check:
            folder.mkdir(parents=True, exist_ok=True)
            for name in stale:
                (folder / name).write_text(pages[name])
                self.stdout.write(f"docs/generated/{name}")
