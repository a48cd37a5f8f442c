"""Translations: .po files read, compiled to .mo, and compared with the sources.

Babel alone: the machine needs no gettext. A template is turned into something Babel can read by Django's `templatize`.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from config.tooling.stamps import ROOT, digest_of, is_fresh, leave

PYTHON_FOLDERS = ("config", "repository", "moderation", "archive", "harvest", "compute")
TEMPLATE_SUFFIXES = {".html", ".txt", ".xml"}
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None,
    "ngettext": (1, 2), "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3), "npgettext_lazy": ((1, "c"), 2, 3),
}  # fmt: skip
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
"""What a text leaves for a value."""


def catalogue_of(language: str, root: Path = ROOT) -> Catalog:
    """The catalogue of one language, empty where there is no file yet."""
    path = source_of(language, root)
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def source_of(language: str, root: Path = ROOT) -> Path:
    """The .po file of one language."""
    return root / "locale" / language / "LC_MESSAGES" / "django.po"


def compile_all(root: Path = ROOT) -> None:
    """Write each language's django.mo where its .po files have changed."""
    for language in sorted(folder.name for folder in (root / "locale").iterdir() if folder.is_dir()):
        compiled = root / "locale" / language / "LC_MESSAGES" / "django.mo"
        stamp = root / "build" / f"translations-{language}.stamp"
        digest = digest_of([source_of(language, root)])
        if compiled.exists() and is_fresh(stamp, digest):
            continue
        written = BytesIO()
        write_mo(written, catalogue_of(language, root))
        compiled.parent.mkdir(exist_ok=True)
        aside = compiled.with_suffix(".mo.new")
        aside.write_bytes(written.getvalue())
        aside.rename(compiled)
        leave(stamp, digest)


def messages(root: Path = ROOT) -> Iterator[tuple[str, str | tuple[str, ...], str | None]]:
    """Every translatable text of the sources: where it stands, the text (singular and plural), its context."""
    for folder in PYTHON_FOLDERS:
        for path in sorted((root / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                yield from _extracted(path.relative_to(root), path.read_bytes())
    for path in sorted((root / "templates").rglob("*")):
        if path.suffix in TEMPLATE_SUFFIXES:
            yield from _extracted(path.relative_to(root), _templatized(path))


def problems(language: str, root: Path = ROOT) -> list[str]:
    """One line for each text that has no translation, and for each translation that lost or invented a placeholder."""
    catalogue, found = catalogue_of(language, root), []
    for where, text, context in messages(root):
        message = catalogue.get(text, context)
        if message is None or not _is_complete(message):
            found.append(f"{where}: no translation into {language}: {text!r}")
        elif _placeholders(message.id) != _placeholders(message.string or ""):
            found.append(f"{where}: the translation into {language} has other placeholders: {text!r}")
    return found


def _extracted(path: Path, source: bytes) -> Iterator[tuple[str, str | tuple[str, ...], str | None]]:
    for line, text, _comments, context in extract("python", BytesIO(source), keywords=KEYWORDS):
        if text:
            yield f"{path}:{line}", text, context


def _templatized(path: Path) -> bytes:
    from django.utils.translation.template import templatize

    return templatize(path.read_text(), origin=str(path)).encode()


def _is_complete(message: Message) -> bool:
    texts = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return not message.fuzzy and bool(texts) and all(texts)


def _placeholders(text: str | tuple[str, ...] | list[str]) -> set[str]:
    texts = (text,) if isinstance(text, str) else text
    return {found for part in texts for found in PLACEHOLDER.findall(part)}
