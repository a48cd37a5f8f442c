"""ISO 19139 and 19115-3 -> record: keywords, constraints, lineage, quality, variables."""

import re
from typing import Any, Final, get_args

from repository.crosswalks.readers.gathering import Gathering
from repository.crosswalks.readers.iso_texts import Tongue, address_of, code_of, named_of
from repository.crosswalks.readers.nodes import Node
from repository.crosswalks.readers.texts import is_unsaid, short
from repository.record.licence_forms import licence_from
from repository.record.terms import KeywordKind

_KINDS: Final = frozenset(get_args(KeywordKind))
_SAYS_NOTHING: Final = ("/noLimitations", "/conditionsUnknown", "/noConditionsApply")
"""Ends of addresses of INSPIRE for access and use that nothing limits, or nobody knows."""
_CF: Final = "CF Standard Name Table"
_RIGHT: Final = "info:eu-repo/semantics/"


def keywords(found: Gathering, info: Node, tongue: Tongue) -> None:
    """Each keyword with its thesaurus and kind."""
    for block in info.each("descriptiveKeywords/MD_Keywords"):
        kind_node = block.first("type")
        kind = code_of(kind_node) if kind_node else ""
        kind = {"dataCenter": "dataCentre"}.get(kind, kind)
        thesaurus = block.first("thesaurusName")
        title = thesaurus.first("*/title") if thesaurus else None
        scheme, scheme_uri = (short(title.said()), address_of(title)) if title else ("", "")
        beside: dict[str, Any] = {"kind": kind} if kind in _KINDS and kind != "theme" else {}
        beside |= {"scheme": scheme} if scheme and scheme != scheme_uri else {}
        beside |= {"scheme_uri": scheme_uri} if ":" in scheme_uri else {}
        for node in block.each("keyword"):
            term = {tag: short(text) for tag, text in tongue.texts(node).items() if short(text)}
            uri = address_of(node)
            link = {"uri": uri} if ":" in uri else {}
            found.add("keywords", {"term": term, **beside, **link} if term else None, node)
        if thesaurus is not None:
            thesaurus.take()


def constraints(found: Gathering, info: Node, tongue: Tongue) -> None:
    """The licence, limits of use, and what is said of access."""
    for block in info.each("resourceConstraints/*"):
        is_of_access = bool(block.each("accessConstraints")) and not block.each("useConstraints")
        codes = {code_of(node) for node in block.each("accessConstraints|useConstraints")}
        is_licence = "license" in codes and not is_of_access
        for node in block.each("useLimitation,otherConstraints,reference/*/title,reference/*/onlineResource/*/linkage"):
            if address_of(node).endswith(_SAYS_NOTHING) or address_of(node).startswith(_RIGHT):
                node.take()
                continue
            texts = tongue.texts(node)
            known = _licence(node, texts) or (_other_licence(node, texts) if is_licence else None)
            if known and found.document.get("licence") in (None, known):
                found.put("licence", known, node)
                continue
            if known is None and address_of(node) and not texts:
                texts = {"und": address_of(node)}
            field = "access_note" if is_of_access and node.name == "otherConstraints" else "use_limitations"
            for tag, text in texts.items():
                if not is_unsaid(text):
                    found.say(field, tag, text, node)


def _licence(node: Node, texts: dict[str, str]) -> dict[str, Any] | None:
    for said in (address_of(node), *texts.values()):
        if said and (known := licence_from(said)):
            return dict(known)
    return None


def _other_licence(node: Node, texts: dict[str, str]) -> dict[str, Any] | None:
    """A licence that is none of the known: its SPDX name by the address of its page there, else address and name."""
    address, name = address_of(node), next(iter(texts.values()), "")
    if node.name != "otherConstraints" or not (":" in address or name):
        return None
    spdx = re.fullmatch(r"https://spdx\.org/licenses/([A-Za-z0-9.+-]{1,64})\.html", address)
    if spdx:
        return {"spdx": spdx[1]} | ({"name": short(name)} if name and name != spdx[1] else {})
    said = {"uri": address if ":" in address else "", "name": short(name) if name != address else ""}
    return {key: value for key, value in said.items() if value}


def quality(found: Gathering, tongue: Tongue) -> None:
    """The lineage with its steps, and what is said of quality in words. Measures stay in the file."""
    root = found.root
    for node in [*root.each("dataQualityInfo/*/lineage/*"), *root.each("resourceLineage/*")]:
        for said in [*node.each("statement"), *node.each("processStep/*/description")]:
            for tag, text in tongue.texts(said).items():
                if not is_unsaid(text):
                    found.say("lineage", tag, text, said)
    for report in root.each("dataQualityInfo/*/report/*"):
        words = report.each("result/DQ_DescriptiveResult/statement")
        if report.line("nameOfMeasure") == "Quality":
            words += report.each("measureDescription")
        for said in words:
            for tag, text in tongue.texts(said).items():
                found.say("quality", tag, text, said)


def variables(found: Gathering, tongue: Tongue) -> None:
    """Bands and dimensions of a coverage that have a name, with their unit."""
    for path in ("contentInfo/*/dimension/*", "contentInfo/*/attributeGroup/*/attribute/*"):
        for node in found.root.each(path):
            name = short(node.raw("sequenceIdentifier/*/aName") or node.raw("name/*/code"))
            if not name or is_unsaid(name):
                continue
            label_node = node.first("descriptor|description")
            labels = {tag: short(text) for tag, text in tongue.texts(label_node).items()} if label_node else {}
            unit = short(node.raw("units/*/identifier|name|catalogSymbol,unit/*/identifier"))
            value: dict[str, Any] = {"name": name, **_names_of(node)}
            value |= {"label": labels} if labels and name not in labels.values() else {}
            value |= {"unit": unit} if unit else {}
            uri = node.line("units/@href")
            found.add("variables", value | ({"unit_uri": uri} if ":" in uri else {}), node)


def _names_of(node: Node) -> dict[str, Any]:
    """What a variable is called in vocabularies: its CF standard name, and concepts of others."""
    value: dict[str, Any] = {}
    for each in node.each("name/*"):
        if each.parent is not None and each.line("codeSpace") == _CF:
            uri = address_of(each)
            value["standard_name"] = each.line("code")
            value |= {"standard_name_uri": uri} if ":" in uri else {}
        elif (each.each("authority") or each.each("description")) and (concept := named_of(each)):
            value.setdefault("concepts", []).append(concept)
    return value
