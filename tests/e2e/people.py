"""A person at a browser: signs in, reads, presses, and notices what a page complains about."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import Browser, ConsoleMessage, Page

from config.demo.people import DEMO_PASSWORD

PATIENCE_MS = 30_000


@dataclass
class Reader:
    """One browser window of one person; ``complaints`` are what the console said."""

    page: Page
    address: str
    complaints: list[str] = field(default_factory=list)

    def go(self, path: str) -> int:
        """Open a path of the site; the status."""
        answer = self.page.goto(path if path.startswith("http") else self.address + path)
        assert answer is not None
        return answer.status

    def press(self, words: str) -> None:
        """Press the button, or follow the link, that says so; and wait for the page."""
        pattern = re.compile(re.escape(words))
        target = self.page.get_by_role("button", name=pattern).or_(self.page.get_by_role("link", name=pattern))
        pressed = target.locator("visible=true").first
        pressed.wait_for()
        assert pressed.is_enabled(), f"“{words}” is closed:\n{self.says()[:3000]}"
        pressed.click()
        self.page.wait_for_load_state()

    def fill(self, **values: str) -> None:
        """Fill fields by their names (``__`` stands for ``-``)."""
        for name, value in values.items():
            self.page.locator(f'[name="{name.replace("__", "-")}"]').first.fill(value)

    def check(self, name: str, value: str) -> None:
        """Choose one of several."""
        self.page.locator(f'[name="{name}"][value="{value}"]').check()

    def sees(self, words: str) -> None:
        """Wait until the page says so."""
        self.page.get_by_text(words).locator("visible=true").first.wait_for(timeout=PATIENCE_MS)

    def says(self) -> str:
        """The text of the page."""
        return self.page.locator("main").inner_text()


@contextmanager
def reading(
    browser: Browser, address: str, *, email: str = "", locale: str = "en", width: int = 1280, dark: bool = False
) -> Iterator[Reader]:
    """A new window, signed in as a demo person where an address is given; fails when a page complained."""
    context = browser.new_context(
        viewport={"width": width, "height": 800}, locale=locale, color_scheme="dark" if dark else "light"
    )
    # who signs in goes on in the language of the profile, unless another one was chosen
    context.add_cookies([{"name": "django_language", "value": locale, "url": address}])
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    reader = Reader(page, address)

    def hear(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and "status of 4" not in message.text:
            reader.complaints.append(message.text)

    page.on("console", hear)
    page.on("pageerror", lambda error: reader.complaints.append(str(error)))
    page.on(
        "request",
        lambda request: (
            None
            if request.url.startswith((address, "data:", "blob:"))
            else reader.complaints.append(f"asked {request.url}")
        ),
    )
    if email:
        sign_in(reader, email)
    yield reader
    context.close()
    assert reader.complaints == []


def sign_in(reader: Reader, email: str) -> None:
    """Through the sign-in page."""
    reader.go("/accounts/login/")
    reader.fill(login=email, password=DEMO_PASSWORD)
    reader.page.locator("main button[type=submit]").first.click()
    reader.page.wait_for_url(re.compile(r"/(deposits|moderation|operations)/"))
