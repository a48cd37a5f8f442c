"""The style sheet: whole, in its order, its colours readable, and pages without a style of their own."""

import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
CSS = ROOT / "static" / "css"
INLINE = re.compile(r"""\sstyle\s*=|<style\b|\son[a-z]+\s*=\s*["']|<script(?![^>]*\ssrc=)(?![^>]*application/)[^>]*>""")

TEXT, MARK = 4.5, 3.0
PAIRS = [
    *((front, back, TEXT) for front in ("ink", "ink-2", "ink-3") for back in ("paper", "surface", "sunk")),
    *(("accent", back, TEXT) for back in ("paper", "surface", "accent-tint", "water-2")),
    ("ink-2", "water-3", TEXT),
    ("on-accent", "accent", TEXT),
    ("on-accent", "accent-hover", TEXT),
    *((kind, f"{kind}-tint", TEXT) for kind in ("ok", "warn", "bad")),
    *((kind, "paper", TEXT) for kind in ("ok", "warn", "bad")),
    ("on-abyss", "abyss", TEXT),
    ("on-abyss-2", "abyss", TEXT),
    ("line-strong", "surface", MARK),
    ("line-strong", "paper", MARK),
    ("mark", "land", MARK),
    ("mark", "water-2", MARK),
]


def tokens(scheme: str) -> dict[str, str]:
    light, _, dark = (CSS / "tokens.css").read_text().partition("@media (prefers-color-scheme: dark)")
    found = dict(re.findall(r"--([\w-]+):\s*(#[0-9A-Fa-f]{6})", light))
    return found if scheme == "light" else found | dict(re.findall(r"--([\w-]+):\s*(#[0-9A-Fa-f]{6})", dark))


def luminance(colour: str) -> float:
    """Relative luminance of WCAG 2.2."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("front", "back", "least"), PAIRS)
def test_a_colour_can_be_read_on_its_ground(front: str, back: str, least: float, scheme: str) -> None:
    colours = tokens(scheme)
    high, low = sorted((luminance(colours[front]), luminance(colours[back])), reverse=True)
    assert (high + 0.05) / (low + 0.05) >= least


def test_the_index_names_every_component_once() -> None:
    named = re.findall(r'@import url\("([\w-]+\.css)"\)', (CSS / "index.css").read_text())
    assert sorted(named) == sorted(path.name for path in CSS.glob("*.css") if path.name != "index.css")
    assert named[0] == "tokens.css"
    assert named[-1] == "print.css"


def test_components_use_only_tokens_that_exist() -> None:
    known = set(re.findall(r"--([\w-]+):", "".join(path.read_text() for path in CSS.glob("*.css"))))
    used = set(re.findall(r"var\(--([\w-]+)", "".join(path.read_text() for path in CSS.glob("*.css"))))
    assert used <= known


def test_nothing_is_fetched_from_another_host() -> None:
    for path in [*CSS.glob("*.css"), *(ROOT / "static" / "js").glob("*.js"), *(ROOT / "frontend").glob("*")]:
        assert not re.search(r"""(url\(|import |fetch\()\s*["']?(https?:)?//""", path.read_text()), path


@pytest.mark.parametrize("folder", ["templates"])
def test_no_template_has_a_style_or_a_script_of_its_own(folder: str) -> None:
    for path in (ROOT / folder).rglob("*.html"):
        assert not INLINE.search(path.read_text()), path


def test_the_drawing_of_the_home_page_is_coloured_by_classes() -> None:
    drawing = (ROOT / "static" / "images" / "section.svg").read_text()
    assert not INLINE.search(drawing)
    assert "<script" not in drawing
    assert 'aria-hidden="true"' in drawing


def test_the_dark_changes_colours_alone() -> None:
    """So in the dark a browser looks at colours only (`tests/e2e/accessibility.py`)."""
    blocks = re.compile(r"@media \(prefers-color-scheme: dark\) \{(.*?)\n\}", re.DOTALL)
    changed = "".join("".join(blocks.findall(path.read_text())) for path in CSS.glob("*.css"))
    declared = re.findall(r"([\w-]+)\s*:\s*([^;{}]+);", changed)
    assert declared
    for name, value in declared:
        assert name in {"background", "border-color", "fill"} or re.search(r"#\w{6}|rgb\(", value), (name, value)
    scripts = [*(ROOT / "static" / "js").rglob("*.js"), *(ROOT / "frontend").glob("*.js")]
    assert not any("prefers-color-scheme" in path.read_text() for path in scripts)
