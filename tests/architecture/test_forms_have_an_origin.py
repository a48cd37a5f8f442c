"""A page with a form that asks for a token must let the browser say where the form comes from."""

from pathlib import Path

import pytest

from tests.services.components import ROOT

PLACES = [
    *(path for path in sorted((ROOT / "templates").rglob("*.html")) if "csrf_token" in path.read_text()),
    *(ROOT / "templates" / "repository").glob("*_frame.html"),
    *(path for app in ("repository", "moderation") for path in sorted((ROOT / app / "views").glob("*.py"))),
]


@pytest.mark.parametrize("path", PLACES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_page_with_a_form_hides_its_origin_from_the_site_itself(path: Path) -> None:
    assert '"no-referrer"' not in path.read_text(), "the browser sends Origin: null, and the form is refused as forged"
