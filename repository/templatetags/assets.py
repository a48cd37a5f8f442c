"""Names of built files: `varve.css` -> the hashed file of the front-end build, or the plain source without one."""

import json
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.templatetags.static import static

BUILD = Path("build") / "static"
# what a page asks for -> (its entry in the manifest, the source served where no build was made)
ENTRIES = {
    "varve.css": ("frontend/varve.css", "css/index.css"),
    "uploads.js": ("frontend/uploads.js", "js/uploads.js"),
    "varve.js": ("static/js/varve.js", "js/varve.js"),
}
IMAGES = ("mark.svg", "section.svg")
PRELOADED = ("source-serif-4-latin-opsz-normal.woff2", "source-sans-3-latin-wght-normal.woff2")


@lru_cache(maxsize=8)
def _read_manifest(path: Path, modified_ns: int) -> dict[str, str]:
    """Source -> built file, both relative; `modified_ns` only makes a new build a new key."""
    entries = json.loads(path.read_text(encoding="utf-8"))
    return {source: entry["file"] for source, entry in entries.items()}


def built_files() -> dict[str, str]:
    """Source -> built file of the last front-end build; empty where none was made."""
    path = Path(settings.BASE_DIR) / BUILD / "manifest.json"
    try:
        return _read_manifest(path, path.stat().st_mtime_ns)
    except FileNotFoundError:
        return {}


def asset_url(name: str) -> str:
    """The address of `varve.css`, `varve.js` or an image; another name is a KeyError."""
    if name in IMAGES:
        return static(f"images/{name}")
    entry, source = ENTRIES[name]
    return static(built_files().get(entry, source))


def font_urls() -> list[str]:
    """The two fonts every page needs at once; none without a build."""
    files = built_files()
    return [static(files[source]) for source in sorted(files) if source.endswith(PRELOADED)]


@lru_cache(maxsize=1)
def section_drawing() -> str:
    """The drawn continental margin as SVG text, to stand inside the page so that the style sheet colours it."""
    return (Path(settings.BASE_DIR) / "static" / "images" / "section.svg").read_text(encoding="utf-8")
