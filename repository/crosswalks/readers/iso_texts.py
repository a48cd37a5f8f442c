"""Texts and codes of ISO descriptions: free text in several languages, anchors, code lists."""

from dataclasses import dataclass
from typing import Any, Final

from repository.crosswalks.readers.nodes import Node
from repository.crosswalks.readers.texts import is_unsaid, short, tag_of

_LOCALES: Final = "locale/PT_Locale|otherLocale/PT_Locale|defaultLocale/PT_Locale"


@dataclass(frozen=True, slots=True)
class Tongue:
    """The language of the description, and what the document calls its others: ``FR`` -> ``fr``.

    `is_whole`: PT_FreeText repeats the main language, so that a text without it there is in another one.
    """

    main: str
    others: dict[str, str]
    is_whole: bool = False

    def texts(self, node: Node) -> dict[str, str]:
        """A text by language: the element's own, then its PT_FreeText translations."""
        translated: dict[str, str] = {}
        for other in node.each("PT_FreeText/textGroup/LocalisedCharacterString"):
            tag = self.others.get(other.line("@locale").lstrip("#"), "")
            text = other.said()
            if text and tag and tag not in translated:
                translated[tag] = _without_indents(text)
        own = node.said()
        is_lent = self.is_whole and translated and self.main not in translated
        found = {self.main: _without_indents(own)} if own and not is_lent else {}
        return {**translated, **found} if self.is_whole else {**found, **_without(translated, found)}


def _without(texts: dict[str, str], known: dict[str, str]) -> dict[str, str]:
    return {tag: text for tag, text in texts.items() if tag not in known}


def _without_indents(text: str) -> str:
    return "\n".join(line.strip(" \t") for line in text.split("\n"))


def tongue_of(root: Node) -> Tongue:
    """The languages that a description declares; `und` where it does not."""
    node = root.first("language") or root.first("defaultLocale/PT_Locale/language")
    others: dict[str, str] = {}
    for path in _LOCALES.split("|"):
        for locale in root.each(path):
            named = locale.first("languageCode|language")
            if named is not None and ((tag := language_of(named)) != "und" or code_of(named) == "und"):
                others[locale.line("@id")] = tag
    main = language_of(node) if node is not None else "und"
    groups = root.each("identificationInfo/*/citation/*/title/PT_FreeText/textGroup/LocalisedCharacterString")
    return Tongue(main, others, any(others.get(each.line("@locale").lstrip("#")) == main for each in groups))


def language_of(node: Node) -> str:
    """The tag of a language: the text of its code where that is a longer tag of the same language, else the code."""
    tag = tag_of(code_of(node))
    longer = tag_of(node.line())
    return longer if longer.partition("-")[0] == tag else tag


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


def named_of(node: Node, name: str = "") -> dict[str, Any]:
    """Something named by an MD_Identifier: what its code stands for, the vocabulary, its address there."""
    holder = node.first("code")
    code = short(holder.said()) if holder else ""
    name = name or short(node.raw("description")) or code
    title = node.first("authority/*/title")
    scheme, scheme_uri = (short(title.said()), address_of(title)) if title else ("", "")
    uri = address_of(holder) if holder else ""
    value = {
        "name": name,
        "identifier": code if code != name else "",
        "scheme": scheme if scheme != scheme_uri else "",
        "scheme_uri": scheme_uri if ":" in scheme_uri else "",
        "uri": uri if ":" in uri else "",
    }
    return {key: said for key, said in value.items() if said} if name and not is_unsaid(name) else {}
