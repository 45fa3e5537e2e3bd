"""Numbers without gaps and doubles, also when two people file at the same moment."""

import threading
from datetime import date
from uuid import uuid4

import pytest
from django.db import connection

from incidents.models import Incident, NumberSeries
from incidents.services import NotFiled, Report, report
from schoolgids.access.scope import Scope, scoped
from tests.cast import Cast
from tests.incidents.making import FACTS, file, pupil


def test_numbers_count_per_school(cast: Cast) -> None:
    numbers = [file(cast).number for _time in range(3)]
    other = file(
        cast, by="fatima", school=cast.zilvermeeuw, parties=[(pupil(cast, "lieke"), "subject")]
    )

    assert numbers == ["2026-0001", "2026-0002", "2026-0003"]
    assert other.number == "2026-0001"


def test_number_of_a_report_that_failed_is_given_out_again(cast: Cast) -> None:
    file(cast)
    with pytest.raises(NotFiled) as refused:
        file(cast, provision_unknown=False, provisions=[uuid4()])
    assert refused.value.field_name == "rules"
    assert file(cast).number == "2026-0002"


def at_once(cast: Cast, tokens: list[object]) -> list[object]:
    """Files a report per token, each in a connection of its own, all at the same moment."""
    together = threading.Barrier(len(tokens))
    actor = cast.actor("teacher", school=cast.oostpoort)
    filed: list[object] = []

    def one(token: object) -> None:
        try:
            with scoped(Scope.of_school(cast.oostpoort)):
                together.wait(timeout=20)
                incident = report(
                    actor=actor,
                    school=cast.oostpoort,
                    report=Report(
                        facts=FACTS,
                        happened_on=date(2026, 11, 20),
                        places=["lesson"],
                        parties=[(pupil(cast, "sem"), "subject")],
                        urgent=False,
                        provision_unknown=True,
                        submission=token,  # type: ignore[arg-type]
                    ),
                )
                filed.append(incident.pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=(token,)) for token in tokens]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return filed


def test_filing_at_the_same_moment_leaves_no_gap_and_no_double(committed: Cast) -> None:
    filed = at_once(committed, [uuid4() for _number in range(6)])

    assert len(set(filed)) == 6
    with scoped(Scope.of_school(committed.oostpoort)):
        rows = Incident.objects.order_by("sequence").values_list("sequence", flat=True)
        assert list(rows) == [1, 2, 3, 4, 5, 6]
        assert NumberSeries.objects.get().last == 6


def test_same_submission_at_the_same_moment_is_one_report(committed: Cast) -> None:
    filed = at_once(committed, [uuid4()] * 4)

    assert len(filed) == 4
    assert len(set(filed)) == 1
    with scoped(Scope.of_school(committed.oostpoort)):
        assert Incident.objects.get().sequence == 1
        assert NumberSeries.objects.get().last == 1
