"""The story of a dataset, from a researcher's browser to a harvester, by hand."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.e2e import steps
from tests.e2e.people import reading
from tests.services.site import RunningSite

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

RESEARCHER, MODERATOR = "researcher@varve.localhost", "moderator@varve.localhost"
GEOLOGIST = "terre@varve.localhost"


@pytest.mark.whole_way
def test_a_dataset_travels_from_a_browser_to_a_harvester(
    site: RunningSite, address: str, browser: Browser, tmp_path: Path
) -> None:
    for name, make in steps.FILES.items():
        (tmp_path / name).write_bytes(make())
    with (
        reading(browser, address, email=RESEARCHER) as author,
        reading(browser, address, email=MODERATOR) as moderator,
        reading(browser, address) as reader,
    ):
        steps.describe(author, tmp_path)
        steps.submit(author)
        steps.wait_for_queue(moderator)
        steps.review(moderator, "Ask for changes", "Name the calibration of the sensors.")
        steps.answer(author)
        steps.wait_for_queue(moderator)
        steps.review(moderator, "Accept and publish")
        steps.to_status(author)
        suffix = steps.published_suffix(author)
        steps.check_file(reader, site.home, suffix)
        steps.harvest(address, suffix)
        reader.go("/search/?q=casts+browser")
        assert steps.TITLE in reader.says()
        steps.correct(author, moderator, suffix)
    with reading(browser, address, email=GEOLOGIST) as geologist:
        steps.withdraw(geologist)
