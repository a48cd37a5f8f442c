"""What axe says of a page, and whether it scrolls sideways, at three widths."""

from collections.abc import Mapping

from tests.e2e.people import Reader
from tests.services.components import ROOT

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
RULES: Mapping[str, object] = {
    "type": "tag",
    "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
COLOURS: Mapping[str, object] = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
"""The rules that look at colours: nothing else is another in the dark (`tests/frontend/test_the_style_sheet.py`)."""
WIDTHS = (360, 768, 1280)
LOOKS = 40
"""So often is a page looked at in the dark: colours of both schemes may stand side by side at first, a fault stays."""


def findings(reader: Reader, rules: Mapping[str, object] = RULES) -> list[str]:
    """What axe says of the page, which needs no file of the site again, and whether it is wider than its window."""
    found = reader.page.evaluate(
        """rules => axe.run(document, {runOnly: rules, resultTypes: ["violations"], preload: false}).then(
            answer => answer.violations.map(
                one => `${one.id}: ${one.nodes.map(node => node.target.join(' ')).slice(0, 3).join(' | ')}`
                    + ` (${one.nodes[0].any.map(check => check.message).join(' ')})`))""",
        rules,
    )
    wide = reader.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    return [*found, *(["wider than its window"] if wide else [])]


def accessible(reader: Reader) -> list[str]:
    """What is wrong with the page that is open, at each width."""
    reader.page.evaluate(AXE.read_text())
    return at_each_width(reader)


def accessible_by_day_and_night(reader: Reader) -> list[str]:
    """What is wrong with the page that is open, at each width, and with its colours in the dark."""
    wrong = accessible(reader)
    reader.page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    for _look in range(LOOKS):
        dark = at_each_width(reader, COLOURS)
        if not dark:
            break
        reader.page.wait_for_timeout(250)
    reader.page.emulate_media(color_scheme="light", reduced_motion="no-preference")
    return [*wrong, *(f"dark: {finding}" for finding in dark)]


def at_each_width(
    reader: Reader, rules: Mapping[str, object] = RULES, *, widths: tuple[int, ...] = WIDTHS
) -> list[str]:
    """The findings at each width, with the address of the page."""
    wrong = []
    for width in widths:
        reader.page.set_viewport_size({"width": width, "height": 800})
        wrong += [f"{reader.page.url} at {width}: {finding}" for finding in findings(reader, rules)]
    return wrong


def accessible_at_a_glance(reader: Reader) -> list[str]:
    """What is wrong where words have the least room: of a page that is looked at whole in another language."""
    reader.page.evaluate(AXE.read_text())
    return at_each_width(reader, widths=WIDTHS[:1])
