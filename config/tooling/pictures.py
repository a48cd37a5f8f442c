"""`python -m config.tooling.pictures`: the pages of `docs/deposit.md`, `landing.md` and `harvesting.md` as pictures.

A site with demo content is started, a deposit is made in it through a real browser, and each step is drawn in both
languages, wide and narrow; then the page of a public dataset. It needs what `make test` installs.
"""

import io
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from config.demo import files
from config.tooling.stamps import ROOT

FOLDER = ROOT / "docs" / "pictures"
CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
STEPS = ("files", "description", "people", "place", "review")
SIZES = {"wide": (1280, 1100), "narrow": (360, 900)}
PAPER = (718, 1016)
"""A4 between margins of a centimetre, at 96 pixels to the inch."""
LANGUAGES = ("en", "fr")
MOST_BYTES = 150_000
READY = "Ctrl-C"
PATIENCE_S = 120.0

DROPPED = {
    "GOL_CTD_2026-10.nc": files.netcdf_profiles,
    "GOL_CTD_2026-10_odv.txt": files.odv_spreadsheet,
    "GOL_O2_winkler.csv": files.csv_bottles,
    "GOL_shelf_depth.tif": files.geotiff_bathymetry,
}
TYPED: dict[str, dict[str, str]] = {
    "description": {
        "title-en": "Temperature, salinity and oxygen across the shelf of the Gulf of Lion, October 2026",
        "title-fr": "Température, salinité et oxygène sur le plateau du golfe du Lion, octobre 2026",
        "abstract-en": "Eight CTD casts across the shelf in autumn, with Winkler titrations of bottle samples.",
        "abstract-fr": "Huit profils CTD sur le plateau en automne, avec des dosages de Winkler sur prélèvements.",
        "lineage-en": "Sensors calibrated in February 2026; oxygen adjusted to the titrations.",
        "keywords-more": "oxygen, shelf, Gulf of Lion",
    },
    "people": {
        "creators-0-family": "Marin",
        "creators-0-given": "Clara",
        "creators-0-orcid": "0000-0002-1825-0097",
        "creators-0-affiliations-0-name": "Oceanological Observatory of the Gulf",
        "contacts-0-name": "Data desk of the observatory",
        "contacts-0-email": "data@example.org",
    },
    "place": {
        "place-boxes-0-west": "3.51",
        "place-boxes-0-south": "42.42",
        "place-boxes-0-east": "4.98",
        "place-boxes-0-north": "43.26",
        "time-periods-0-begin": "2026-10-05",
        "time-periods-0-end": "2026-10-05",
    },
}
VIEWS: dict[str, tuple[str, str, str, str]] = {
    "landing-wide-en": ("wide", "en", "light", ""),
    "landing-narrow-fr": ("narrow", "fr", "light", ""),
    "landing-dark-en": ("wide", "en", "dark", ""),
    "landing-print-fr": ("paper", "fr", "light", ""),
    "landing-files-en": ("wide", "en", "light", "#files"),
    "landing-grid-fr": ("wide", "fr", "light", ".preview__grid"),
    "landing-contact-en": ("wide", "en", "light", "contact/"),
}
"""Picture -> size, language, colours, and the part of the page of a public dataset, or the page below it."""

HARVESTING = {
    "harvesting-records-en": ("wide", "en", "?verb=ListRecords&metadataPrefix=oai_datacite", ""),
    "harvesting-record-en": ("wide", "en", "?verb=ListRecords&metadataPrefix=oai_dc", "main a[href*='GetRecord']"),
    "harvesting-sets-narrow-fr": ("narrow", "fr", "?verb=ListSets", ""),
}
"""Picture -> size, language, question, and the link that is followed from its answer."""

CHOSEN = {
    "description": (
        '[name="licence-choice"][value="CC-BY-4.0"]',
        '[name="poles"][value="ocean"]',
        '[name="forwarding"][value="yes"]',
    )
}


@contextmanager
def site(home: Path) -> Iterator[tuple[str, str, str]]:
    """`manage.py serve --demo` on a home of its own: its address, and a depositor's sign-in as it prints them."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    foreign = ("DATABASE_URL", "CELERY_BROKER_URL", "SITE_URL", "ALLOWED_HOSTS", "EMAIL_URL")
    environment = {name: value for name, value in os.environ.items() if name not in foreign}
    environment |= {"VARVE_HOME": str(home), "PORT": str(port), "DJANGO_SETTINGS_MODULE": "config.settings.development"}
    environment |= dict.fromkeys(("ORCID_URL", "ROR_URL", "FUNDERS_URL"), "")  # nobody outside is asked
    said = home.with_name("site.out")
    with said.open("wb") as out:
        command = [sys.executable, str(ROOT / "manage.py"), "serve", "--demo"]
        process = subprocess.Popen(command, env=environment, stdout=out, stderr=out, cwd=ROOT)
    until = time.monotonic() + PATIENCE_S
    try:
        while READY not in said.read_text():
            if process.poll() is not None or time.monotonic() > until:
                sys.exit(f"The site does not start:\n{said.read_text()}")
            time.sleep(0.2)
        told = re.search(r"(\S+@\S+) +(\S+) +\(depositor", said.read_text())
        if told is None:
            sys.exit(f"The site names no depositor:\n{said.read_text()}")
        yield f"http://localhost:{port}", told[1], told[2]
    finally:
        process.terminate()
        process.wait()


def sign_in(page: Page, address: str, email: str, password: str) -> None:
    """Through the sign-in page, to the list of deposits."""
    page.goto(f"{address}/accounts/login/?next=/deposits/")
    page.fill("[name=login]", email)
    page.fill("[name=password]", password)
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/deposits/")


def send_files(page: Page, folder: Path) -> str:
    """Start a deposit with files, and wait for what they say; where the deposit's steps begin."""
    page.locator('main form[action="/deposits/new/"] button').first.click()
    page.wait_for_url("**/files/")
    for name, make in DROPPED.items():
        (folder / name).write_bytes(make())
    page.set_input_files("#pick", [folder / name for name in DROPPED])
    page.locator(".up__more").nth(len(DROPPED) - 1).wait_for(state="attached")
    page.wait_for_selector('[data-proposals][data-waiting="0"]', timeout=PATIENCE_S * 1000, state="attached")
    return page.url.removesuffix("files/")


