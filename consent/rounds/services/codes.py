"""One-time codes of letters: made when the letter is, tried at the door, good for one visitor."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from consent.rounds import codes
from consent.rounds.models import LetterCode, Request
from schoolgids.access.actions import Action
from schoolgids.access.actor import Actor, load_actor
from schoolgids.access.policy import decide
from schoolgids.access.scope import Scope
from schoolgids.audit.services import record, record_refusal
from schoolgids.organisation.models import Board
from schoolgids.workflow import Refused

GOOD_FOR = timedelta(days=60)  # a letter may lie on the table for a while
VISIT = timedelta(hours=1)  # how long the page stays open once the code was typed
WINDOW = 15 * 60  # seconds in which wrong codes are counted
MOST_OF_ONE = 10  # wrong codes from one network address
MOST_OF_ALL = 200  # and for a whole board, from wherever


def issue(request: Request, *, moment: datetime) -> str:
    """The code for a letter that is being made; an earlier letter's code ends. Kept as a digest."""
    LetterCode.objects.filter(request=request, replaced_at=None).update(replaced_at=moment)
    code = codes.new_code()
    LetterCode.objects.create(
        board_id=request.board_id,
        school_id=request.school_id,
        request=request,
        digest=codes.digest(code, key=settings.SECRET_KEY),
        made_at=moment,
        expires_on=localdate(moment) + GOOD_FOR,
    )
    return code


@dataclass(frozen=True)
class Visit:
    """Somebody who came in with the code of a letter: who, and for whom alone."""

    code: LetterCode
    actor: Actor

    @property
    def pupil_id(self) -> UUID:
        return self.code.request.pupil_id


@transaction.atomic
def enter(*, board: Board, typed: str, origin: str, key: str, moment: datetime) -> LetterCode:
    """Opens the answers that a code is for, to the visitor who holds `key`.

    origin: the network address it is tried from. Raises Refused, and records it, for a code
    that is wrong, expired, replaced or used by another visitor, and after too many tries.
    """
    if _tried_too_often(board, origin):
        raise Refused(
            _("Er is te vaak een code geprobeerd. Wacht een kwartier en probeer het dan.")
        )
    code = codes.as_typed(typed)
    found = _find(code) if code else None
    if found is None:
        _count(board, origin)
        record_refusal(actor=None, board_id=board.pk, why="letter_code.wrong")
        raise Refused(_("Deze code klopt niet. Kijk hem na in de brief."))
    if reason := _fault(found, key, moment):
        record_refusal(actor=None, board_id=board.pk, why="letter_code.refused", code=found.pk)
        raise Refused(reason)
    if found.used_at is None:
        found.used_at, found.session = moment, _digest(key)
        found.save(update_fields=["used_at", "session"])
        visit = _visit(found)
        if visit is not None:
            record(
                "consent.letter_code",
                actor=visit.actor,
                about=found,
                people=[visit.pupil_id],
                school_id=found.school_id,
            )
    return found


def visit_of(*, pk: str, key: str, moment: datetime) -> Visit | None:
    """The visit that a session says it is; None when it is over or was never this session's."""
    rows = LetterCode.objects.select_related("request__round", "school__board")
    found = rows.filter(pk=pk, session=_digest(key), replaced_at=None).first()
    if found is None or found.used_at is None or moment >= found.used_at + VISIT:
        return None
    return _visit(found)


def new_key() -> str:
    """What a visitor's session holds to show that the code was typed there."""
    return secrets.token_urlsafe(32)


# --- Steps ------------------------------------------------------------------------------------


def _find(code: str) -> LetterCode | None:
    digest = codes.digest(code, key=settings.SECRET_KEY)
    rows = LetterCode.objects.select_related("request").select_for_update(of=("self",))
    return rows.filter(digest=digest).first()


def _fault(found: LetterCode, key: str, moment: datetime) -> str:
    if found.replaced_at is not None:
        return _("Er is later een nieuwe brief gemaakt. Gebruik de code uit die brief.")
    if found.expires_on < localdate(moment):
        return _("Deze code is verlopen. Vraag de school om een nieuwe brief.")
    if found.used_at is not None and (
        bytes(found.session or b"") != _digest(key) or moment >= found.used_at + VISIT
    ):
        return _("Deze code is al gebruikt. Vraag de school om een nieuwe brief.")
    visit = _visit(found)
    if visit is None:
        return _("De school heeft u niet meer staan als ouder. Bel de school.")
    decision = decide(visit.actor, Action.CONSENT_ANSWER, found.request.pupil)
    if not decision:
        return str(decision.reason)
    return ""


def _visit(found: LetterCode) -> Visit | None:
    scope = Scope.of_board(found.board_id)
    actor = load_actor(
        person_id=found.request.addressee_id,
        board_id=found.board_id,
        schools=scope.schools,
        day=localdate(),
    )
    return Visit(found, actor) if actor else None


def _digest(key: str) -> bytes:
    return hashlib.sha256(key.encode()).digest()


def _counters(board: Board, origin: str) -> tuple[tuple[str, int], tuple[str, int]]:
    hashed = hashlib.sha256(origin.encode()).hexdigest()[:32]
    return (
        (f"letter-code/{board.pk}/{hashed}", MOST_OF_ONE),
        (f"letter-code/{board.pk}", MOST_OF_ALL),
    )


def _count(board: Board, origin: str) -> None:
    for name, _most in _counters(board, origin):
        cache.add(name, 0, WINDOW)
        cache.incr(name)


def _tried_too_often(board: Board, origin: str) -> bool:
    """Whether the limit is reached; the first refusal of a window is recorded."""
    for name, most in _counters(board, origin):
        if (cache.get(name) or 0) >= most:
            if cache.add(f"{name}/said", 1, WINDOW):
                record_refusal(actor=None, board_id=board.pk, why="letter_code.locked")
            return True
    return False
