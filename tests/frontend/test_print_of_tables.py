"""Wide tables of previews fit on paper."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

CSS = Path(__file__).resolve().parents[2] / "static" / "css"
A4 = 700
"""Pixels of CSS between the margins of a sheet."""


@pytest.mark.parametrize("columns", [4, 12, 24])
def test_no_column_of_a_table_is_cut_off_on_paper(browser: Browser, columns: int) -> None:
    styles = "".join((CSS / f"{name}.css").read_text() for name in ("base", "tables", "previews", "print"))
    heads = "".join(f"<th>COLUMN_NAME_{number} [µmol/kg]</th>" for number in range(columns))
    cells = "".join(f"<td>-12345.678{number}</td>" for number in range(columns))
    table = f'<table class="firstrows"><thead><tr>{heads}</tr></thead><tbody><tr>{cells}</tr></tbody></table>'
    page = browser.new_page(viewport={"width": A4, "height": 1000})
    page.emulate_media(media="print")
    row = f'<tr><td><div class="preview__table">{table}</div></td></tr>'
    page.set_content(f'<style>{styles}</style><table class="table files">{row}</table>')
    last = page.locator(".firstrows td").last.bounding_box()
    assert last is not None
    assert last["x"] + last["width"] <= A4
    assert page.evaluate("document.documentElement.scrollWidth") <= A4
    page.close()
