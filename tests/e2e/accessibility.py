"""What axe says of a page, and whether it scrolls sideways, at three widths."""

from tests.e2e.people import Reader
from tests.services.components import ROOT

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = (360, 768, 1280)


def findings(reader: Reader) -> list[str]:
    """What axe says of the page, and whether it is wider than its window."""
    found = reader.page.evaluate(
        """rules => axe.run(document, {runOnly: rules}).then(answer => answer.violations.map(
            one => `${one.id}: ${one.nodes.map(node => node.target.join(' ')).slice(0, 3).join(' | ')}`
                + ` (${one.nodes[0].any.map(check => check.message).join(' ')})`))""",
        RULES,
    )
    wide = reader.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    return [*found, *(["wider than its window"] if wide else [])]


def accessible(reader: Reader) -> list[str]:
    """What is wrong with the page that is open, at each width."""
    reader.page.evaluate(AXE.read_text())
    wrong = []
    for width in WIDTHS:
        reader.page.set_viewport_size({"width": width, "height": 800})
        wrong += [f"{reader.page.url} at {width}: {finding}" for finding in findings(reader)]
    return wrong
