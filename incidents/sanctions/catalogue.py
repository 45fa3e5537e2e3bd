"""The catalogue with which a board starts; from then on it is the board's own data (S1)."""

from typing import Any

from django.utils.translation import gettext as _

from incidents.sanctions.models import Level, Measure, Target
from schoolgids.organisation.models import Board

L, T = Level, Target


def _measures() -> list[dict[str, Any]]:
    pupil: dict[str, Any] = {"target": T.PUPIL, "needs_guardian_contact": True}
    return [
        {"code": "talk", "name": _("Gesprek"), "target": T.PUPIL, "mandate": L.TEAM_LEADER},
        {
            **pupil, "code": "warning", "name": _("Waarschuwing"), "mandate": L.TEAM_LEADER,
            "needs_hearing": True, "letter": Measure.Letter.WARNING,
        },
        {**pupil, "code": "detention", "name": _("Nablijven"), "mandate": L.TEAM_LEADER},
        {
            **pupil, "code": "suspension", "name": _("Schorsing"), "mandate": L.HEAD,
            "explanation": _("De leerling volgt 1 tot en met 5 schooldagen geen of niet alle lessen."),
            "needs_hearing": True, "is_exclusion": True, "max_days": 5,
            "letter": Measure.Letter.SUSPENSION,
        },
        {
            **pupil, "code": "expulsion", "name": _("Verwijdering"), "mandate": L.BOARD,
            "explanation": _("De leerling verlaat de school, pas als een andere school klaarstaat."),
            "needs_hearing": True, "is_exclusion": True, "letter": Measure.Letter.EXPULSION,
        },
        {
            "code": "guardian-talk", "name": _("Gesprek met de ouder"), "target": T.GUARDIAN,
            "mandate": L.TEAM_LEADER,
        },
        {
            "code": "guardian-letter", "name": _("Brief aan de ouder"), "target": T.GUARDIAN,
            "mandate": L.HEAD, "letter": Measure.Letter.OTHER,
        },
        {
            "code": "staff-talk", "name": _("Gesprek met de medewerker"), "target": T.STAFF,
            "mandate": L.HEAD,
        },
        {
            "code": "staff-warning", "name": _("Schriftelijke waarschuwing"), "target": T.STAFF,
            "explanation": _("Geen disciplinaire maatregel van de cao."),
            "mandate": L.HEAD, "needs_hearing": True, "letter": Measure.Letter.OTHER,
        },
        {
            "code": "reprimand", "name": _("Schriftelijke berisping"), "target": T.STAFF,
            "mandate": L.BOARD, "needs_hearing": True, "letter": Measure.Letter.OTHER,
        },
    ]  # fmt: skip


def stock(board: Board) -> list[Measure]:
    """Gives a board the measures it does not have yet; what it changed stays as it is."""
    measures = []
    for position, facts in enumerate(_measures()):
        code = facts.pop("code")
        measure, _fresh = Measure.objects.get_or_create(
            board=board, code=code, defaults={**facts, "position": position}
        )
        measures.append(measure)
    return measures
