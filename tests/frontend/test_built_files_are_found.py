"""The names of built files: from the manifest of the last build, or the sources where there is none."""

import json
import re
from pathlib import Path

import pytest
from django.conf import settings as site
from django.template import Context, Template
from pytest_django import Settings

from repository.templatetags import assets

MANIFEST = {
    "frontend/varve.css": {"file": "assets/varve-1a2b.css", "isEntry": True},
    "static/js/varve.js": {"file": "assets/varve-3c4d.js", "isEntry": True},
    "node_modules/x/files/source-sans-3-latin-wght-normal.woff2": {"file": "assets/sans-5e6f.woff2"},
    "node_modules/x/files/source-sans-3-greek-wght-normal.woff2": {"file": "assets/greek-7a8b.woff2"},
}


@pytest.fixture
def built(settings: Settings, tmp_path: Path) -> Path:
    settings.BASE_DIR = tmp_path
    folder = tmp_path / "build" / "static"
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_text(json.dumps(MANIFEST))
    return folder


def render(text: str) -> str:
    return Template("{% load varve %}" + text).render(Context())


def test_a_built_file_has_its_hashed_name(built: Path) -> None:
    assert render('{% asset "varve.css" %}') == "/static/assets/varve-1a2b.css"
    assert render('{% asset "varve.js" %}') == "/static/assets/varve-3c4d.js"


def test_only_the_latin_fonts_of_the_first_screen_are_fetched_early(built: Path) -> None:
    links = render("{% preloads %}")
    assert "/static/assets/sans-5e6f.woff2" in links
    assert "greek" not in links
    assert 'as="font"' in links
    assert "crossorigin" in links


def test_without_a_build_the_sources_are_named(settings: Settings, tmp_path: Path) -> None:
    settings.BASE_DIR = tmp_path
    assert render('{% asset "varve.css" %}') == "/static/css/index.css"
    assert render('{% asset "varve.js" %}') == "/static/js/varve.js"
    assert render("{% preloads %}") == ""


def test_a_new_build_is_seen_at_once(built: Path) -> None:
    assert assets.asset_url("varve.css").endswith("1a2b.css")
    changed = MANIFEST | {"frontend/varve.css": {"file": "assets/varve-9999.css"}}
    (built / "manifest.json").write_text(json.dumps(changed) + " ")
    assert assets.asset_url("varve.css").endswith("9999.css")


def test_an_unknown_name_is_an_error_and_not_an_empty_link(built: Path) -> None:
    with pytest.raises(KeyError):
        assets.asset_url("varve.less")


def test_the_sources_named_without_a_build_exist() -> None:
    for _entry, source in assets.ENTRIES.values():
        assert (Path(site.BASE_DIR) / "static" / source).is_file()
    for image in assets.IMAGES:
        assert (Path(site.BASE_DIR) / "static" / "images" / image).is_file()


def test_the_build_is_told_of_the_entries_that_pages_ask_for() -> None:
    config = (Path(site.BASE_DIR) / "vite.config.js").read_text()
    inputs = re.search(r"input: \[(.*?)\]", config)
    assert inputs is not None
    assert {entry for entry, _source in assets.ENTRIES.values()} == set(re.findall(r'"([^"]+)"', inputs.group(1)))
