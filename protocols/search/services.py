"""Synonyms, added and removed; searches without an answer, counted and settled."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from protocols.search.models import MissedSearch, PublishedSynonyms, SynonymGroup
from protocols.search.words import LONGEST_SYNONYM, MOST_SYNONYMS, may_be_kept, normal
from schoolgids.access.actions import Action
from schoolgids.access.actor import Actor
from schoolgids.access.policy import require
from schoolgids.access.scope import Scope, one_at_a_time, scoped
from schoolgids.audit.services import record
from schoolgids.organisation.models import School
from schoolgids.workflow import Refused

MOST_MISSED = 500  # different ones per school: what one visitor types can't fill the database
KEPT = timedelta(days=90)


@transaction.atomic
def add_synonyms(actor: Actor, *, words: Iterable[str], school_id: int | None) -> SynonymGroup:
    """Makes a group of words that mean the same. Raises Refused when they can't be one."""
    group = SynonymGroup(board_id=actor.board_id, school_id=school_id)
    require(actor, Action.CODE_EDIT, group)
    one_at_a_time(f"synonyms/{actor.board_id}/{school_id}")
    group.words = list(dict.fromkeys(found for word in words if (found := normal(word))))
    if len(group.words) < 2:
        raise Refused(_("Schrijf minstens twee woorden, met een komma ertussen."))
    if len(group.words) > MOST_SYNONYMS:
        raise Refused(_("Dit zijn te veel woorden: hooguit %d.") % MOST_SYNONYMS)
    if too_long := next((word for word in group.words if len(word) > LONGEST_SYNONYM), ""):
        raise Refused(_("Dit is te lang: ‘%s’.") % too_long)
    same_place = SynonymGroup.objects.filter(school=school_id, words__overlap=group.words)
    if other := same_place.first():
        twice = next(word for word in group.words if word in other.words)
        raise Refused(
            _("‘%(word)s’ staat al bij: %(group)s. Verwijder die groep eerst.")
            % {"word": twice, "group": other}
        )
    group.save()
    PublishedSynonyms.objects.create(
        group=group.pk, board_id=group.board_id, school_id=school_id, words=group.words
    )
    MissedSearch.objects.filter(words__in=group.words).delete()
    record("search.add_synonyms", actor=actor, about=group, words=group.words)
    return group


@transaction.atomic
def remove_synonyms(actor: Actor, *, group: SynonymGroup) -> None:
    """Takes a group away; each word is then found as it is written."""
    require(actor, Action.CODE_EDIT, group)
    record("search.remove_synonyms", actor=actor, about=group, words=group.words)
    PublishedSynonyms.objects.filter(pk=group.pk).delete()
    group.delete()


def note_missed(school: School, words: str, today: date) -> None:
    """Counts words that the guide had no answer to. For the public: opens a scope of its own."""
    words = normal(words)
    if not may_be_kept(words):
        return
    with scoped(Scope.of_school(school)):
        here = MissedSearch.objects.filter(school=school)
        here.filter(last_on__lt=today - KEPT).delete()
        if here.filter(words=words).update(times=F("times") + 1, last_on=today):
            return
        if here.count() < MOST_MISSED:
            row = MissedSearch(board_id=school.board_id, school=school, words=words, last_on=today)
            MissedSearch.objects.bulk_create([row], ignore_conflicts=True)


@transaction.atomic
def forget_missed(actor: Actor, *, missed: MissedSearch) -> None:
    """Takes words off the list: the guide need not know them."""
    require(actor, Action.CODE_EDIT, missed)
    record("search.forget_missed", actor=actor, about=missed)
    missed.delete()
