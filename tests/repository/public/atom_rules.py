"""What a feed must hold, told from the sentences of RFC 4287 (section 4) and RFC 5005 (section 3) that say MUST."""

from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urlsplit

from lxml import etree

ATOM = "{http://www.w3.org/2005/Atom}"
_ONCE = ("id", "title", "updated")
_AT_MOST_ONCE = ("generator", "icon", "logo", "rights", "subtitle", "published", "summary", "content")


def faults(document: bytes) -> list[str]:
    """Everything that is wrong with a feed; nothing for a good one."""
    feed = etree.fromstring(document)
    found = [] if feed.tag == f"{ATOM}feed" else [f"the root is {feed.tag!r}"]
    found += list(_of(feed))
    relations = [link.get("rel") for link in feed.findall(f"{ATOM}link")]
    found += [f"{name} twice" for name in ("self", "first", "next", "previous") if relations.count(name) > 1]
    found += [] if "self" in relations else ["no self"]
    entries = feed.findall(f"{ATOM}entry")
    for entry in entries:
        found += list(_of(entry))
        has_author = entry.find(f"{ATOM}author") is not None or feed.find(f"{ATOM}author") is not None
        found += [] if has_author else ["an entry without author"]
        if entry.find(f"{ATOM}content") is None and not entry.xpath(
            "a:link[@rel='alternate']", namespaces={"a": ATOM[1:-1]}
        ):
            found.append("an entry without content leads nowhere")
    names = [entry.findtext(f"{ATOM}id") for entry in entries]
    return found + ([] if len(names) == len({*names}) else ["two entries of one id"])


def _of(part: etree._Element) -> Iterator[str]:
    for name in _ONCE:
        if len(part.findall(f"{ATOM}{name}")) != 1:
            yield f"not one {name}"
    for name in _AT_MOST_ONCE:
        if len(part.findall(f"{ATOM}{name}")) > 1:
            yield f"{name} twice"
    for name in ("updated", "published"):
        for told in part.findall(f"{ATOM}{name}"):
            if datetime.fromisoformat(told.text or "").tzinfo is None:
                yield f"{name} without a zone"
    if not urlsplit(part.findtext(f"{ATOM}id") or "").scheme:
        yield f"{part.findtext(f'{ATOM}id')} is no IRI"
    for author in part.findall(f"{ATOM}author"):
        if not author.findtext(f"{ATOM}name"):
            yield "an author without a name"
    for link in part.findall(f"{ATOM}link"):
        if not urlsplit(link.get("href") or "").scheme:
            yield f"{link.get('href')} is not absolute"
