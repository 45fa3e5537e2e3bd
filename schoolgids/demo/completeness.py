"""What the schools of the demo said of their guides: most of it is there, and some is missing."""

from functools import partial
from typing import Any

from protocols.completeness import services
from protocols.completeness.facts import readable
from protocols.completeness.standing import items_of
from protocols.completeness.suggesting import suggest
from protocols.models import GuideTopic
from protocols.search.models import PublishedSynonyms
from schoolgids.demo.clock import moment
from schoolgids.demo.play import Play
from schoolgids.demo.scene import Scene
from schoolgids.organisation.models import School

ONLY_TOGETHER = ("wpo-13-1-l", "wvo-2.92-2-l")  # asked of a cooperation school alone
LEFT_OPEN = 5  # every fifth item nobody has looked at yet


def plan_completeness(play: Play, scene: Scene) -> None:
    """The day after the topics were written, somebody goes through the list."""
    on = scene.days.starts_on().replace(month=7, day=2)
    for school in scene.schools.values():
        play.plan(moment(on, 10), partial(_go_through, play, scene, school), school=school)


def _go_through(play: Play, scene: Scene, school: School) -> None:
    clerk = play.actor(scene.staff(school, "administrator")[0], school)
    at = moment(scene.days.starts_on().replace(month=7, day=2), 10)
    topics = list(readable(GuideTopic.objects.filter(school=school), at.date()))
    synonyms = PublishedSynonyms.of(school)
    for number, item in enumerate(items_of(school, at.date())):
        said: dict[str, Any] = {"school": school, "requirement": item.asked.key, "moment": at}
        found = suggest(item.asked.words, topics, synonyms)
        if item.asked.key in ONLY_TOGETHER:
            services.set_aside(clerk, **said, reason="Wij zijn geen samenwerkingsschool.")
        elif found and number % LEFT_OPEN:
            services.confirm(clerk, **said, topic=found[0])
