"""What each person of the story does, one function a page."""

import hashlib
import os
import re
import subprocess
from pathlib import Path

from oaipmh_scythe import Scythe
from sickle import Sickle

from config.demo import files
from tests.e2e.people import Reader

TITLE = "Casts across the shelf, told in a browser"
FILES = {
    "casts.nc": files.netcdf_profiles,
    "casts_odv.txt": files.odv_spreadsheet,
    "bottles.csv": files.csv_bottles,
    "shelf.tif": files.geotiff_bathymetry,
}


def picture(reader: Reader, name: str) -> None:
    """Keep a picture for the README where VARVE_PICTURES names a folder."""
    if folder := os.environ.get("VARVE_PICTURES"):
        reader.page.evaluate("scrollTo(0, 0)")
        reader.page.screenshot(path=f"{folder}/{name}.png", clip={"x": 0, "y": 0, "width": 1280, "height": 1000})


def describe(author: Reader, folder: Path) -> None:
    """Files, description, people, place."""
    author.go("/deposits/")
    author.press("Start a deposit")
    author.page.locator("input[type=file]").first.set_input_files([folder / name for name in FILES])
    author.sees("4 files are safe")
    use_what_a_file_says(author)
    author.press("Go on")
    author.fill(title__en=TITLE, lineage__en="Eight casts.")
    author.page.locator('[name="abstract-en"]').fill("Temperature, salinity and oxygen at eight stations of the shelf.")
    author.page.locator('main select[name="language"]').select_option("en")
    author.check("poles", "ocean")
    author.fill(keywords__more="oxygen, CTD")
    assert author.page.locator('[name="licence-choice"][value="CC-BY-4.0"]').is_checked()
    author.check("forwarding", "yes")
    picture(author, "deposit")
    author.press("Save and go on")
    author.fill(creators__0__family="Marin", creators__0__given="Clara", creators__0__orcid="0000-0002-1825-0098")
    author.fill(creators__0__affiliations__0__name="Observatory of the Gulf")
    author.press("Save and go on")


def use_what_a_file_says(author: Reader) -> None:
    """A worker reads the files; the licence that one of them names appears by itself, and is used in place."""
    author.page.locator("#use-licence").click(timeout=60_000)
    author.page.locator("#undo-licence").wait_for()


def submit(author: Reader) -> None:
    """What is missing is said in plain words; a wrong ORCID is kept as typed and told."""
    author.go(re.sub(r"/place/.*", "/review/", author.page.url))
    assert "The place is missing" in author.says()
    assert "ORCID" in author.says()
    assert author.page.get_by_role("button", name="Submit", exact=True).is_disabled()
    author.go(author.page.url.replace("/review/", "/people/"))
    assert author.page.locator('[name="creators-0-orcid"]').input_value() == "0000-0002-1825-0098"
    author.fill(creators__0__orcid="0000-0002-1825-0097")
    author.press("Save and go on")
    author.fill(place__boxes__0__west="3,3", place__boxes__0__south="42.3")
    author.fill(place__boxes__0__east="5.2", place__boxes__0__north="43.4")
    author.fill(time__periods__0__begin="2026-10-05", time__periods__0__end="2026-10-05")
    author.press("Save and go on")
    picture(author, "review-and-submit")
    hand_over(author)
    author.sees("moderator")


def hand_over(author: Reader, words: str = "Submit") -> None:
    """Accept the agreement, then submit."""
    author.page.locator('[name="agree"]').check()
    author.press(words)


def review(moderator: Reader, outcome: str, message: str = "") -> None:
    """From the queue to a decision."""
    moderator.go("/moderation/")
    moderator.page.get_by_role("link", name=re.compile(re.escape(TITLE))).first.click()
    moderator.page.locator("#reason").wait_for()
    picture(moderator, "review")
    if message:
        moderator.fill(reason=message)
    moderator.press(outcome)


def wait_for_queue(moderator: Reader) -> None:
    """The review is opened by a worker."""
    for _ in range(60):
        moderator.go("/moderation/")
        if TITLE in moderator.says():
            return
        moderator.page.wait_for_timeout(500)
    raise AssertionError("the dataset did not reach the queue")


