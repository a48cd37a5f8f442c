"""The lines of what is sent: five thousand files are counted, fifty are drawn, and speed and time are said in words."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

Show = Callable[..., Page]
pytestmark = pytest.mark.e2e

PLACE = (
    '<div id="place" data-words-count="{done} of {count} files safe" data-words-bytes="{sent} of {size}"'
    ' data-words-more="{count} more wait." data-words-spoken="{share} percent" data-words-waiting="Waiting"'
    ' data-words-sending="{sent} of {size}, {speed} a second, about {left} left" data-words-refused="Refused."'
    ' data-words-lost="Connection lost at {time}. {sent} are safe; it goes on from there." data-words-pause="Pause">'
    '<div data-total hidden><b data-count></b><span data-bytes></span><progress max="1"></progress>'
    '<span data-more></span><p role="status"></p></div><ul data-upload-list></ul><template data-line><li>'
    '<b class="fname"></b>'
    "<span data-size></span><progress max=1></progress><span data-told></span><button data-do=pause></button>"
    "<button data-do=resume></button><button data-do=remove></button></li></template></div>"
)
DRAW = """async (files) => {
  const { Lines } = await import("/js/uploads_lines.js");
  globalThis.lines ??= new Lines(document.querySelector("#place"));
  lines.draw(files, { perSecond: 1e6 });
}"""


def file(number: int, state: str, sent: int = 0, **more: object) -> dict[str, object]:
    return {"id": f"{number}", "path": f"{number}.csv", "size": 1000, "sent": sent, "state": state, **more}


def test_of_thousands_of_files_those_that_need_a_person_are_drawn_first(show: Show) -> None:
    page = show(PLACE)
    files = [file(number, "waiting") for number in range(4998)]
    files += [file(4998, "safe", 1000), file(4999, "refused", sentence="This file is empty.")]
    page.evaluate(DRAW, files)
    expect(page.locator("li")).to_have_count(50)
    expect(page.locator("li").first).to_contain_text("4999.csv")
    expect(page.locator("li").first).to_contain_text("This file is empty.")
    expect(page.locator("[data-count]")).to_have_text("1 of 5,000 files safe")
    expect(page.locator("[data-more]")).to_have_text("4,949 more wait.")


def test_quarters_are_spoken_once_and_never_for_each_file(show: Show) -> None:
    page = show(PLACE)
    said = []
    for sent in (100, 260, 300, 510, 1000):
        page.evaluate(DRAW, [file(1, "sending", sent)])
        said.append(page.locator("[role=status]").text_content())
    assert said == ["", "25 percent", "25 percent", "50 percent", "100 percent"]


def test_a_cut_line_says_when_and_how_much_is_safe(show: Show) -> None:
    page = show(PLACE)
    at = page.evaluate("new Date(2026, 10, 20, 14, 1).getTime()")
    page.evaluate(DRAW, [file(1, "lost", 412_000_000, at=at)])
    told = page.locator("[data-told]")
    expect(told).to_have_text("Connection lost at 14:01. 412 MB are safe; it goes on from there.")


def test_speed_and_time_left_are_said_in_the_language_of_the_page(show: Show) -> None:
    page = show(PLACE)
    words = page.evaluate(
        """import("/js/uploads_rate.js").then(({ Rate, timeText }) => {
          const rate = new Rate();
          for (let second = 0; second < 20; second += 1) rate.note(second * 5e6, second);
          return [rate.perSecond, timeText(41, "en"), timeText(150, "en"), timeText(9000, "fr")];
        })"""
    )
    assert words[0] == pytest.approx(5e6)
    assert [text.replace("\xa0", " ").replace("\u202f", " ") for text in words[1:]] == ["41 sec", "3 min", "3 h"]
