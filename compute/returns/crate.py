"""`ro-crate-metadata.json`: the outputs of a job as a Process Run Crate 0.5 (on RO-Crate 1.1).

The crate is the draft's own folder. What was read lies elsewhere: public files are named by their address, drafts by
their hash, as contextual entities, since nobody can fetch them.
"""

from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import quote

from compute.returns import words
from compute.returns.licences import inherited
from compute.returns.provenance import NAME as PROVENANCE
from compute.returns.told import Read, Software, Told
from repository.crosswalks.json_text import document
from repository.crosswalks.ro_crate import CONTEXT, DESCRIPTOR
from repository.record.rights import KNOWN_LICENCES

NAME: Final = "ro-crate-metadata.json"
PROFILE: Final = "https://w3id.org/ro/wfrun/process/0.5"
_TERMS: Final = "https://w3id.org/ro/terms/workflow-run/context"
_NOT_SAID: Final = "No licence is given yet: ask the authors."


def crate_of(told: Told) -> bytes:
    """The metadata document: the same bytes for the same job."""
    graph = [DESCRIPTOR, _root(told), _profile(), _action(told), _process(told), *_agents(told)]
    graph += [*_made(told), *_read(told), *_parameters(told), *_licence(told)]
    return document({"@context": [CONTEXT, _TERMS], "@graph": graph})


def _root(told: Told) -> dict[str, Any]:
    language = told.language
    public = [_id_of(read) for read in _each_read(told) if read.url]
    return {
        "@id": "./",
        "@type": "Dataset",
        "conformsTo": {"@id": PROFILE},
        "name": words.title(told, language),
        "description": words.abstract(told, language),
        "datePublished": told.ended.date().isoformat(),
        "license": _licence_of(told) or _NOT_SAID,
        "author": {"@id": _person(told)},
        "hasPart": _refer([*(_path(made.name) for made in told.makes), PROVENANCE, *public]),
        "mentions": {"@id": _run(told)},
    }


def _profile() -> dict[str, Any]:
    return {"@id": PROFILE, "@type": "CreativeWork", "name": "Process Run Crate", "version": "0.5"}


def _action(told: Told) -> dict[str, Any]:
    """The run: its instrument is the process, its agent who asked."""
    parameters = [_parameter(name) for name in told.parameters]
    return {
        "@id": _run(told),
        "@type": "CreateAction",
        "name": f"{words.best(told.title, 'en')} {told.version}",
        "description": words.lineage(told, "en"),
        "startTime": told.began.isoformat(timespec="seconds"),
        "endTime": told.ended.isoformat(timespec="seconds"),
        "instrument": {"@id": told.process_url},
        "agent": {"@id": _person(told)},
        "object": _refer([*dict.fromkeys(_id_of(read) for read in told.reads), *parameters]),
        "result": _refer([_path(made.name) for made in told.makes]),
        "actionStatus": {"@id": "http://schema.org/CompletedActionStatus"},
    }


def _process(told: Told) -> dict[str, Any]:
    return {
        "@id": told.process_url,
        "@type": "SoftwareApplication",
        "name": words.best(told.title, "en"),
        "identifier": told.process,
        "softwareVersion": told.version,
        "url": told.process_url,
        "softwareRequirements": _refer(list(dict.fromkeys([_program(told.package), _program(told.site)]))),
    }


def _agents(told: Told) -> Iterator[dict[str, Any]]:
    """Who asked, and the programs."""
    asker = told.asker
    workplace = {"@id": "#workplace"} if asker.affiliation else None
    yield {"@id": _person(told), "@type": "Person", "name": asker.name or "The depositor", "affiliation": workplace}
    if asker.affiliation:
        ror = f"https://ror.org/{asker.ror}" if asker.ror else None
        yield {"@id": "#workplace", "@type": "Organization", "name": asker.affiliation, "sameAs": ror}
    for program in {_program(each): each for each in (told.package, told.site)}.values():
        said = {"@id": _program(program), "@type": "SoftwareApplication", "name": program.name}
        yield said | {"softwareVersion": program.version, "url": program.url}


def _made(told: Told) -> Iterator[dict[str, Any]]:
    for made in told.makes:
        yield {
            "@id": _path(made.name),
            "@type": "File",
            "name": words.best(made.title, told.language),
            "contentSize": str(made.bytes),
            "encodingFormat": made.media_type,
            "sha256": made.sha256,
            "dateCreated": told.ended.isoformat(timespec="seconds"),
        }
    about = {"name": "Provenance (W3C PROV-JSON)", "encodingFormat": "application/json", "about": {"@id": "./"}}
    yield {"@id": PROVENANCE, "@type": "File", **about}


def _read(told: Told) -> Iterator[dict[str, Any]]:
    """A file that anybody can fetch is data; another one is told of."""
    for read in _each_read(told):
        yield {
            "@id": _id_of(read),
            "@type": "File" if read.url else "CreativeWork",
            "name": read.path,
            "contentSize": str(read.bytes),
            "encodingFormat": read.media_type,
            "sha256": read.sha256,
            "isPartOf": {"@id": read.origin.doi_url} if read.origin.doi else None,
            "creativeWorkStatus": read.origin.standing.value,
        }
    for origin in {each.doi: each for each in told.origins if each.doi}.values():
        yield {"@id": origin.doi_url, "@type": "CreativeWork", "name": words.best(origin.title, told.language)}


def _parameters(told: Told) -> Iterator[dict[str, Any]]:
    for name, value in told.parameters.items():
        said = {"name": name, "value": words.parameter_text(value)}
        yield {"@id": _parameter(name), "@type": "PropertyValue", **said}


def _licence(told: Told) -> Iterator[dict[str, Any]]:
    found = _licence_of(told)
    if isinstance(found, dict):
        known = KNOWN_LICENCES[str(_inherited(told).get("spdx"))]
        yield {**found, "@type": "CreativeWork", "name": known.english, "identifier": known.spdx}


def _licence_of(told: Told) -> Any:
    """The inherited licence by its address, where it is one that we know."""
    known = KNOWN_LICENCES.get(str(_inherited(told).get("spdx")))
    return {"@id": known.uri} if known else None


def _inherited(told: Told) -> dict[str, Any]:
    licence, _ = inherited([origin.description.get("licence") for origin in told.origins])
    return dict(licence or {})


def _each_read(told: Told) -> list[Read]:
    return list({_id_of(read): read for read in told.reads}.values())


def _id_of(read: Read) -> str:
    return read.url or f"#sha256-{read.sha256}"


def _path(name: str) -> str:
    return quote(name)


def _run(told: Told) -> str:
    return f"urn:uuid:{told.job}"


def _person(told: Told) -> str:
    return f"https://orcid.org/{told.asker.orcid}" if told.asker.orcid else "#person"


def _program(program: Software) -> str:
    return f"#{quote(program.name)}-{quote(program.version)}"


def _parameter(name: str) -> str:
    return f"#input-{quote(name, safe='')}"


def _refer(names: list[str]) -> list[dict[str, str]]:
    return [{"@id": name} for name in names]
