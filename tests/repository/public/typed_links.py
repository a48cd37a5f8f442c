"""A reader of typed links, written from RFC 8288 and RFC 9264, for headers and both forms of a set of links."""

import json
import re
from typing import NamedTuple

_LINK = re.compile(r'\s*<(?P<href>[^>]*)>(?P<attributes>(?:\s*;\s*[\w*-]+="[^"]*")*)\s*(?:,|$)')
_ATTRIBUTE = re.compile(r';\s*([\w*-]+)="([^"]*)"')


class Found(NamedTuple):
    """One link; ``anchor`` is empty where the resource itself is meant."""

    relation: str
    href: str
    media_type: str = ""
    profile: str = ""
    anchor: str = ""


def of_header(text: str) -> list[Found]:
    """The links of a header, or of a set in its form. Raises ``ValueError`` for what is neither."""
    found, place = [], 0
    while place < len(text.rstrip()):
        link = _LINK.match(text, place)
        if link is None:
            raise ValueError(f"no link at {place}: {text[place : place + 60]!r}")
        values = dict(_ATTRIBUTE.findall(link["attributes"]))
        found.append(
            Found(
                values["rel"], link["href"], values.get("type", ""), values.get("profile", ""), values.get("anchor", "")
            )
        )
        place = link.end()
    return found


def of_json(body: bytes) -> list[Found]:
    """The links of a set in JSON, each with its anchor."""
    document = json.loads(body)
    assert set(document) == {"linkset"}
    found = []
    for context in document["linkset"]:
        relations = {name: targets for name, targets in context.items() if name != "anchor"}
        for relation, targets in relations.items():
            assert isinstance(targets, list)
            found += [
                Found(relation, one["href"], one.get("type", ""), one.get("profile", ""), context["anchor"])
                for one in targets
            ]
    return found


def only(found: list[Found], relation: str, anchor: str = "") -> list[Found]:
    """The links of one relation that start at one resource."""
    return [link for link in found if link.relation == relation and link.anchor == anchor]
