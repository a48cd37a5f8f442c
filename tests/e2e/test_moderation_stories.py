"""Three whole stories of moderation, in browsers: what each side does, and what it must not see."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.e2e import centres
from tests.e2e.accessibility import accessible
from tests.e2e.drafts import Draft, Told, begin
from tests.e2e.gallery import picture
from tests.e2e.people import Reader, reading
from tests.e2e.postbox import awaited, letters
from tests.e2e.reviews import Review, answers, from_queue, is_silent_about
from tests.services.site import RunningSite

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

RESEARCHER, MODERATOR = "researcher@varve.localhost", "moderator@varve.localhost"
GEOLOGIST, OPERATOR = "terre@varve.localhost", "operator@varve.localhost"
ADVISER = "adviser@elsewhere.example"

OXYGEN = Told(
    "Dissolved oxygen along the slope, bottle by bottle",
    "Dissolved oxygen of bottle samples along the continental slope, titrated on board.",
    "Titrated on board.",
    "dissolved oxygen, bottle",
)
WAVE = Told(
    "Pressure at the foot of the slope while a tsunami passed",
    "Pressure recorded at the foot of the continental slope, with the tide taken away.",
    "Recorded every second.",
    "tsunami, pressure",
)
HURRIED = Told(
    "Salinity behind a figure that a journal waits for",
    "Salinity of bottle samples, behind figure 4 of an article.",
    "Measured with a salinometer.",
    "salinity, bottle",
)


def accompany(draft: Draft, moderator: Reader) -> None:
    """The first round: a question, a note and a wording; the page of the depositor is never loaded again."""
    author = draft.author
    author.page.evaluate("window.stays = true")
    review = from_queue(moderator, OXYGEN.title)
    moderator.press("Take it")
    moderator.sees("Accompanied by Isabelle Bertin")
    review.remark("lineage", "Which reagents, and of which year?")
    author.sees("Which reagents, and of which year?")
    review.open()
    picture(moderator, "moderation-review", height=1000)
    review.remark("title", "Ask Paul whether he knows this slope.", private=True)
    review.suggest("title", f"{OXYGEN.title}, October 2026", "Readers look for the month.")
    review.decide("Ask for changes", "Say what the remark asks for, please.")
    author.sees("Readers look for the month.")
    picture(author, "moderation-depositor", height=1000)
    assert accessible(author) == []
    assert author.page.evaluate("window.stays"), "the page of the depositor was loaded again"
    assert "Paul" not in author.page.content()
    author.press("Take it over")
    author.sees("Taken over")


def test_a_dataset_is_accompanied_from_the_queue_to_the_data_centre_concerned(
    site: RunningSite, address: str, browser: Browser, tmp_path: Path
) -> None:
    with reading(browser, address, email=OPERATOR) as operator:
        centres.set_up(operator)
    with (
        reading(browser, address, email=RESEARCHER) as author,
        reading(browser, address, email=MODERATOR) as moderator,
        reading(browser, address) as stranger,
    ):
        draft = begin(author, tmp_path, OXYGEN)
        draft.submit()
        accompany(draft, moderator)
        draft.step("description", lineage__en="Titrated on board with reagents of March 2026.")
        draft.submit("The reagents are told.")
        review = from_queue(moderator, OXYGEN.title)
        review.answer_checklist()
        picture(moderator, "moderation-checklist", at="#checklist")
        review.decide("Accept and publish")
        author.sees("All of it is public")
        assert "October 2026" in author.page.locator("#datasets").inner_text()
        for words in ("Ask for changes", "Paul", "Checklist"):
            assert words not in author.says()
        stranger.go(f"/doi/{draft.doi()}")
        centres.integrate(stranger, site.home, f"{OXYGEN.title}, October 2026", "CHEM-77")
        centres.shown_elsewhere(stranger, f"/doi/{draft.doi()}")
        assert "reagents, and of which year" not in stranger.page.content()


def hear_the_others(home: Path, moderator: Reader, geologist: Reader, adviser: Reader) -> Review:
    """The first round: an opinion and an advice, then changes are asked for; the review as the second one has it."""
    review = from_queue(moderator, WAVE.title)
    other = from_queue(geologist, WAVE.title)
    assert "Accept and publish" not in geologist.says()
    other.give_opinion("changes", "The clock of the recorder is not told.")
    other.remark("lineage", "The depositor of the last one forgot it too.", private=True)
    review.open()
    moderator.sees("needs changes")
    review.ask_advice(ADVISER, "Ada Wells", "Is the tide taken away as it should be?")
    letter = awaited(home, ADVISER, WAVE.title)
    answers(adviser, letter, "needs_changes", "Say which constituents of the tide were fitted.")
    review.open()
    moderator.sees("Say which constituents of the tide were fitted.")
    picture(moderator, "moderation-opinions", at="#routing")
    review.decide("Ask for changes", "Tell the clock and the constituents of the tide.")
    return other


def test_a_second_discipline_and_an_adviser_are_heard_in_two_rounds(
    site: RunningSite, address: str, browser: Browser, tmp_path: Path
) -> None:
    with (
        reading(browser, address, email=RESEARCHER) as author,
        reading(browser, address, email=MODERATOR) as moderator,
        reading(browser, address, email=GEOLOGIST) as geologist,
        reading(browser, address) as adviser,
    ):
        draft = begin(author, tmp_path, WAVE)
        draft.answers_scope("interdisciplinary", "yes")
        author.sees("The description speaks of the solid Earth")
        draft.submit()
        other = hear_the_others(site.home, moderator, geologist, adviser)
        author.go(draft.status)
        author.sees("Tell the clock and the constituents")
        is_silent_about(author, "forgot it too", "Ada Wells", "which constituents", "clock of the recorder")
        draft.step("description", lineage__en="Recorded every second by a GPS clock; eight constituents fitted.")
        draft.submit("Clock and constituents are told.")
        review = from_queue(moderator, WAVE.title)
        moderator.press("Side by side")
        moderator.sees("GPS clock")
        assert moderator.page.locator(".side ins").count() > 0
        picture(moderator, "moderation-side-by-side", height=640)
        assert accessible(moderator) == []
        other.give_opinion("favourable", "Complete now.")
        review.decide("Accept and publish", "Thank you.")
        author.go(draft.status)
        author.sees("All of it is public")
        is_silent_about(author, "forgot it too", "Ada Wells", "Complete now")
        author.go(f"/doi/{draft.doi()}")
        is_silent_about(author, "forgot it too", "Ada Wells", "Clock and constituents are told", "Thank you")
    told = "".join(each.text for each in letters(site.home) if each.to == RESEARCHER)
    assert "forgot it too" not in told
    assert "Ada Wells" not in told


def test_what_a_journal_waits_for_stands_first_and_its_reviewers_see_the_draft_alone(
    site: RunningSite, address: str, browser: Browser, tmp_path: Path
) -> None:
    with (
        reading(browser, address, email=RESEARCHER) as author,
        reading(browser, address, email=MODERATOR) as moderator,
        reading(browser, address) as reviewer,
    ):
        draft = begin(author, tmp_path, HURRIED)
        link = draft.hurries("Journal of the Sea", "JS-2026-118")
        reviewer.go(link)
        shown = reviewer.page.url
        reviewer.sees(HURRIED.title)
        draft.submit()
        review = from_queue(moderator, HURRIED.title)
        moderator.go("/moderation/")
        first = moderator.page.locator("table tbody tr").first
        assert HURRIED.title in first.inner_text()
        assert "Urgent" in first.inner_text()
        picture(moderator, "moderation-queue")
        review.remark("abstract", "Which figure, and of which article?")
        review.open()
        moderator.sees("JS-2026-118")
        author.sees("Which figure, and of which article?")
        reviewer.go(shown)
        reviewer.sees("bottles.csv")
        is_silent_about(
            reviewer, "Which figure, and of which article?", "Isabelle", "JS-2026-118", "Journal of the Sea"
        )
        with reading(browser, address) as stranger:
            assert stranger.go(shown) == 404
            assert stranger.go(f"/doi/{draft.doi()}") == 404
        review.decide("Accept and publish")
        author.go(draft.status)
        author.sees("All of it is public")
        reviewer.go(shown)
        reviewer.sees("This dataset is public by now.")
        reviewer.press("See the public page")
        assert re.search(r"/datasets/\d+/$", reviewer.page.url)
        is_silent_about(reviewer, "Which figure, and of which article?", "Journal of the Sea")
