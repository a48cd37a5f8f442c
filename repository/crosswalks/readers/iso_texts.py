"""Texts and codes of ISO descriptions: free text in several languages, anchors, code lists."""

from dataclasses import dataclass
from typing import Final

from repository.crosswalks.readers.nodes import Node
from repository.crosswalks.readers.texts import tag_of

_LOCALES: Final = "locale/PT_Locale|otherLocale/PT_Locale|defaultLocale/PT_Locale"


@dataclass(frozen=True, slots=True)
class Tongue:
    """The language of the description, and what the document calls its others: ``FR`` -> ``fr``."""

    main: str
    others: dict[str, str]

    def texts(self, node: Node) -> dict[str, str]:
        """A text by language: the element's own, then its PT_FreeText translations."""
        found: dict[str, str] = {}
        if own := node.said():
            found[self.main] = _without_indents(own)
        for other in node.each("PT_FreeText/textGroup/LocalisedCharacterString"):
            tag = self.others.get(other.line("@locale").lstrip("#"), "")
            text = other.said()
            if text and tag and tag not in found:
                found[tag] = _without_indents(text)
        return found


def _without_indents(text: str) -> str:
    return "\n".join(line.strip(" \t") for line in text.split("\n"))


def tongue_of(root: Node) -> Tongue:
    """The languages that a description declares; `und` where it does not."""
    node = root.first("language") or root.first("defaultLocale/PT_Locale/language")
    others: dict[str, str] = {}
    for path in _LOCALES.split("|"):
        for locale in root.each(path):
            named = locale.first("languageCode|language")
            if named is not None and (tag := tag_of(code_of(named))) != "und":
                others[locale.line("@id")] = tag
    main = tag_of(code_of(node)) if node is not None else "und"
    return Tongue(main, others)


def code_of(node: Node) -> str:
    """The value of a code list, by its attribute or its text, without namespace."""
    for each in node.walk():
        if each.name == "@codeListValue":
            node.take()
            return " ".join(each.text.split()).rpartition(":")[2]
    return node.line().rpartition(":")[2]


def address_of(node: Node) -> str:
    """Where an anchor leads."""
    for each in node.walk():
        if each.name == "@href":
            return each.text
    return ""
