"""Dublin Core (oai_dc, qualified, CSW records) -> record. Its elements say little; much stays in the file."""

import re
from typing import Final

from repository.crosswalks.readers import dcterms
from repository.crosswalks.readers.gathering import Gathering
from repository.crosswalks.readers.nodes import Node
from repository.crosswalks.readers.people import party
from repository.crosswalks.readers.result import ReadRecord
from repository.crosswalks.readers.texts import box_of, day_of, is_unsaid, related_to, short, tag_of
from repository.record.identifiers import parse_doi
from repository.record.licence_forms import licence_from

_BOX: Final = ("westlimit", "southlimit", "eastlimit", "northlimit")
_PAIR = re.compile(r"(?<!\w)(\w+)\s*=\s*([^;]*)")


def read(root: Node) -> ReadRecord:
    """The elements of one `dc` or `Record`; the language of a text is that of its own `xml:lang`."""
    found = Gathering("oai_dc", root)
    is_qualified = root.name == dcterms.ROOT
    if is_qualified:
        dcterms.refine(found)
    titles: dict[str, str] = {}
    for node in root.each("title"):
        tag, text = tag_of(node.line("@lang")), short(node.said())
        if text and tag not in titles:
            titles[tag] = text
        elif text:
            found.add("other_titles", {"text": text}, node)
    found.put("title", titles, root.first("title"))
    summaries = "abstract" if is_qualified and root.each("abstract") else "description|abstract"
    for node in root.each(summaries):
        found.say("abstract", tag_of(node.line("@lang")), node.said(), node)
    for name, role in (("creator", ""), ("contributor", "Other")):
        for node in root.each(name):
            text = short(node.said())
            who = party(text) if text and not is_unsaid(text) else {}
            entry = {"role": role, "party": who} if role and who else who
            found.add("contributors" if role else "creators", entry, node)
    for node in root.each("subject"):
        text = short(node.said())
        found.add("keywords", {"term": {tag_of(node.line("@lang")): text}} if text else None, node)
    for node in root.each("language"):
        tag = tag_of(node.text)
        if tag != "und":
            node.said()
            found.add("data_languages", tag, node)
    _works(found)
    _rights(found)
    _coverage(found)
    return found.finish()


def _works(found: Gathering) -> None:
    root = found.root
    for node in root.each("identifier"):
        text = short(node.text)
        if parsed := parse_doi(text):
            found.add("identifiers", {"value": parsed.name, "kind": "DOI"}, node)
        elif text.startswith("http"):
            found.add("identifiers", {"value": text, "kind": "URL"}, node)
        else:
            continue
        node.said()
    for node in root.each("source"):
        known = related_to(short(node.text))
        if known:
            node.said()
            value = {"identifier": known[0], "identifier_type": known[1], "relation": "IsDerivedFrom"}
            found.add("related", value, node)


def _rights(found: Gathering) -> None:
    for node in found.root.each("rights|license"):
        text = short(node.text)
        if text.startswith("info:eu-repo/"):
            continue
        known = licence_from(text)
        node.said()
        if known and "licence" not in found.document:
            found.put("licence", dict(known), node)
        else:
            found.say("use_limitations", tag_of(node.line("@lang")), text, node)


def _coverage(found: Gathering) -> None:
    """DCMI Box, Point and Period; any other text may be a place or a time, and stays in the file."""
    for node in found.root.each("coverage|spatial|temporal"):
        pairs = {key.lower(): value.strip() for key, value in _PAIR.findall(node.text)}
        if all(pairs.get(side) for side in _BOX):
            found.add("place/boxes", box_of(*(pairs[side] for side in _BOX)), node.take())
        elif pairs.get("east") and pairs.get("north"):
            east, north = pairs["east"], pairs["north"]
            found.add("place/boxes", box_of(east, north, east, north), node.take())
        elif pairs.get("start") or pairs.get("end"):
            period = {"begin": day_of(pairs.get("start", "")), "end": day_of(pairs.get("end", ""))}
            found.add("time/periods", {key: day for key, day in period.items() if day}, node.take())
