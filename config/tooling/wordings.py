"""Texts left in one language by accident: translations that are their source, words of templates that nobody marked."""

import re
from collections.abc import Iterator
from pathlib import Path

from config.tooling.catalogues import PLACEHOLDER, TEMPLATE_SUFFIXES, catalogue_of, messages
from config.tooling.stamps import ROOT

SAME_IN_BOTH = frozenset({
    "Action", "Affiliation", "Affiliations", "Citation", "Code", "Contact", "Contacts", "Cookies", "Correction",
    "DOI", "Description", "Discipline", "Disciplines", "Distance", "E", "Format", "Fragment", "Instrument",
    "Instruments", "Invitation", "Licence", "Menu", "N", "Note", "ORCID", "Organisation", "Page", "Pages", "Public",
    "S", "Variable", "Variables", "Versions", "affiliation", "document", "version %(version)s", "version %(number)s",
    "%(counter)s position", "%(counter)s positions", "%(count)s position", "%(count)s positions",
    "BagIt (ZIP)", "Message", "Figure", "Document", "Documents", "Audit", "Copies", "version %(number)s, %(date)s",
    "version %(number)s, %(name)s, %(date)s", "%(count)d page", "%(count)d pages", "%(count)d station",
    "%(count)d stations", "%(count)d variable", "%(count)d variables", "%(count)s station", "%(count)s stations",
    "%(shown)s stations", "Station", "Date", "superobservations",
    "Observations", "Urgent", "Source", "Sources", "active",
})  # fmt: skip
"""Texts that French writes as English does, each looked at by a person."""

NAMES = frozenset({
    "Atom", "BibTeX", "English", "Etalab", "Français", "GeoPackage", "GeoTIFF", "NetCDF", "Shapefile", "Varve",
    "docked", "home", "required",
})  # fmt: skip
"""Words of templates that are the same everywhere: formats, licences, languages, classes of the page."""

_NOT_READ = (
    r"{#.*?#}",
    r"{%\s*comment\b.*?endcomment\s*%}",
    r"{%\s*blocktrans(?:late)?\b.*?endblocktrans(?:late)?\s*%}",
    r"{%.*?%}|{{.*?}}",
    r"<!--.*?-->",
    r"<(script|style|code|pre|kbd|samp)\b.*?</\1>",
)
_SPOKEN = re.compile(r'\b(?:alt|title|placeholder|aria-label|aria-description|label|summary)="([^"]*)"')
_TAG = re.compile(r"<[^>]*>|[\w-]+=\"[^\"]*\"", re.DOTALL)
_WORD = re.compile(r"[^\W\d_]{3,}")


def same_as_source(language: str, root: Path = ROOT) -> Iterator[str]:
    """One line for each translation that is the text itself and not among `SAME_IN_BOTH`."""
    catalogue = catalogue_of(language, root)
    for where, text, context in messages(root):
        message = catalogue.get(text, context)
        texts = (text,) if isinstance(text, str) else text
        told = message.string if message else ()
        translations = (told,) if isinstance(told, str) else told or ()
        for one, other in zip(texts, translations, strict=False):
            if one == other and one not in SAME_IN_BOTH and _WORD.search(PLACEHOLDER.sub("", one)):
                yield f"{where}: left as it is in {language}: {one!r}"


def unmarked(root: Path = ROOT) -> Iterator[str]:
    """One line for each word of a template that no translation can reach."""
    for path in sorted((root / "templates").rglob("*")):
        if path.suffix in TEMPLATE_SUFFIXES:
            yield from (f"{path.relative_to(root)}: not translatable: {word!r}" for word in words_of(path.read_text()))


def words_of(template: str) -> list[str]:
    """The words that a reader of the page would meet whatever the language.

    >>> words_of('<p title="Save it">{% translate "Saved" %} for ever <code>cp</code> NetCDF</p>')
    ['Save', 'for', 'ever']
    """
    for pattern in _NOT_READ:
        template = re.sub(pattern, " ", template, flags=re.DOTALL)
    texts = [*_SPOKEN.findall(template), _TAG.sub(" ", template)]
    words = [word for text in texts for word in _WORD.findall(text)]
    return [word for word in words if not word.isupper() and word not in NAMES]
