"""`provenance.json`: a job as W3C PROV-JSON (member submission of 24 April 2013), written by the package `prov`.

Files that were read are entities named by their SHA-256, files that were made by the job and their name.
"""

import json
from typing import Any, Final
from urllib.parse import quote

from prov.identifier import Namespace
from prov.model import ProvActivity, ProvDocument, ProvEntity

from compute.returns.told import HASH_SPACE, Made, Read, Told
from compute.returns.words import best, parameter_text

NAME: Final = "provenance.json"
_TERMS: Final = "https://schema.org/"
_ORCID: Final = "https://orcid.org/"


def provenance_of(told: Told) -> bytes:
    """The document: the same bytes for the same job."""
    document = json.loads(document_of(told).serialize(format="json") or "{}")
    return (json.dumps(document, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


def document_of(told: Told) -> ProvDocument:
    """The job as an activity, its files as entities, who asked and what ran as agents, the process as the plan."""
    return _Document(told).whole()


class _Document:
    """Names in four spaces: `job` (this job and what belongs to it), `sha256`, `schema`, `orcid`."""

    def __init__(self, told: Told) -> None:
        self._told = told
        self._document = ProvDocument()
        self._job = Namespace("job", f"urn:uuid:{told.job}#")
        self._hash = Namespace("sha256", HASH_SPACE)
        self._schema = Namespace("schema", _TERMS)
        self._orcid = Namespace("orcid", _ORCID)
        for space in (self._job, self._hash, self._schema, self._orcid):
            self._document.add_namespace(space)

    def whole(self) -> ProvDocument:
        """Everything, in the order of the job."""
        activity = self._activity()
        read: dict[str, ProvEntity] = {}
        for each in self._told.reads:
            if each.sha256 not in read:
                read[each.sha256] = self._read(each)
        for number, each in enumerate(self._told.reads):
            role = {"prov:role": each.role}
            self._document.used(
                activity, read[each.sha256], identifier=self._job[f"used-{number}"], other_attributes=role
            )
        for number, made in enumerate(self._told.makes):
            entity = self._made(made)
            self._document.wasGeneratedBy(entity, activity, self._told.ended, self._job[f"generated-{number}"])
            for source, found in enumerate(read.values()):
                name = self._job[f"derived-{number}-{source}"]
                self._document.wasDerivedFrom(entity, found, activity, identifier=name)
        self._agents(activity)
        return self._document

    def _activity(self) -> ProvActivity:
        told, schema = self._told, self._schema
        said: list[tuple[Any, Any]] = [
            ("prov:label", f"{told.process} {told.version}"),
            (schema["identifier"], f"urn:uuid:{told.job}"),
            (schema["name"], told.process),
            (schema["version"], told.version),
        ]
        for name, value in told.parameters.items():
            said.append((self._job[f"input-{quote(name, safe='')}"], parameter_text(value)))
        return self._document.activity(self._job["run"], told.began, told.ended, said)

    def _read(self, read: Read) -> ProvEntity:
        said: list[tuple[Any, Any]] = [
            ("prov:label", read.path),
            (self._schema["sha256"], read.sha256),
            (self._schema["contentSize"], read.bytes),
            (self._schema["encodingFormat"], read.media_type),
            (self._schema["creativeWorkStatus"], read.origin.standing.value),
        ]
        said += [("prov:location", read.url)] if read.url else []
        said += [(self._schema["isPartOf"], read.origin.doi_url)] if read.origin.doi else []
        return self._document.entity(self._hash[read.sha256], said)

    def _made(self, made: Made) -> ProvEntity:
        said: list[tuple[Any, Any]] = [
            ("prov:label", made.name),
            ("prov:type", made.output),
            (self._schema["sha256"], made.sha256),
            (self._schema["contentSize"], made.bytes),
            (self._schema["encodingFormat"], made.media_type),
        ]
        return self._document.entity(self._job[f"file-{quote(made.name, safe='')}"], said)

    def _agents(self, activity: ProvActivity) -> None:
        told, prov = self._told, self._document.valid_qualified_name
        person = self._document.agent(
            self._person(),
            [
                ("prov:type", prov("prov:Person")),
                *([("prov:label", told.asker.name)] if told.asker.name else []),
            ],
        )
        plan = self._document.entity(
            self._job["process"],
            [
                ("prov:type", prov("prov:Plan")),
                ("prov:label", f"{best(told.title, 'en')} {told.version}"),
                ("prov:location", told.process_url),
                (self._schema["isPartOf"], "varve.processes"),
                (self._schema["softwareVersion"], f"{told.package.name} {told.package.version}"),
            ],
        )
        service = self._document.agent(
            self._job["service"],
            [
                ("prov:type", prov("prov:SoftwareAgent")),
                ("prov:label", f"{told.site.name} {told.site.version}"),
                ("prov:location", told.site.url),
            ],
        )
        name = self._job
        self._document.wasAssociatedWith(activity, person, plan, identifier=name["asked"])
        self._document.wasAssociatedWith(activity, service, plan, identifier=name["ran"])
        self._document.actedOnBehalfOf(service, person, activity, identifier=name["on-behalf"])

    def _person(self) -> Any:
        return self._orcid[self._told.asker.orcid] if self._told.asker.orcid else self._job["person"]
