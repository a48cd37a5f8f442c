"""The official CF standard name table (XML), read entry by entry. No network, no entities."""

from pathlib import Path
from typing import Any

from lxml import etree

from repository.vocabularies.entries import MOST_CONCEPTS, Vocabulary, VocabularyRefused, one_line
from repository.vocabularies.tables import cf_entry


def read_cf_table(path: Path) -> Vocabulary:
    """The names of a CF table with their aliases. Raises ``VocabularyRefused``."""
    names: dict[str, tuple[str, str]] = {}
    aliases: dict[str, list[str]] = {}
    version = ""
    try:
        parsing = etree.iterparse(str(path), events=("end",), resolve_entities=False, no_network=True, huge_tree=False)
        for _event, element in parsing:
            match element.tag:
                case "version_number":
                    version = one_line(element.text or "")[:100]
                case "entry" if element.get("id"):
                    names[str(element.get("id"))] = _said(element)
                    element.clear()
                case "alias" if element.get("id"):
                    for target in element.iterfind("entry_id"):
                        aliases.setdefault((target.text or "").strip(), []).append(str(element.get("id")))
                    element.clear()
            if len(names) > MOST_CONCEPTS:
                raise VocabularyRefused(f"The table has more than {MOST_CONCEPTS} names.")
    except etree.XMLSyntaxError as error:
        raise VocabularyRefused(f"The file is not well-formed XML: {error.msg}.") from error
    entries = tuple(
        cf_entry(one_line(name), aliases=[one_line(each) for each in aliases.get(name, [])], definition=text, unit=unit)
        for name, (text, unit) in names.items()
    )
    return Vocabulary(entries, version=version)


def _said(entry: Any) -> tuple[str, str]:
    return one_line(entry.findtext("description") or ""), one_line(entry.findtext("canonical_units") or "")
