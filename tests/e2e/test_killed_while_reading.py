"""The worker killed while it reads each file, and between files: every file is read in the end, once, and proposes."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import sync_playwright

from config.demo import files
from repository.models import Dataset, Inspection, LifecycleEvent
from repository.services.deposits import create_deposit
from tests.e2e.breakable import Breakable, breakable, kill_all
from tests.e2e.crashing import Crashing, sign_in
from tests.e2e.kill_plan import Kill, Plan
from tests.factories import make_person
from tests.services.processes import Process

pytestmark = [pytest.mark.e2e, pytest.mark.faults, pytest.mark.slow, pytest.mark.timeout(900)]

MOMENTS = (
    ("worker", "while it reads a file", 0.0, 0.6),
    ("process of the worker that reads", "while it reads a file", 0.0, 0.6),
    ("worker", "between two files", 0.0, 0.05),
)
"""Victim, moment, and how many seconds into it at least and at most; the suite does the first two."""


class Watcher:
    """Somebody who has dropped many files and waits, while the worker is killed again and again."""

    def __init__(self, site: Breakable, dataset: Dataset) -> None:
        self.site = site
        self.dataset = dataset

    def read(self) -> int:
        """How many files are read."""
        rows = Inspection.objects.filter(file__dataset=self.dataset, read_at__isnull=False)
        return self.site.ask(rows.count)

    def readers(self) -> list[Process]:
        """The processes that read a file now."""
        return [each for each in self.site.tree("worker") if "repository.inspection" in each.command]

    def suffer(self, kill: Kill, browser: Crashing) -> None:
        """Let one more file be read, wait for the moment, lose the victim, and start it again."""
        before = self.read()
        browser.until(lambda: self.read() > before, "one more reading", 40)
        if kill.moment == "while it reads a file":
            browser.until(lambda: bool(self.readers()), "a reader")
        browser.wait(kill.delay)
        if kill.victim == "worker":
            self.site.kill("worker")
            self.site.start("worker")
        else:
            pools = {each.parent for each in self.readers()}
            kill_all([each for each in self.site.tree("worker") if each.pid in pools])


def sheet(number: int) -> bytes:
    """A spreadsheet of its own for each file: other depths."""
    return files.csv_bottles() + f"GL99,42.5,4.0,2026-10-05T20:10Z,{number},{200 + number}.0,1\n".encode()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "kills", [2, pytest.param(24, marks=pytest.mark.drill), pytest.param(150, marks=pytest.mark.marathon)]
)
def test_every_file_is_read_whatever_is_killed(kills: int, tmp_path: Path, settings: Any, broker: str) -> None:
    settings.STORAGE_URL = (tmp_path / "storage").as_uri()
    alice = make_person("alice")
    dataset = create_deposit(actor=alice).datasets.get()
    count = max(9, 3 * kills)  # between two kills an idle machine reads more than one
    made = {f"bottles_{number:03}.csv": sheet(number) for number in range(count)}
    for name, content in made.items():
        (tmp_path / name).write_bytes(content)
    with breakable(tmp_path, "web", "worker") as site, sync_playwright() as playwright:
        browser = Crashing(playwright, tmp_path / "profile")
        browser.page.goto(f"{site.address}/accounts/login/")
        sign_in(browser, "**/deposits/")
        browser.page.goto(f"{site.address}/deposits/{dataset.deposit_id}/datasets/{dataset.key}/files/")
        browser.page.set_input_files("#pick", [tmp_path / name for name in made])
        watcher = Watcher(site, dataset)
        for kill in Plan("reading", kills, MOMENTS):
            watcher.suffer(kill, browser)
        waits = "document.querySelector('[data-proposals]').dataset.waiting === '0'"
        browser.until(lambda: bool(browser.page.evaluate(waits)), "the last reading", 120)
        assert browser.page.locator("#use-clear").count()
    read = Inspection.objects.filter(file__dataset=dataset).values_list("reading__format", "gravity")
    assert set(read) == {("CSV", 0)}
    assert Inspection.objects.count() == count
    assert LifecycleEvent.objects.filter(type="file.attached").count() == count
