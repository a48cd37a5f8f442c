"""The files page in a real browser before the real site: sent, cut by a reload, chosen again, gone on with."""

# ruff: noqa: F811  (pytest passes fixtures by their names)

import hashlib
import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, expect

from repository.models import DataFile, Dataset, DraftFile, Person, Upload
from tests.repository.tus.conftest import alice, dataset, store, web  # noqa: F401  (fixtures)
from tests.repository.tus.web import sender
from tests.services.components import ROOT, missing
from tests.services.processes import wait_until

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

NOISE = random.Random(3).randbytes(16_000_000)


@pytest.fixture(scope="module", autouse=True)
def beside_an_event_loop() -> Iterator[None]:
    """The browser's event loop runs in this thread; the database is asked between its steps only."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        yield


@pytest.fixture(autouse=True)
def built() -> None:
    """The page needs its bundle."""
    if not (ROOT / "build" / "static" / "manifest.json").exists():
        missing("the built front end", "make test builds it")


@pytest.fixture
def context(browser: Browser, web: int, alice: Person, dataset: Dataset) -> Iterator[BrowserContext]:
    """A browser in which alice is signed in."""
    opened = browser.new_context(locale="en-GB", base_url=f"http://localhost:{web}")
    pairs = (pair.split("=", 1) for pair in sender(web, alice, dataset).cookies.split("; "))
    opened.add_cookies([{"name": name, "value": value, "url": f"http://localhost:{web}"} for name, value in pairs])
    yield opened
    opened.close()


def policy_is_kept(line: ConsoleMessage) -> None:
    """The browser tells on its console what the content security policy forbade."""
    assert "Content Security" not in line.text


def files_page(context: BrowserContext, dataset: Dataset, *, bytes_per_s: int = 0) -> Page:
    """Step 1, on a line that sends so many bytes a second; any mistake of a script or of the policy fails the test."""
    page = context.new_page()
    page.on("pageerror", lambda mistake: pytest.fail(str(mistake)))
    page.on("console", policy_is_kept)
    page.goto(f"/deposits/{dataset.deposit_id}/datasets/{dataset.key}/files/")
    if bytes_per_s:
        slow = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": bytes_per_s}
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", slow)
    return page


def test_chosen_files_are_sent_at_once_and_stand_in_the_draft(
    context: BrowserContext,
    dataset: Dataset,
    tmp_path: Path,
) -> None:
    for name, content in {"a.csv": b"1,2\n", "noise.bin": NOISE}.items():
        (tmp_path / name).write_bytes(content)
    page = files_page(context, dataset)
    expect(page.get_by_role("button", name="Send these files")).to_be_hidden()
    page.locator("#pick").set_input_files([tmp_path / "a.csv", tmp_path / "noise.bin"])
    expect(page.get_by_text("2 files are safe")).to_be_visible(timeout=20_000)
    assert DataFile.objects.get(size=len(NOISE)).sha256 == hashlib.sha256(NOISE).hexdigest()
    assert set(DraftFile.objects.values_list("path", flat=True)) == {"a.csv", "noise.bin"}


def test_a_folder_keeps_its_tree(context: BrowserContext, dataset: Dataset, tmp_path: Path) -> None:
    for name in ("leg1/ctd/a.csv", "leg1/ctd/b.csv", "leg1/read me.txt"):
        place = tmp_path / "cruise" / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(name)
    page = files_page(context, dataset)
    page.locator("#pick-folder").set_input_files(tmp_path / "cruise")
    expect(page.get_by_text("3 files are safe")).to_be_visible(timeout=20_000)
    expected = {"cruise/leg1/ctd/a.csv", "cruise/leg1/ctd/b.csv", "cruise/leg1/read me.txt"}
    assert set(DraftFile.objects.values_list("path", flat=True)) == expected


def test_a_reload_in_the_middle_costs_nothing(
    context: BrowserContext,
    dataset: Dataset,
    tmp_path: Path,
) -> None:
    source = tmp_path / "noise.bin"
    source.write_bytes(NOISE)
    page = files_page(context, dataset, bytes_per_s=1_000_000)
    page.locator("#pick").set_input_files(source)
    expect(page.locator(".sending .up__s")).to_contain_text("a second", timeout=20_000)
    page.wait_for_timeout(1000)
    page.close()
    assert wait_until(lambda: Upload.objects.get().offset > 500_000)
    before = Upload.objects.get().offset
    again = files_page(context, dataset)
    unfinished = again.locator("[data-unfinished-line]")
    expect(unfinished).to_contain_text("are safe and kept until")
    asked: list[int] = []

    def note(request: Request) -> None:
        if request.method == "PATCH":
            asked.append(int(request.headers["upload-offset"]))

    again.on("request", note)
    again.locator("#pick").set_input_files(source)
    expect(again.get_by_text("1 file is safe")).to_be_visible(timeout=20_000)
    assert asked == [before]
    assert DataFile.objects.get().sha256 == hashlib.sha256(NOISE).hexdigest()
    expect(again.locator("[data-unfinished-line]")).to_have_count(0)


def test_another_file_of_the_same_name_and_size_begins_anew(
    context: BrowserContext,
    dataset: Dataset,
    tmp_path: Path,
) -> None:
    source = tmp_path / "noise.bin"
    source.write_bytes(NOISE)
    page = files_page(context, dataset, bytes_per_s=1_000_000)
    page.locator("#pick").set_input_files(source)
    expect(page.locator(".sending .up__s")).to_contain_text("a second", timeout=20_000)
    page.close()
    other = NOISE[::-1]
    source.write_bytes(other)
    again = files_page(context, dataset)
    again.locator("#pick").set_input_files(source)
    expect(again.get_by_text("1 file is safe")).to_be_visible(timeout=20_000)
    assert DataFile.objects.get().sha256 == hashlib.sha256(other).hexdigest()


def test_an_upload_is_paused_gone_on_with_and_dropped(
    context: BrowserContext,
    dataset: Dataset,
    tmp_path: Path,
) -> None:
    source = tmp_path / "noise.bin"
    source.write_bytes(NOISE)
    page = files_page(context, dataset, bytes_per_s=1_000_000)
    page.locator("#pick").set_input_files(source)
    line = page.locator(".sending .up")
    expect(line).to_contain_text("a second", timeout=20_000)
    page.get_by_role("button", name="Pause noise.bin").click()
    expect(line).to_contain_text(re.compile(r"Paused\. .* are safe; it goes on from there\."))
    page.get_by_role("button", name="Go on with noise.bin").click()
    expect(line).to_contain_text("a second", timeout=20_000)
    page.get_by_role("button", name="Remove noise.bin").click()
    expect(line).to_have_count(0)
    assert wait_until(lambda: not Upload.objects.exists())
    assert not DataFile.objects.exists()


def test_a_refused_file_says_why_in_the_servers_words(
    context: BrowserContext,
    dataset: Dataset,
    tmp_path: Path,
) -> None:
    (tmp_path / "empty.csv").write_bytes(b"")
    page = files_page(context, dataset)
    page.locator("#pick").set_input_files(tmp_path / "empty.csv")
    expect(page.locator(".sending .up")).to_contain_text("This file is empty, so it was not kept.", timeout=20_000)


def test_a_refused_file_hides_no_other_and_stays_in_sight(
    context: BrowserContext,
    dataset: Dataset,
    tmp_path: Path,
) -> None:
    for name, content in {"a.csv": b"1,2\n", "empty.csv": b"", "b.csv": b"3,4\n"}.items():
        (tmp_path / name).write_bytes(content)
    page = files_page(context, dataset)
    page.evaluate("globalThis.kept = true")
    expect(page.get_by_text("No file yet.")).to_be_visible()
    page.locator("#pick").set_input_files([tmp_path / name for name in ("a.csv", "empty.csv", "b.csv")])
    expect(page.get_by_text("2 files are safe")).to_be_visible(timeout=20_000)
    assert sorted(page.locator("#your-files .fname").all_inner_texts()) == ["a.csv", "b.csv"]
    expect(page.locator(".sending .up--bad")).to_contain_text("This file is empty, so it was not kept.")
    expect(page.locator("[data-proposals]")).not_to_contain_text("Once your files are here")
    assert page.evaluate("globalThis.kept"), "the page was not loaded anew"
