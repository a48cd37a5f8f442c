"""Who the attributes of a NetCDF file name (ACDD 1.3: creator, contributor, publisher)."""

import re
from typing import Final

from pydantic import ValidationError

from repository.inspection.netcdf.header import Header, attribute, attributes
from repository.inspection.netcdf.notes import Notes
from repository.inspection.reading import Json
from repository.record.name_forms import orcid_in, organisation, person, several
from repository.record.people import Contact

_ROLES: Final = {
    "contactperson": "ContactPerson",
    "pointofcontact": "ContactPerson",
    "datacollector": "DataCollector",
    "datacurator": "DataCurator",
    "datamanager": "DataManager",
    "custodian": "DataCurator",
    "distributor": "Distributor",
    "editor": "Editor",
    "principalinvestigator": "ProjectLeader",
    "projectleader": "ProjectLeader",
    "projectmanager": "ProjectManager",
    "projectmember": "ProjectMember",
    "researcher": "Researcher",
    "rightsholder": "RightsHolder",
    "owner": "RightsHolder",
    "sponsor": "Sponsor",
    "funder": "Sponsor",
    "supervisor": "Supervisor",
    "producer": "Producer",
    "researchgroup": "ResearchGroup",
}
"""Role as people write it, letters only -> the role of the record; of any other role nothing is made."""

_LONGEST_NAME: Final = 160
_KINDS: Final = {"person": "person", "group": "organisation", "institution": "organisation"}


def people(header: Header, notes: Notes) -> None:
    """Propose creators, contributors and contacts."""
    _creators(header, notes)
    _contributors(header, notes)
    _contacts(header, notes)


def _creators(header: Header, notes: Notes) -> None:
    found = header.first("creator_name", "creator", "author", "authors")
    if not found:
        return
    name, text = found
    institution, kind = header.line("creator_institution"), header.line("creator_type") or ""
    names = several(text)
    orcid = orcid_in(header.line("creator_url") or header.line("creator_id")) if len(names) == 1 else None
    parties = [
        _party(each, kind=kind, orcid=orcid, affiliation=institution if len(names) == 1 else None)
        for each in ([text] if _KINDS.get(kind.lower()) == "organisation" else names)
    ]
    if all(parties):
        read = [name] + (["creator_url"] if orcid else []) + (["creator_institution"] if institution else [])
        notes.propose("creators", parties, attributes(*read))


def _party(name: str, *, kind: str, orcid: str | None = None, affiliation: str | None = None) -> Json | None:
    known = _KINDS.get(kind.lower())
    if known == "organisation":
        return organisation(name)
    return person(name, orcid=orcid, affiliation=affiliation, certain=known == "person")


def _contributors(header: Header, notes: Notes) -> None:
    listed: list[Json] = []
    read: list[str] = []
    names, roles = header.line("contributor_name"), header.line("contributor_role")
    if names and roles:
        pairs = list(zip(*(re.split(r"\s*[;,]\s*", text) for text in (names, roles)), strict=False))
        if len(pairs) == len(re.split(r"[;,]", names)) == len(re.split(r"[;,]", roles)):
            made = [_contributor(name, role) for name, role in pairs]
            listed += [each for each in made if each]
            read += ["contributor_name", "contributor_role"] if listed else []
    publisher = header.line("publisher_institution") or header.line("publisher_name")
    kind = (header.line("publisher_type") or "").lower()
    if publisher and (header.line("publisher_institution") or _KINDS.get(kind) == "organisation"):
        listed += [{"role": "Distributor", "party": party} for party in [organisation(publisher)] if party]
        read.append("publisher_institution" if header.line("publisher_institution") else "publisher_name")
    institution = header.first("institution")
    if institution and (party := organisation(institution[1])):
        listed.append({"role": "Producer", "party": party})
        read.append(institution[0])
    if listed:
        notes.propose("contributors", listed, attributes(*read))


def _contributor(name: str, role: str) -> Json | None:
    known = _ROLES.get("".join(letter for letter in role.lower() if letter.isalpha()))
    party = person(name)
    return {"role": known, "party": party} if known and party else None


def _contacts(header: Header, notes: Notes) -> None:
    """The creator with an address, where it is one; the publisher of a file is no contact of a new dataset."""
    name, email = header.line("creator_name"), header.line("creator_email")
    if name and email and len(name) <= _LONGEST_NAME and len(several(name)) == 1:
        value: dict[str, Json] = {"name": name, "email": email}
        if _is_contact(value):
            notes.propose("contacts", [value], attributes("creator_name", "creator_email"))
            return
    contact = header.first("contact")
    if contact and _is_contact(value := {"name": contact[1], "email": contact[1]}):
        notes.propose("contacts", [value], attribute(contact[0]))


def _is_contact(value: Json) -> bool:
    try:
        Contact.model_validate(value)
    except ValidationError:
        return False
    return True
