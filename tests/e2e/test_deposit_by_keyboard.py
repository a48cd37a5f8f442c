"""A whole deposit with the keyboard alone, in both languages, wide and narrow: nothing is out of reach."""

import sys
import time
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.e2e import by_keyboard
from tests.e2e.accessibility import AXE, findings
from tests.e2e.campaign import real_samples, write_campaign
from tests.e2e.keyboard import Hands
from tests.e2e.people import reading
from tests.services.components import missing

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

RESEARCHER = "researcher@varve.localhost"
SUBMITTED = {"en": "Submitted", "fr": "Soumis"}


def audit(hands: Hands, page: str) -> None:
    """What axe finds on the page as it is now, light and dark; the time it takes is not the person's."""
    began = time.monotonic()
    if not hands.page.evaluate("Boolean(window.axe)"):
        hands.page.evaluate(AXE.read_text())
    for scheme in ("light", "dark"):
        hands.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        found = findings(hands.reader)
        if found:  # colours of both schemes may stand side by side for a moment: a fault stays
            hands.page.wait_for_timeout(700)
            found = findings(hands.reader)
        hands.wrong += [f"{page}, {scheme}: {finding}" for finding in found]
    hands.page.emulate_media(color_scheme="light")
    hands.began += time.monotonic() - began


@pytest.mark.parametrize(
    ("locale", "width"),
    [
        ("fr", 360),
        pytest.param("en", 1280, marks=pytest.mark.drill),
        pytest.param("fr", 1280, marks=pytest.mark.drill),
        pytest.param("en", 360, marks=pytest.mark.drill),
    ],
)
def test_a_deposit_is_made_with_the_keyboard_alone(
    locale: str, width: int, address: str, browser: Browser, tmp_path: Path
) -> None:
    if not AXE.exists():
        missing("axe-core", "make test installs it")
    files = [*write_campaign(tmp_path), *(real_samples() if width > 1000 else [])]
    with reading(browser, address, locale=locale, width=width) as reader:
        hands = Hands(reader)
        by_keyboard.sign_in(hands, RESEARCHER, audit)
        by_keyboard.start(hands, audit)
        by_keyboard.send_files(hands, files, audit)
        by_keyboard.settle_proposals(hands, audit)
        by_keyboard.describe(hands, locale, audit)
        by_keyboard.name_people(hands, audit)
        by_keyboard.place_and_time(hands, audit)
        by_keyboard.submit(hands, audit)
        took = time.monotonic() - hands.began
        told = f"{hands.strokes} keys, {took:.0f} s with {len(files)} files"
        sys.stdout.write(f"a deposit by keyboard, {locale}, {width} px: {told}\n")
        assert SUBMITTED[locale] in reader.says()
        assert reader.page.locator("html").get_attribute("lang") == locale
        assert hands.wrong == []
