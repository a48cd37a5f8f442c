"""A person with a keyboard and no mouse: every key is counted, and it is watched where the focus goes."""

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Error, Page, Response

from tests.e2e.people import Reader

MOST_TABS = 500
"""No page asks for more: beyond that the target cannot be reached, or the keyboard is caught."""

MOST_IN_ONE = 6
"""A date has a stop for its day, its month, its year and its calendar."""

WHERE = Path(__file__).with_name("focus.js").read_text().rstrip().rstrip(";")


def is_answer(answer: Response) -> bool:
    """Whether it answers a button; what saves itself while somebody types does not count."""
    return answer.request.method == "POST" and not answer.url.endswith("/autosave/")


@dataclass
class Hands:
    """Two hands on a keyboard before a reader's page. ``wrong``: what would trouble a person who sees no pointer."""

    reader: Reader
    strokes: int = 0
    began: float = field(default_factory=time.monotonic)
    wrong: list[str] = field(default_factory=list)

    @property
    def page(self) -> Page:
        """The page before them."""
        return self.reader.page

    def press(self, key: str, times: int = 1) -> None:
        """Press a key, or several together such as ``Shift+Tab``."""
        for _ in range(times):
            self.page.keyboard.press(key)
        self.strokes += times

    def type(self, text: str) -> None:
        """Type into what has the focus, in place of what stands there."""
        self.press("Control+a")
        self.page.keyboard.type(text)
        self.strokes += len(text)

    def skip(self) -> None:
        """From the top of a page that has just come, over its head, by the first link; it may be skipped already."""
        if self.page.url.endswith("#main"):
            return
        self.press("Tab")
        found = self.page.evaluate(WHERE, [".skip"])
        assert found["here"], f"the first stop of {self.page.url} is {found['at']}"
        self.press("Enter")
        self.until("document.activeElement.id === 'main'", "the focus in the content", 5.0)

    def reach(self, target: str) -> None:
        """Press Tab, or Shift and Tab, until an element that a selector finds has the focus, its ring in sight."""
        self.page.locator(target).first.wait_for(state="attached")
        before, key, stayed = "", "Tab", 0
        for number in range(MOST_TABS):
            found = self.page.evaluate(WHERE, [target])
            if found["at"] and not found["seen"]:
                self.note(f"focus is not seen on {found['at']}")
            if found["here"]:
                return
            stayed = stayed + 1 if found["at"] and found["key"] == before else 0
            if stayed > MOST_IN_ONE:
                raise AssertionError(f"the keyboard is caught at {found['at']} on {self.page.url}")
            if number == 0:
                key = "Shift+Tab" if found["back"] else "Tab"
            before = found["key"]
            self.press(key)
        raise AssertionError(f"{target} cannot be reached by the keyboard on {self.page.url}")

    def write(self, name: str, text: str) -> None:
        """Go to a field by its name and write it."""
        self.reach(f'[name="{name}"]')
        self.type(text)

    def tick(self, name: str, value: str) -> None:
        """Go to a check box, or to a group of radio buttons and within it by the arrows, and choose one."""
        one = f'[name="{name}"][value="{value}"]'
        if self.page.locator(one).get_attribute("type") == "checkbox":
            self.reach(one)
            self.press("Space")
        else:
            self.reach(
                f'[name="{name}"]:checked'
                if self.page.locator(f'[name="{name}"]:checked').count()
                else f'[name="{name}"]'
            )
            for _ in range(self.page.locator(f'[name="{name}"]').count()):
                self.press("Space")
                if self.page.locator(one).is_checked():
                    break
                self.press("ArrowDown")
        assert self.page.locator(one).is_checked(), f"{one} is not chosen"

    def pick(self, name: str, value: str) -> None:
        """Go to a list and choose by the arrows."""
        self.reach(f'select[name="{name}"]')
        self.press("Home")
        for _ in range(60):
            if self.page.evaluate("document.activeElement.value") == value:
                return
            self.press("ArrowDown")
        raise AssertionError(f"{name} has no {value}")

    def open(self, fold: str) -> None:
        """Open a fold, unless it is open."""
        if self.page.locator(fold).get_attribute("open") is None:
            self.reach(f"{fold} > summary")
            self.press("Enter")

    def drop(self, target: str, files: list[Path]) -> None:
        """Choose files in a file input that has the focus: the one thing that no key of the page does."""
        self.reach(target)
        self.page.locator(f"{target}:focus").set_input_files(files)
        self.strokes += 1

    def go(self, target: str, key: str = "Enter") -> None:
        """Go to a link or a button that leads to another page, press it, and wait for that page."""
        self.reach(target)
        with self.page.expect_navigation():
            self.press(key)
        self.page.wait_for_load_state()

    @contextmanager
    def staying(self, what: str) -> Iterator[None]:
        """Within the block the server is asked without leaving the page; afterwards something still has the focus."""
        with self.page.expect_response(is_answer):
            yield
        self.until("document.activeElement !== document.body", f"the focus after {what}", 3.0)
        found = self.page.evaluate(WHERE, [""])
        if not found["seen"]:
            self.note(f"after {what} focus is not seen on {found['at']}")

    def note(self, what: str) -> None:
        """Remember what is wrong, once."""
        path = self.page.url.rstrip("/").rpartition("/")[2]
        if f"{path}: {what}" not in self.wrong:
            self.wrong.append(f"{path}: {what}")

    def until(self, script: str, what: str, seconds: float = 60.0) -> None:
        """Wait until a script is true of the page."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            with suppress(Error):  # the page is just going to another one
                if self.page.evaluate(script):
                    return
            self.page.wait_for_timeout(100)
        raise AssertionError(f"{what} did not come:\n{self.reader.says()[:2000]}")
