"""Reports as the tests file them, through the services and through the form."""

from datetime import date
from io import BytesIO
from typing import Any
from uuid import uuid4

from PIL import Image

from incidents import services
from incidents.models import Incident
from incidents.services import Report
from schoolgids.access.scope import Scope, scoped
from schoolgids.organisation.models import School
from tests.cast import TODAY, Cast

FACTS = "Sem filmde Yara tijdens de uitleg en zette het filmpje in een groep van de klas."
NEW = "/school/oostpoort/meldingen/nieuw/"
LIST = "/school/oostpoort/meldingen/"


def pupil(cast: Cast, name: str) -> str:
    """The key of a pupil in the form."""
    return f"p:{cast.people[name].pk}"


def staff(cast: Cast, name: str) -> str:
    return f"s:{cast.people[name].pk}"


def guardian(cast: Cast, name: str, child: str) -> str:
    return f"g:{cast.people[name].pk}:{cast.people[child].pk}"


def answers(cast: Cast, **given: Any) -> dict[str, Any]:
    """What a teacher fills in: the six required inputs."""
    return {
        "submission": str(uuid4()),
        "deed": "file",
        "facts": FACTS,
        "party": [pupil(cast, "sem"), pupil(cast, "yara")],
        "part": ["subject", "target"],
        "when": "today",
        "places": ["lesson"],
        "rules": ["unknown"],
        "urgent": "yes",
        **given,
    }


def file(
    cast: Cast,
    *,
    by: str = "teacher",
    school: School | None = None,
    parties: list[tuple[str, str]] | None = None,
    facts: str = FACTS,
    on: date = TODAY,
    **given: Any,
) -> Incident:
    """A filed report, through the service, in the scope of the school."""
    school = school or cast.oostpoort
    actor = cast.actor(by, school=school)
    people = parties or [(pupil(cast, "sem"), "subject"), (pupil(cast, "yara"), "target")]
    with scoped(Scope.of_school(school)):
        return services.report(
            actor=actor,
            school=school,
            report=Report(
                **{
                    "facts": facts,
                    "happened_on": on,
                    "places": ["lesson"],
                    "parties": people,
                    "urgent": False,
                    "submission": uuid4(),
                    "provision_unknown": True,
                    **given,
                }
            ),
        )


def look(cast: Cast) -> object:
    return scoped(Scope.of_school(cast.oostpoort))


def picture(name: str = "scherm.png", kind: str = "PNG") -> BytesIO:
    content = BytesIO()
    Image.new("RGB", (40, 30), "navy").save(content, kind)
    content.seek(0)
    content.name = name
    return content
