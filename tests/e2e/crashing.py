"""A browser with a profile on disk, which may be killed and opened again: what it keeps there it still has."""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Cookie, Error, Page, Playwright, Request, Response

from tests.e2e.breakable import kill_all, within
from tests.factories import PASSWORD
from tests.services.chromium import CHROMIUM, FLAGS
from tests.services.components import missing
from tests.services.processes import Process, descendants

PATIENCE_MS = 20_000


class Crashing:
    """One person's browser. ``requests`` and ``answers``: what the page asked since `forget`, newest last."""

    def __init__(self, playwright: Playwright, profile: Path, *, upload_bytes_per_s: int = 0) -> None:
        if not CHROMIUM.exists():
            missing("Chromium", "install Debian's chromium")
        self.playwright = playwright
        self.profile = profile
        self.requests: list[Request] = []
        self.answers: list[Response] = []
        self.upload_bytes_per_s = upload_bytes_per_s
        self._cookies: list[Cookie] = []
        self._context: BrowserContext | None = None
        self.open()

    def open(self) -> None:
        """Start it on its profile; who was signed in still is (a session outlives a crash of the browser)."""
        self._context = self.playwright.chromium.launch_persistent_context(
            self.profile, executable_path=CHROMIUM, args=FLAGS, viewport={"width": 1280, "height": 800}, locale="en"
        )
        if self._cookies:
            self._context.add_cookies([_given(cookie) for cookie in self._cookies])
        self._take(self._context.pages[0])

    def _take(self, page: Page) -> None:
        self.page = page
        self.forget()
        page.set_default_timeout(PATIENCE_MS)
        page.on("request", self._asked)
        page.on("response", self._answered)
        if self.upload_bytes_per_s and self._context:
            line = self._context.new_cdp_session(page)
            line.send("Network.enable")
            slow = {"offline": False, "latency": 0, "downloadThroughput": -1}
            line.send("Network.emulateNetworkConditions", {**slow, "uploadThroughput": self.upload_bytes_per_s})

    def _asked(self, request: Request) -> None:
        self.requests.append(request)

    def _answered(self, answer: Response) -> None:
        self.answers.append(answer)

    def remember_sign_in(self) -> None:
        """Keep the cookies of now for every later life."""
        assert self._context
        self._cookies = self._context.cookies()

    def forget(self) -> None:
        """Begin to listen anew."""
        self.requests.clear()
        self.answers.clear()

    def processes(self) -> list[Process]:
        """Its processes."""
        everything = descendants(os.getpid())
        own = [each for each in everything if f"--user-data-dir={self.profile}" in each.command]
        for each in own:  # which grows meanwhile
            own += [child for child in everything if child.parent == each.pid and child not in own]
        return own

    def kill(self, *, keeps_sign_in: bool = True) -> None:
        """kill -9 of all of it, and open it again; the cookies of a session may not have reached the disk."""
        kill_all(self.processes())
        with suppress(Error):
            assert self._context
            self._context.close()
        if not keeps_sign_in:
            self._cookies = []
        self.open()

    def wait(self, seconds: float) -> None:
        """Let the page work so long."""
        self.page.wait_for_timeout(max(seconds * 1000, 1))

    def until(self, true: Callable[[], bool], what: str, seconds: float = 20.0) -> None:
        """Wait until something is true while the page works; fails with what the page says instead."""

        def is_true() -> bool:
            try:
                return true()
            except Error:  # the page is just going to another one
                return False

        assert within(seconds, is_true, self.wait), (
            f"{what} did not come:\n{self.page.locator('body').inner_text()[:3000]}"
        )


def sign_in(browser: Crashing, leads_to: str) -> None:
    """Through the sign-in page."""
    browser.page.fill("[name=login]", "alice@example.org")
    browser.page.fill("[name=password]", PASSWORD)
    browser.page.press("[name=password]", "Enter")
    browser.page.wait_for_url(leads_to)
    browser.remember_sign_in()


def _given(cookie: Cookie) -> Any:
    """A cookie as it may be given back: one that ends with the browser has no date."""
    return {name: value for name, value in cookie.items() if name != "expires" or value != -1}
