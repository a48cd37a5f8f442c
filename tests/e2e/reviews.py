"""What a moderator does with one dataset, from the queue to a decision."""

import re
from dataclasses import dataclass

from playwright.sync_api import Locator

from tests.e2e.accessibility import accessible
from tests.e2e.gallery import picture
from tests.e2e.people import Reader
from tests.e2e.postbox import Letter


@dataclass
class Review:
    """One dataset before one moderator."""

    moderator: Reader
    title: str
    page: str
    """Where its page is."""

    def open(self) -> None:
        """Its page, read anew."""
        self.moderator.go(self.page)

    def remark(self, field: str, words: str, *, private: bool = False) -> None:
        """Anchored to a field: for the depositor, or for moderators alone."""
        self.open()
        place = self.moderator.page.locator(f"#field-{field}")
        place.get_by_role("link", name=re.compile("^Remark about")).click()
        box = place.locator("textarea[name=body]").first
        box.fill(words)
        if not private:
            picture(self.moderator, "moderation-remark", at=f"#field-{field}", height=600)
        wanted = "Note for moderators only" if private else "Ask the depositor"
        box.locator("xpath=ancestor::form").get_by_role("button", name=wanted).click()
        self.moderator.sees(words)

    def suggest(self, field: str, text: str, why: str) -> None:
        """Another wording."""
        self.open()
        self.moderator.page.locator(f"#field-{field}").get_by_role("link", name=re.compile("^Suggest")).click()
        self.moderator.fill(text=text, note=why)
        picture(self.moderator, "moderation-suggest", height=640)
        self.moderator.press("Suggest it to the depositor")

    def answer_checklist(self, answer: str = "yes") -> None:
        """The same answer to every point that has none."""
        points = self.part("checklist").locator('select[name^="point."]')
        assert points.count() > 0
        for number in range(points.count()):
            points.nth(number).select_option(answer)
        self.moderator.press("Keep the answers")

    def ask_advice(self, email: str, name: str, question: str) -> None:
        """Of somebody by mail."""
        self.unfold("advice", "Ask somebody for advice")
        self.moderator.fill(email=email, name=name, question=question)
        self.part("advice").get_by_role("button", name="Ask for advice").click()
        self.moderator.page.wait_for_load_state()

    def give_opinion(self, view: str, reason: str) -> None:
        """Of the moderator's own discipline."""
        self.open()
        self.unfold("routing", "Give the opinion")
        self.moderator.check("view", view)
        self.part("routing").locator("textarea[name=reason]").first.fill(reason)
        self.moderator.press("Keep the opinion")

    def decide(self, outcome: str, message: str = "") -> None:
        """What the decision panel offers."""
        self.open()
        if message:
            self.moderator.page.locator("#reason").fill(message)
        self.moderator.press(outcome)

    def part(self, name: str) -> Locator:
        """A part of the page beside the record."""
        return self.moderator.page.locator(f"#{name}")

    def unfold(self, part: str, words: str) -> None:
        """Open a fold of a part."""
        self.part(part).get_by_text(words, exact=True).first.click()


def from_queue(moderator: Reader, title: str) -> Review:
    """Wait until a worker has opened the review, then follow its line."""
    for _ in range(120):
        moderator.go("/moderation/")
        line = moderator.page.get_by_role("link", name=re.compile(re.escape(title)))
        if line.count():
            line.first.click()
            moderator.page.wait_for_load_state()
            return Review(moderator, title, moderator.page.url.partition("#")[0])
        moderator.page.wait_for_timeout(500)
    raise AssertionError(f"“{title}” did not reach the queue")


def answers(adviser: Reader, letter: Letter, view: str, words: str) -> None:
    """Somebody without an account opens the link of a letter, and answers once."""
    link = letter.link("/moderation/advice/open/")
    adviser.go(link)
    assert link.rstrip("/").rpartition("/")[2] not in adviser.page.content()
    is_silent_about(adviser, "forgot it too", "needs changes")
    assert accessible(adviser) == []
    adviser.check("view", view)
    adviser.fill(answer=words)
    picture(adviser, "moderation-advice")
    adviser.press("Send your answer")
    adviser.sees("Thank you")
    assert adviser.go(link) == 404, "the link answers once"


def is_silent_about(reader: Reader, *words: str) -> None:
    """None of these words is anywhere in the page, shown or not."""
    source = reader.page.content()
    told = [each for each in words if each in source]
    assert told == [], f"{reader.page.url} tells {told}"
