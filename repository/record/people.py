"""Who made, helped with and answers for a dataset: people, organisations, their identifiers and affiliations."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Tag

from repository.record.identifiers import Country, Email, Orcid, Ror, Uri
from repository.record.part import Line, Part
from repository.record.terms import ContributorRole


class NameIdentifier(Part):
    """An identifier of a person or organisation other than ORCID and ROR, such as ISNI, IdRef or EDMO."""

    scheme: Line
    value: Line
    uri: Uri | None = None


class Affiliation(Part):
    """Where a person works, as they write it."""

    name: Line
    ror: Ror | None = None
    country: Country | None = None

    @property
    def ror_uri(self) -> str | None:
        """The address of the ROR identifier."""
        return f"https://ror.org/{self.ror}" if self.ror else None


class Person(Part):
    """A person; someone with one name only has just a `family`."""

    kind: Literal["person"] = "person"
    family: Line
    given: Line | None = None
    orcid: Orcid | None = None
    identifiers: tuple[NameIdentifier, ...] = ()
    affiliations: tuple[Affiliation, ...] = ()

    @property
    def name(self) -> str:
        """`Family, Given`, the form of catalogues."""
        return f"{self.family}, {self.given}" if self.given else self.family

    @property
    def orcid_uri(self) -> str | None:
        """The address of the ORCID."""
        return f"https://orcid.org/{self.orcid}" if self.orcid else None


class Organisation(Part):
    """An organisation, team or consortium that is an author, a contributor or the publisher."""

    kind: Literal["organisation"] = "organisation"
    name: Line
    ror: Ror | None = None
    country: Country | None = None
    identifiers: tuple[NameIdentifier, ...] = ()
    affiliations: tuple[Affiliation, ...] = ()

    @property
    def ror_uri(self) -> str | None:
        """The address of the ROR identifier."""
        return f"https://ror.org/{self.ror}" if self.ror else None


def party_kind(value: Any) -> str:
    """The tag of the class a party is read as; without a `kind`, who has a `name` is an organisation."""
    if isinstance(value, Mapping):
        kind = value.get("kind", "organisation" if "name" in value else "person")
    else:
        kind = getattr(value, "kind", "person")
    return "<organisation>" if kind == "organisation" else "<person>"


Party = Annotated[
    Annotated[Person, Tag("<person>")] | Annotated[Organisation, Tag("<organisation>")], Discriminator(party_kind)
]
"""A person or an organisation, told apart by `kind`."""


class Contributor(Part):
    """Someone who helped, and how."""

    role: ContributorRole
    party: Party


class Contact(Part):
    """Whom a reader may write to. An e-mail address stays in the archived record; readers use it by a form only."""

    name: Line
    email: Email | None = None
    uri: Uri | None = None
    affiliation: Affiliation | None = None

    @property
    def page(self) -> str | None:
        """The address of the page; one of mail is none, and stands in no public document."""
        return None if self.uri and self.uri.lower().startswith("mailto:") else self.uri
