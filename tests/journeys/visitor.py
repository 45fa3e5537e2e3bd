"""Somebody at a browser, and what every page owes them."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Response, expect

from tests.journeys.people import PASSWORD, STAFF, email_of
from tests.journeys.portal import Portal

DESK = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
NARROWEST = {"width": 320, "height": 700}
OVERFLOW = "() => document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"
axe = Axe()


@dataclass
class Visitor:
    """One person with one browser; `faults` fills with what a page did wrong meanwhile."""

    portal: Portal
    context: BrowserContext
    page: Page
    scripts: bool
    faults: list[str] = field(default_factory=list)
    expected: set[int] = field(default_factory=set)  # refusals that are part of the journey

    @classmethod
    def arrive(
        cls, browser: Browser, portal: Portal, *, phone: bool = False, scripts: bool = True
    ) -> "Visitor":
        """A fresh browser in Amsterdam, at a desk or with a phone in hand."""
        context = browser.new_context(
            base_url=portal.address,
            locale="nl-NL",
            timezone_id="Europe/Amsterdam",
            viewport=PHONE if phone else DESK,
            has_touch=phone,
            java_script_enabled=scripts,
        )
        context.set_default_timeout(30_000)
        context.tracing.start(snapshots=True, sources=False)
        visitor = cls(portal, context, context.new_page(), scripts)
        context.on("console", visitor._hear)
        context.on("weberror", lambda error: visitor.faults.append(f"script: {error.error}"))
        context.on("response", visitor._see)
        return visitor

    def _hear(self, message: ConsoleMessage) -> None:
        # A failed load is judged as a response, where it says what was loaded.
        if message.type in ("error", "warning") and "Failed to load" not in message.text:
            self.faults.append(f"{message.type}: {message.text}")

    def _see(self, response: Response) -> None:
        """A page refuses only where the journey expects it; what it asks for is all there."""
        is_page = response.request.is_navigation_request()
        if response.status >= 400 and not (is_page and response.status in self.expected):
            self.faults.append(f"{response.status}: {response.request.method} {response.url}")

    def sign_in(self, name: str) -> None:
        """By password for staff; guardians have a code sent."""
        page = self.page
        page.goto("/account/inloggen/")
        if name in STAFF:
            page.get_by_label("E-mailadres").fill(email_of(name))
            page.get_by_role("textbox", name="Wachtwoord").fill(PASSWORD)
            page.get_by_role("button", name="Inloggen").click()
        else:
            page.get_by_role("link", name="Stuur mij een code").click()
            page.get_by_label("E-mailadres").fill(email_of(name))
            page.get_by_role("button", name="Stuur mij een code").click()
            page.get_by_label("Code").fill(self.portal.code_for(email_of(name)))
            page.get_by_role("button", name="Inloggen").click()

    def look(self, heading: str) -> None:
        """Arrives at the page of this heading; everyone can read it, on a desk and on a phone."""
        expect(self.page.get_by_role("heading", level=1)).to_have_text(heading)
        if not self.scripts:
            return  # the page is the same; only its behaviour differs
        before = self.page.viewport_size
        assert before is not None
        for size in (DESK, PHONE):
            self.page.set_viewport_size(size)
            self._is_accessible(size)
            self._fits()
        self.page.set_viewport_size(NARROWEST)
        self._fits()
        self.page.set_viewport_size(before)

    def _is_accessible(self, size: dict[str, int]) -> None:
        found = [
            f"{fault['id']}: {node['html']} ({node['failureSummary']})"
            for fault in axe.run(self.page).response["violations"]
            for node in fault["nodes"]
        ]
        assert found == [], f"{self.page.url} at {size['width']}"

    def _fits(self) -> None:
        width = self.page.viewport_size
        assert self.page.evaluate(OVERFLOW) == 0, f"{self.page.url} scrolls sideways at {width}"

    def keep(self, folder: Path, name: str) -> None:
        """A picture and a trace, for whoever finds out why the journey failed."""
        folder.mkdir(parents=True, exist_ok=True)
        stem = re.sub(r"\W+", "-", name)
        self.page.screenshot(path=folder / f"{stem}.png", full_page=True)
        self.context.tracing.stop(path=folder / f"{stem}.zip")
