"""Record -> RO-Crate 1.1 (2020): the metadata document of a crate whose files lie on the web.

What is said is what `schema_org` says, laid flat as a crate wants it: one list of things that refer to each other.
"""

import json
from collections.abc import Mapping
from typing import Any, Final

from repository.crosswalks import schema_org
from repository.crosswalks.checks import TextCheck
from repository.crosswalks.edition import Edition, EditionStatus
from repository.crosswalks.json_text import document, in_language, one_or_many, without_empty
from repository.crosswalks.xml_text import address, one_line
from repository.record.model import Record

RENDERER: Final = "1"
NOT_CARRIED: Final = schema_org.NOT_CARRIED
FOLDED: Final = (*schema_org.FOLDED, "language")

FILES_MOST: Final = 1_000
"""Files that are described one by one; of more there is the list of all."""

DESCRIPTOR: Final = {
    "@id": "ro-crate-metadata.json",
    "@type": "CreativeWork",
    "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
    "about": {"@id": "./"},
}
"""What a crate says of its own metadata document."""

_LATER: Final = ("creditText", "funding", "sha256", "usageInfo")
"""Terms of schema.org that came after its version 10, which the context of RO-Crate 1.1 holds."""

CONTEXT: Final = "https://w3id.org/ro/crate/1.1/context"
_CONTEXT: Final = [
    CONTEXT,
    {**schema_org.PREFIXES, **{name: f"http://schema.org/{name}" for name in _LATER}},
]
_NO_LICENCE: Final = "No licence is given."


def render(record: Record, edition: Edition) -> bytes:
    """`ro-crate-metadata.json`: its own descriptor, the dataset as `./`, then files, people and all else."""
    values = without_empty(schema_org.values(record, edition, files=FILES_MOST))
    graph = _Graph(edition.doi_url)
    told = {name: value for name, value in values.items() if name not in ("@context", "@id", "@type", "creator")}
    root = {
        **_texts(record),
        "author": values.get("creator", {}).get("@list", []),
        **{name: value for name, value in told.items() if name not in ("name", "alternateName", "description")},
        "license": _licence(record),
        "distribution": [each for each in values.get("distribution", []) if "sha256" not in each],
        "hasPart": [*_files(edition), *values.get("hasPart", [])],
    }
    flat = {name: graph.placed(value) for name, value in without_empty(root).items()}
    things = [DESCRIPTOR, {"@id": "./", "@type": values["@type"], **flat}, *graph.things.values()]
    return document({"@context": _CONTEXT, "@graph": things})


class _Graph:
    """The things that a crate refers to, each once, by their `@id`."""

    def __init__(self, itself: str) -> None:
        self.things: dict[str, dict[str, Any]] = {}
        self._itself = itself
        self._known: dict[str, str] = {}
        self._counts: dict[str, int] = {}

    def placed(self, value: Any) -> Any:
        """A value with references in place of the things in it; a list of one is that one."""
        if isinstance(value, list):
            return one_or_many([self.placed(each) for each in value])
        if not isinstance(value, Mapping) or "@value" in value:
            return value
        if value.keys() == {"@id"}:
            return {"@id": "./" if value["@id"] == self._itself else value["@id"]}
        members = {name: self.placed(inner) for name, inner in value.items() if name != "@id"}
        return {"@id": self._kept(members, value.get("@id", ""))}

    def _kept(self, members: dict[str, Any], name: str) -> str:
        """The `@id` under which a thing is kept: its own, one of the crate where another is told of by it."""
        key = f"{name} {json.dumps(members, sort_keys=True)}"
        if key not in self._known:
            taken = not name or name in self.things
            known = self._numbered(members["@type"]) if taken else name
            self.things[known] = {"@id": known, **members, **({"sameAs": name} if taken and name else {})}
            self._known[key] = known
        return self._known[key]

    def _numbered(self, kind: str | list[str]) -> str:
        plain = (kind if isinstance(kind, str) else kind[-1]).rpartition(":")[2]
        self._counts[plain] = self._counts.get(plain, 0) + 1
        return f"#{plain}-{self._counts[plain]}"


def _texts(record: Record) -> dict[str, Any]:
    """Name and description plain, as the tools of crates want them; other languages beside."""
    main = record.main_title_language
    titles = [in_language(text, tag) for tag, text in record.title.items() if tag != main]
    others = [in_language(other.text, other.language) for other in record.other_titles]
    abstract = record.abstract
    shown = abstract.best_language(record.language) if abstract else ""
    return {
        "name": record.main_title,
        "alternateName": [*titles, *others],
        "description": abstract[shown] if abstract else record.main_title,
        "abstract": [in_language(text, tag) for tag, text in (abstract or {}).items() if tag != shown],
    }


def _licence(record: Record) -> Any:
    """The licence as a thing of its own by its address; words where it has none, since a crate must say something."""
    licence = record.licence
    link = address((licence.address or "") if licence else "")
    if licence is None or not link:
        return licence.title if licence else _NO_LICENCE
    spdx = f"https://spdx.org/licenses/{licence.spdx}" if licence.spdx else None
    return {"@type": "CreativeWork", "@id": link, "name": licence.title, "identifier": spdx}


def _files(edition: Edition) -> list[dict[str, Any]]:
    """The files of the newest layer by their address; none of a withdrawn dataset."""
    layer = edition.newest_layer
    if layer is None or edition.status is EditionStatus.WITHDRAWN:
        return []
    return [
        {
            "@type": "File",
            "@id": address(file.url),
            "name": file.path,
            "contentSize": str(file.size),
            "encodingFormat": one_line(file.media_type),
            "sha256": file.sha256,
            "sdDatePublished": layer.date.isoformat(),
        }
        for file in layer.files[:FILES_MOST]
        if address(file.url)
    ]


def _reads(text: str) -> bool:
    graph = json.loads(text)["@graph"]
    return bool(graph[0]["about"] == {"@id": graph[1]["@id"]} and graph[1].get("name") and graph[1].get("license"))


CHECK: Final = TextCheck(_reads)