def to_status(author: Reader) -> str:
    """The deposit's page; its address."""
    author.go("/deposits/")
    author.page.get_by_role("link", name=re.compile(re.escape(TITLE))).first.click()
    author.page.wait_for_load_state()
    return author.page.url


def answer(author: Reader) -> None:
    """Read what is asked, mend the lineage, send it again."""
    to_status(author)
    author.sees("Name the calibration")
    deposit = author.page.locator('a[href*="/description/"], a[href*="/files/"], a[href*="/review/"]').first
    target = deposit.get_attribute("href") or ""
    author.go(re.sub(r"/(files|review|description)/.*", "/description/", target))
    author.fill(lineage__en="Eight casts; sensors calibrated in February 2026.")
    author.press("Save and go on")
    author.go(re.sub(r"/people/.*", "/review/", author.page.url))
    author.fill(note="The calibration is named.")
    hand_over(author)


def published_suffix(author: Reader) -> str:
    """The page updates by itself until everything is public."""
    author.sees("All of it is public")
    picture(author, "publication")
    found = re.search(r"10\.5072/(\d+)", author.says())
    assert found
    return found[1]


def check_file(reader: Reader, home: Path, suffix: str) -> None:
    """Download a file and check it; run sha256sum on the package."""
    assert reader.go(f"/doi/10.5072/{suffix}") == 200
    assert TITLE in reader.says()
    picture(reader, "landing")
    link = reader.page.locator(f'a[href*="/datasets/{suffix}/files/"]', has_text="bottles.csv").first
    with reader.page.expect_download() as download:
        link.click()
    content = Path(download.value.path()).read_bytes()
    assert content == files.csv_bottles()
    assert hashlib.sha256(content).hexdigest() in reader.page.content()
    package = home / "archive" / suffix
    for manifest in package.glob("manifest-sha256-*.txt"):
        subprocess.run(["sha256sum", "--check", "--quiet", "--strict", manifest.name], cwd=package, check=True)


def harvest(address: str, suffix: str) -> None:
    """With clients that nobody here wrote."""
    identifier = f"oai:varve.localhost:{suffix}"
    for prefix in ("oai_dc", "datacite"):
        records = Sickle(f"{address}/oai").ListRecords(metadataPrefix=prefix)
        assert TITLE in next(r.raw for r in records if r.header.identifier == identifier)
        with Scythe(f"{address}/oai") as scythe:
            assert TITLE in str(scythe.get_record(identifier=identifier, metadata_prefix=prefix))


def correct(author: Reader, moderator: Reader, suffix: str) -> None:
    """A typing error in the published description goes through the moderator."""
    to_status(author)
    author.press("Correct the description")
    author.go(re.sub(r"/(files|review|description)/.*", "/description/", author.page.url))
    author.fill(title__en=TITLE + ", corrected")
    author.press("Save and go on")
    author.go(re.sub(r"/people/.*", "/review/", author.page.url))
    author.fill(note="Title.")
    hand_over(author, "Submit the correction")
    wait_for_queue(moderator)
    review(moderator, "Accept the correction")
    for _ in range(60):
        author.go(f"/datasets/{suffix}/")
        if TITLE + ", corrected" in author.says():
            return
        author.page.wait_for_timeout(500)
    raise AssertionError("the correction did not become public")


def withdraw(moderator: Reader) -> None:
    """Another dataset is withdrawn: tombstone page and deleted record."""
    moderator.go("/search/?q=macrosismiques")
    moderator.page.locator('main a[href*="/datasets/"]').first.click()
    moderator.page.wait_for_load_state()
    suffix = moderator.page.url.rstrip("/").rpartition("/")[2]
    moderator.go(f"/datasets/{suffix}/withdraw/")
    moderator.fill(reason="The intensities were counted twice.")
    moderator.page.locator("main form button[type=submit]").first.click()
    moderator.page.locator('button[name="sure"]').click()
    moderator.page.wait_for_load_state()
    assert moderator.go(f"/datasets/{suffix}/") == 410
    assert "counted twice" in moderator.says()
    record = Sickle(f"{moderator.address}/oai").GetRecord(
        identifier=f"oai:varve.localhost:{suffix}", metadataPrefix="oai_dc"
    )
    assert record.header.deleted
