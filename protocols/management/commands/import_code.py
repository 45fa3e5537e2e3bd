"""`manage.py import_code FILE`: reads a code of conduct into a draft, or shows what it would be."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from protocols.outline import LIMIT, Outline, Refusal
from protocols.services import import_outline, read_file
from protocols.wording import REFUSAL, REMARK
from schoolgids.access.actor import Actor
from schoolgids.access.scope import Scope, scoped
from schoolgids.organisation.models import Board, School
from schoolgids.workflow import Refused


class Command(BaseCommand):
    help = "Reads a code of conduct (.docx, .pdf, .txt or .md) into a draft of a school or a board."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file", metavar="FILE", type=Path, help="the text, .docx, .pdf, .txt or .md"
        )
        owner = parser.add_mutually_exclusive_group()
        owner.add_argument("--school", metavar="SLUG", help="a code of this school")
        owner.add_argument("--board", metavar="SLUG", help="a code of this board, for its schools")
        parser.add_argument("--title", metavar="T", default="", help="instead of the first heading")
        parser.add_argument(
            "--split", action="store_true", help="one draft for each code in the file"
        )
        parser.add_argument(
            "--as", dest="form", choices=["json"], help="print the outline and write nothing"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        content = read(options["file"])
        try:
            outline = read_file(content)
        except Refused as refused:
            raise CommandError(f"{options['file']}: {refused}") from refused
        if options["form"] == "json":
            self.stdout.write(as_json(outline))
            return
        board, school = owner(options["school"], options["board"])
        parts = outline.split() if options["split"] else (outline,)
        titles = [options["title"]] if len(parts) == 1 else [part.part_title for part in parts]
        with scoped(Scope.of_board(board)) as scope:
            actor = Actor.clock(board.pk, scope.schools)
            for part, title in zip(parts, titles, strict=True):
                self._import(actor, part, content, options["file"].name, title, school)
        for remark in outline.remarks:
            self.stdout.write(f"  {remark.line or '-'}: {REMARK[remark.kind.value]} {remark.text}")

    def _import(
        self,
        actor: Actor,
        outline: Outline,
        content: bytes,
        name: str,
        title: str,
        school: School | None,
    ) -> None:
        try:
            version = import_outline(
                actor,
                outline=outline,
                content=content,
                name=name,
                title=title,
                school_id=school.pk if school else None,
            )
        except Refused as refused:
            raise CommandError(f"{name}: {refused}") from refused
        count = len(outline.provisions)
        self.stdout.write(
            ngettext(
                "%(title)s, versie %(number)d: %(count)d bepaling, %(dropped)d weggelaten.",
                "%(title)s, versie %(number)d: %(count)d bepalingen, %(dropped)d weggelaten.",
                count,
            )
            % {
                "title": version.title,
                "number": version.number,
                "count": count,
                "dropped": len(outline.dropped),
            }
        )


def read(path: Path) -> bytes:
    """The bytes of a file. Raises CommandError with what is wrong and what to do."""
    try:
        if path.is_dir():
            raise CommandError(_("%s is een map. Noem een bestand.") % path)
        if path.stat().st_size > LIMIT:
            raise CommandError(f"{path}: {REFUSAL[Refusal.TOO_LARGE]}")
        return path.read_bytes()
    except FileNotFoundError as missing:
        raise CommandError(_("%s bestaat niet.") % path) from missing
    except OSError as unreadable:
        raise CommandError(
            _("%(path)s is niet te lezen: %(why)s.") % {"path": path, "why": unreadable.strerror}
        ) from unreadable


def owner(school_slug: str | None, board_slug: str | None) -> tuple[Board, School | None]:
    """The board, and the school if it is a school's. Raises CommandError when there is none."""
    if school_slug:
        school = School.objects.select_related("board").filter(slug=school_slug).first()
        if school is None:
            raise CommandError(_("Er is geen school met de naam %s.") % school_slug)
        return school.board, school
    if board_slug:
        board = Board.objects.filter(slug=board_slug).first()
        if board is None:
            raise CommandError(_("Er is geen bestuur met de naam %s.") % board_slug)
        return board, None
    raise CommandError(_("Zeg van wie de code is: --school SLUG of --board SLUG."))


def as_json(outline: Outline) -> str:
    """The outline for other programs."""
    return json.dumps(
        {
            "provisions": [
                {
                    "kind": p.kind.value,
                    "depth": p.depth,
                    "label": p.label,
                    "corrected": p.corrected,
                    "text": p.text,
                }
                for p in outline.provisions
            ],
            "dropped": [
                {"line": d.line, "text": d.text, "why": d.why.value} for d in outline.dropped
            ],
        },
        ensure_ascii=False,
        indent=2,
    )