def describe(page: Page, base: str) -> None:
    """Use what the files say, and write the rest."""
    page.select_option("#proposals-language", "en")
    page.click("#use-clear")
    page.locator("#use-clear").wait_for(state="detached")
    for step, typed in TYPED.items():
        page.goto(f"{base}{step}/")
        for name, text in typed.items():
            page.fill(f'[name="{name}"]', text)
        for choice in CHOSEN.get(step, ()):
            page.check(choice)
        if step == "description":
            page.select_option('main select[name="language"]', "en")
        page.click('.dock button[value="next"]')
        page.wait_for_load_state()


def draw(page: Page, path: Path) -> None:
    """Keep the top of the page as a small picture of 256 colours."""
    page.wait_for_load_state("networkidle")
    shot = Image.open(io.BytesIO(page.screenshot(animations="disabled", caret="hide"))).convert("RGB")
    shot.quantize(256, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(path, optimize=True)
    size = path.stat().st_size
    print(f"{path.relative_to(ROOT) if path.is_relative_to(ROOT) else path}: {size / 1000:.0f} kB")
    if size > MOST_BYTES:
        sys.exit(f"{path.name} is larger than {MOST_BYTES / 1000:.0f} kB.")


def draw_steps(browser: Browser, page: Page, base: str, folder: Path, steps: Collection[str]) -> None:
    """These steps in each language and size, as ``step-1-files-wide-en.png``."""
    signed_in = page.context.storage_state()
    for language in LANGUAGES:
        for size, (width, height) in SIZES.items():
            view = ViewportSize(width=width, height=height)
            context = browser.new_context(viewport=view, locale=language, storage_state=signed_in)
            context.add_cookies(
                [{"name": "django_language", "value": language, "url": base[: base.index("/deposits/")]}]
            )
            reader = context.new_page()
            for number, step in enumerate(STEPS, start=1):
                if step in steps:
                    reader.goto(f"{base}{step}/")
                    draw(reader, folder / f"step-{number}-{step}-{size}-{language}.png")
            context.close()


def draw_landing(browser: Browser, address: str, folder: Path) -> None:
    """The page of the dataset of the demo that has most to show, from its top and at its files."""
    page = browser.new_page(locale="en")
    page.goto(f"{address}/search/?q=hydrography")
    home = page.locator("main a[href^='/datasets/']").first.get_attribute("href") or ""
    page.close()
    for name, (size, language, colours, part) in VIEWS.items():
        width, height = SIZES.get(size, PAPER)
        scheme: Literal["light", "dark"] = "dark" if colours == "dark" else "light"
        view = ViewportSize(width=width, height=height)
        context = browser.new_context(viewport=view, locale=language, color_scheme=scheme)
        page = context.new_page()
        page.emulate_media(media="print" if size == "paper" else "screen")
        page.goto(f"{address}{home}{part if part.endswith('/') else ''}")
        if part and not part.endswith("/"):
            page.wait_for_selector(".preview", state="attached")
            page.eval_on_selector_all(".preview", "found => found.forEach(fold => { fold.open = true })")
            page.locator(part).first.evaluate("part => part.scrollIntoView()")
        draw(page, folder / f"{name}.png")
        context.close()


def draw_harvesting(browser: Browser, address: str, folder: Path) -> None:
    """What a person sees at the address for harvesters."""
    for name, (size, language, question, link) in HARVESTING.items():
        width, height = SIZES[size]
        page = browser.new_page(viewport=ViewportSize(width=width, height=height), locale=language)
        page.goto(f"{address}/oai{question}")
        if link:
            page.locator(link).first.click()
            page.wait_for_url("**GetRecord**")
        draw(page, folder / f"{name}.png")
        page.close()


def main(folder: Path = FOLDER) -> int:
    """Draw all of them anew."""
    folder.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(prefix="varve-", dir="/tmp", ignore_cleanup_errors=True) as place,
        site(Path(place) / "home") as (address, email, password),
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(locale="en", viewport={"width": 1280, "height": 900})
        sign_in(page, address, email, password)
        base = send_files(page, Path(place))
        draw_steps(browser, page, base, folder, STEPS[:1])
        describe(page, base)
        draw_steps(browser, page, base, folder, STEPS[1:])
        draw_landing(browser, address, folder)
        draw_harvesting(browser, address, folder)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(*(Path(given) for given in sys.argv[1:2])))
