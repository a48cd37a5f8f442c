"""People who type in a draft of the running site, and what may happen to them: lines cut, browsers killed."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from playwright.sync_api import Browser, BrowserContext, Page, expect

from config.demo.people import DEMO_PASSWORD
from tests.services.chromium import CHROMIUM, FLAGS
from tests.services.components import ROOT
from tests.services.processes import descendants, wait_until
from tests.services.site import RunningSite

RESEARCHER = "researcher@varve.localhost"
CO_AUTHOR = "terre@varve.localhost"
SECONDS = 20_000
_NO_LONGER_SAVED = """
document.addEventListener("input", () => {
  const words = document.querySelector("[data-saved-words]");
  if (words?.textContent.startsWith("Saved at")) words.textContent = "";
}, true);
"""
"""What was saved before the last key is no sign that this key was."""


class Writer:
    """One person at one window."""

    def __init__(self, context: BrowserContext, address: str, email: str) -> None:
        self.context, self.address, self.email = context, address, email
        context.add_cookies([{"name": "django_language", "value": "en", "url": address}])
        context.add_init_script(_NO_LONGER_SAVED)
        self.page: Page = context.new_page()
        self.page.set_default_timeout(SECONDS)

    def sign_in(self) -> None:
        """Through the sign-in page."""
        self.page.goto(f"{self.address}/accounts/login/")
        self.page.locator("[name=login]").fill(self.email)
        self.page.locator("[name=password]").fill(DEMO_PASSWORD)
        self.page.locator("main button[type=submit]").first.click()
        self.page.wait_for_url(re.compile(r"/(deposits|moderation)/"))

    def start(self) -> str:
        """A new deposit; the address of its description."""
        self.page.goto(f"{self.address}/deposits/")
        self.page.get_by_role("button", name=re.compile("Start a deposit")).first.click()
        self.page.wait_for_url(re.compile("/files/"))
        return self.page.url.replace("/files/", "/description/")

    def type(self, name: str, text: str) -> None:
        """Type into a control, key by key."""
        control = self.page.locator(f'[name="{name}"]')
        control.click()
        control.press("ControlOrMeta+a")
        control.press_sequentially(text)

    def reads(self, name: str, text: str) -> None:
        """Wait until a control reads so."""
        expect(self.page.locator(f'[name="{name}"]')).to_have_value(text, timeout=SECONDS)

    def told(self, words: str) -> None:
        """Wait until the line about saving says so."""
        expect(self.page.locator("[data-saved-words]")).to_contain_text(words, timeout=SECONDS)

    def saved(self) -> None:
        """Wait until it is saved."""
        self.told("Saved at")


@contextmanager
def writing(browser: Browser, address: str, email: str = RESEARCHER) -> Iterator[Writer]:
    """A new window in which somebody is signed in."""
    context = browser.new_context(locale="en-GB")
    writer = Writer(context, address, email)
    writer.sign_in()
    yield writer
    context.close()


def invite(site: RunningSite, url: str, email: str = CO_AUTHOR) -> None:
    """Make somebody a co-author of the deposit at an address."""
    found = re.search(r"/deposits/([0-9a-f-]{36})/", url)
    assert found
    code = (
        "from repository.models import *; Grant.objects.create("
        f"person=Person.objects.get(email={email!r}), role=Role.CO_AUTHOR, deposit_id={found[1]!r})"
    )
    command = [sys.executable, str(ROOT / "manage.py"), "shell", "-c", code]
    subprocess.run(command, env=site.environment, cwd=ROOT, check=True, capture_output=True)


def end_sessions(site: RunningSite) -> None:
    """Everybody is signed out on the server, as after a long while."""
    with psycopg.connect(site.places.database_url) as connection:
        connection.execute("DELETE FROM django_session")


def kill_web_server(site: RunningSite) -> None:
    """kill -9 of the web server; its supervisor starts another one."""
    found = [each for each in site.tree() if each.parent == site.process.pid and "granian" in each.command]
    tree = [*found, *descendants(found[0].pid)]
    for each in tree:
        os.kill(each.pid, signal.SIGKILL)
    assert wait_until(lambda: not any(each.is_alive() for each in tree))


def open_profile(browser: Browser, folder: Path, address: str) -> Writer:
    """A browser of its own whose profile lies in a folder, as on somebody's computer."""
    context = browser.browser_type.launch_persistent_context(
        folder, executable_path=CHROMIUM, args=FLAGS, locale="en-GB"
    )
    return Writer(context, address, RESEARCHER)


def kill_browser(folder: Path) -> None:
    """kill -9 of the browser of a profile, all its processes at once."""
    mine = [each for each in descendants(os.getpid()) if str(folder) in each.command]
    assert mine
    for each in mine:
        if each.is_alive():
            os.kill(each.pid, signal.SIGKILL)
    assert wait_until(lambda: not any(each.is_alive() for each in mine))
