"""The file as another program reads it: RFC 5545, and the same bytes for the same calendar."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from protocols.calendar.ical import Shown, calendar_file, monthly, weekly, yearly

STAMP = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
words = st.text(st.sampled_from("ab é€😀,;:\\\"'\n%=-"), max_size=120)
days = st.dates(date(2000, 1, 1), date(2100, 12, 31))


def shown(**facts: object) -> Shown:
    standard = {
        "uid": "evaluation-1@schoolgids",
        "summary": "Evaluatie",
        "first": date(2020, 2, 29),
        "last": date(2020, 2, 29),
        "revised": STAMP,
    }
    return Shown(**(standard | facts))  # type: ignore[arg-type]


def lines(content: bytes) -> list[str]:
    """The unfolded lines."""
    return content.decode().replace("\r\n ", "").split("\r\n")


@given(words, words, days, st.integers(0, 400))
def test_what_goes_in_comes_out(summary: str, said: str, first: date, length: int) -> None:
    last = first + timedelta(days=length)
    content = calendar_file(
        "Agenda", [shown(summary=summary, description=said, first=first, last=last)]
    )
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    assert str(event["SUMMARY"]) == summary
    assert str(event.get("DESCRIPTION", "")) == said
    assert event["DTSTART"].dt == first
    assert event["DTEND"].dt == last + timedelta(days=1)


@given(words)
def test_lines_end_in_crlf_and_hold_75_octets(summary: str) -> None:
    content = calendar_file("Agenda", [shown(summary=summary)])
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert max(len(line) for line in content.split(b"\r\n")) <= 75


def test_event_is_a_day_with_an_exclusive_end() -> None:
    content = lines(
        calendar_file(
            "Agenda; van ons",
            [shown(summary="Een, twee; drie\\\nvier", address="https://x.example/a")],
        )
    )
    assert content == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Schoolgids//Evaluatieagenda//NL",
        "CALSCALE:GREGORIAN",
        "X-WR-CALNAME:Agenda\\; van ons",
        "BEGIN:VEVENT",
        "SUMMARY:Een\\, twee\\; drie\\\\\\nvier",
        "DTSTART;VALUE=DATE:20200229",
        "DTEND;VALUE=DATE:20200301",
        "DTSTAMP:20261120T090000Z",
        "UID:evaluation-1@schoolgids",
        "TRANSP:TRANSPARENT",
        "URL:https://x.example/a",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


@pytest.mark.parametrize(
    ("rule", "line"),
    [
        (weekly(), "RRULE:FREQ=WEEKLY"),
        (weekly(2), "RRULE:FREQ=WEEKLY;INTERVAL=2"),
        (monthly(date(2026, 11, 10)), "RRULE:FREQ=MONTHLY;BYDAY=2TU"),
        (monthly(date(2026, 12, 31)), "RRULE:FREQ=MONTHLY;BYDAY=-1TH"),
        (yearly(date(2026, 11, 10)), "RRULE:FREQ=YEARLY"),
        (yearly(date(2024, 2, 29)), "RRULE:FREQ=YEARLY;BYMONTHDAY=-1;BYMONTH=2"),
    ],
)
def test_rule_repeats_a_standing_item(rule: dict[str, object], line: str) -> None:
    assert line in lines(calendar_file("Agenda", [shown(rule=rule)]))


def test_same_calendar_is_the_same_file() -> None:
    one = [shown(), shown(uid="evaluation-2@schoolgids", rule=weekly())]
    assert calendar_file("Agenda", one) == calendar_file("Agenda", list(one))
