"""A portal for the session, a browser for these tests, and visitors."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests import servers
from tests.chromium import launch_options
from tests.journeys.portal import Portal, running
from tests.journeys.visitor import Visitor

KEPT = servers.FOLDER / "failed-journeys"
Outcome = pytest.StashKey[pytest.TestReport]
outcome = Outcome()


@pytest.fixture(scope="session")
def portal() -> Iterator[Portal]:
    with running() as found:
        yield found


# Gone before tests outside of this folder start: its event loop is not theirs.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium
        with chromium.launch(**launch_options(chromium)) as found:
            yield found


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> object:
    report = yield
    if report.when == "call":
        item.stash[outcome] = report
    return report


@pytest.fixture
def arrive(
    request: pytest.FixtureRequest, portal: Portal, browser: Browser
) -> Iterator[Callable[..., Visitor]]:
    """`arrive("teacher", phone=True)` signs somebody in with a browser of their own."""
    visitors: list[Visitor] = []

    def come(name: str = "", *, phone: bool = False, scripts: bool = True) -> Visitor:
        visitor = Visitor.arrive(browser, portal, phone=phone, scripts=scripts)
        visitors.append(visitor)
        if name:
            visitor.sign_in(name)
        return visitor

    yield come
    report = request.node.stash.get(outcome, None)
    faults = [fault for visitor in visitors for fault in visitor.faults]
    for number, visitor in enumerate(visitors):
        if faults or report is None or report.failed:
            visitor.keep(KEPT, f"{request.node.name}-{number}")
        visitor.context.close()
    assert faults == []
