"""A real code, confirmed with its rules and in force at Lyceum Oostpoort."""

from collections.abc import Sequence
from datetime import date

from protocols import services
from protocols.dated import Dated
from protocols.models import CodeVersion, Provision
from protocols.outline import read_outline
from protocols.rules import Rules
from protocols.suggesting import suggest
from schoolgids.access.scope import Scope, scoped
from tests.cast import TODAY, Cast
from tests.seeds.folder import seed

FROM = date(2026, 8, 1)
PAGE = "/gids/oostpoort/protocol/"


def draft(cast: Cast, code: str) -> CodeVersion:
    """The code as it was read in, with the rules that its words suggest confirmed; inside a scope."""
    head = cast.actor("head", school=cast.oostpoort)
    text = seed(code).read_bytes()
    version = services.import_outline(
        head, outline=read_outline(text), content=text, name=f"{code}.txt", title="Protocol",
        school_id=cast.oostpoort.pk,
    )  # fmt: skip
    rows = list(version.provisions.kept().order_by("order"))
    for one in suggest([row.text for row in rows]):
        services.set_rule(
            head, version=version, key=one.key, value=one.value, provision=rows[one.provision]
        )
    return version


def in_force(
    cast: Cast,
    code: str,
    *,
    from_on: date = FROM,
    councils: Sequence[tuple[str, Dated]] = (("MR", Dated(date(2026, 6, 1))),),
    citation_title: str = "",
    audiences: Sequence[str] = (),
    dated: Dated | None = None,
) -> CodeVersion:
    """The code in the public guide, with its blanks filled in."""
    head = cast.actor("head", school=cast.oostpoort)
    with scoped(Scope.of_school(cast.oostpoort)):
        version = draft(cast, code)
        services.describe(
            head, version=version, citation_title=citation_title, audiences=audiences, dated=dated
        )
        while found := services.open_in(version):
            row = Provision.objects.get(pk=found[0].provision.pk)
            row.text = row.text.replace(found[0].words, "1 juni")
            row.save(update_fields=["text"])
        services.confirm_outline(head, version=version)
        services.submit(head, version=version)
        for body, day in councils:
            services.record_consent(head, version=version, body=body, consented=day, today=TODAY)
        services.adopt(
            head, version=version, by="College van Bestuur",
            adopted=Dated(date(2026, 6, 25)), today=TODAY,
        )  # fmt: skip
        return services.publish(head, version=version, effective_on=from_on)


def rules_of(cast: Cast, code: str) -> Rules:
    """What the portal acts on once this code is in force."""
    in_force(cast, code)
    with scoped(Scope.of_school(cast.oostpoort)):
        return services.rules(school=cast.oostpoort, on=TODAY)
