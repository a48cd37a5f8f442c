"""Pictures that the stories take for the documentation, where VARVE_PICTURES names a folder."""

import os

from config.tooling.pictures import draw
from tests.e2e.people import Reader
from tests.services.components import ROOT


def picture(reader: Reader, name: str, *, at: str = "", height: int = 800) -> None:
    """Keep what the window shows, from the top of the page or from the element ``at``."""
    folder = os.environ.get("VARVE_PICTURES")
    if not folder:
        return
    size = reader.page.viewport_size
    assert size
    reader.page.set_viewport_size({"width": size["width"], "height": height})
    if at:
        reader.page.locator(at).first.evaluate("part => { part.scrollIntoView(); scrollBy(0, -88) }")
    else:
        reader.page.evaluate("scrollTo(0, 0)")
    draw(reader.page, ROOT / folder / f"{name}.png")
    reader.page.set_viewport_size(size)
