"""Browser and web server killed while files are sent, in each part and between parts: every byte arrives, and once."""

import hashlib
import random
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import sync_playwright

from repository.models import DataFile, Dataset, DraftFile, Upload
from repository.services.deposits import create_deposit
from tests.e2e.breakable import Breakable, breakable
from tests.e2e.crashing import Crashing, sign_in
from tests.e2e.kill_plan import Kill, Plan
from tests.factories import make_person

pytestmark = [pytest.mark.e2e, pytest.mark.faults, pytest.mark.slow, pytest.mark.timeout(900)]

MOMENTS = (
    ("browser", "while a part is on its way", 0.0, 0.7),
    ("web server", "while a part is on its way", 0.0, 0.7),
    ("browser", "while an upload begins", 0.0, 0.03),
    ("browser", "between two parts", 0.0, 0.05),
    ("web server", "while an upload begins", 0.0, 0.03),
    ("web server", "between two parts", 0.0, 0.05),
)
"""Victim, moment, and how many seconds into it at least and at most; the suite does the first two."""

SIZES = (300_000, 1_200_000, 2_500_000, 4_000_000)
SLOW = 3_000_000
"""Bytes a second: a part of a large file takes a second."""
AT_ONCE = 4
"""Files that somebody chooses together."""


class Sender:
    """Somebody who sends file after file, and after each accident chooses again what is not there."""

    def __init__(self, site: Breakable, browser: Crashing, dataset: Dataset, folder: Path) -> None:
        self.site = site
        self.browser = browser
        self.files_page = f"{site.address}/deposits/{dataset.deposit_id}/datasets/{dataset.key}/files/"
        self.folder = folder
        self.sent: dict[str, Path] = {}

    def choose_more(self) -> None:
        """Some new files."""
        for _ in range(AT_ONCE):
            number = len(self.sent)
            path = self.folder / f"{number:03} données.bin"
            path.write_bytes(random.Random(number).randbytes(SIZES[number % len(SIZES)] + number))
            self.sent[path.name] = path
        self.choose()

    def choose(self) -> None:
        """Choose what the page does not show as safe."""
        missing = [path for name, path in self.sent.items() if name not in self.safe()]
        self.browser.forget()
        self.browser.page.set_input_files("#pick", missing)

    def safe(self) -> list[str]:
        """The files that the page shows as safe, once it stands still."""
        self.browser.page.wait_for_load_state()
        names: list[str] = self.browser.page.locator("[aria-labelledby=here] .fname a").all_inner_texts()
        return names

    def is_done(self) -> bool:
        """Whether the page shows every file."""
        return len(self.safe()) == len(self.sent)

    def is_at(self, moment: str) -> bool:
        """Whether the moment has come."""
        asked = [r for r in self.browser.requests if "/uploads/" in r.url]
        if moment == "while an upload begins":
            return any(request.method == "POST" for request in asked)
        if moment == "between two parts":
            told = [a for a in self.browser.answers if "/uploads/" in a.url]
            return any(answer.request.method == "PATCH" for answer in told)
        return any(request.method == "PATCH" for request in asked)

    def suffer(self, kill: Kill) -> None:
        """Send until the moment, lose the victim, and go on."""
        if self.is_done():
            self.choose_more()
        self.browser.until(lambda: self.is_at(kill.moment) or self.is_done(), kill.moment)
        self.browser.wait(kill.delay)
        self.browser.forget()
        if kill.victim == "web server":
            self.site.kill("web")
            self.site.start("web")
        else:
            self.browser.kill()
            self.open()

    def open(self) -> None:
        """Open the page of the files, and choose again what is missing, if anything is."""
        self.browser.page.goto(self.files_page)
        if not self.is_done():
            self.choose()


def bytes_of(dataset: Dataset, storage: Path) -> dict[str, str]:
    """Path -> SHA256 of the bytes that lie in the store, which are those of the row."""
    found = {}
    for place in DraftFile.objects.filter(dataset=dataset).select_related("file"):
        found[place.path] = hashlib.sha256((storage / place.file.draft_path).read_bytes()).hexdigest()
        assert found[place.path] == place.file.sha256
    return found


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "kills", [2, pytest.param(36, marks=pytest.mark.drill), pytest.param(200, marks=pytest.mark.marathon)]
)
def test_every_byte_arrives_once_whatever_is_killed(kills: int, tmp_path: Path, settings: Any, broker: str) -> None:
    settings.STORAGE_URL = (tmp_path / "storage").as_uri()
    alice = make_person("alice")
    dataset = create_deposit(actor=alice).datasets.get()
    with breakable(tmp_path, "web") as site, sync_playwright() as playwright:
        browser = Crashing(playwright, tmp_path / "profile", upload_bytes_per_s=SLOW)
        browser.page.goto(f"{site.address}/accounts/login/")
        sign_in(browser, "**/deposits/")
        sender = Sender(site, browser, dataset, tmp_path)
        sender.open()
        for kill in Plan("sending", kills, MOMENTS):
            sender.suffer(kill)
        browser.until(sender.is_done, "the last file", 60)
        assert not browser.page.locator("[data-unfinished-line]").count()
    wanted = {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in sender.sent.items()}
    assert bytes_of(dataset, tmp_path / "storage") == wanted
    assert DataFile.objects.count() == len(wanted)
    # an upload whose beginning was answered to nobody is begun again; what is left of the first is let go of in time
    assert {each.path for each in Upload.objects.filter(number__isnull=True)} <= set(wanted)
