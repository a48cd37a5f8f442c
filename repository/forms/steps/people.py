"""Step 3: creators, contributors, contacts, projects, funding."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from repository.forms.finder import fold_words
from repository.forms.inference import as_organisation, settle_funding
from repository.forms.leaves import Leaf, Node
from repository.forms.objects import Group, Rows
from repository.forms.shown import Option, Words
from repository.forms.spec import Field

ROLES: Final[tuple[Option, ...]] = (
    ("ContactPerson", _("contact person")),
    ("DataCollector", _("collected the data")),
    ("DataCurator", _("curated the data")),
    ("DataManager", _("managed the data")),
    ("Researcher", _("researcher")),
    ("ProjectLeader", _("led the project")),
    ("ProjectMember", _("member of the project")),
    ("Supervisor", _("supervisor")),
    ("ResearchGroup", _("research group")),
    ("HostingInstitution", _("hosting institution")),
    ("RightsHolder", _("holds the rights")),
    ("Sponsor", _("sponsor")),
    ("Editor", _("editor")),
    ("Producer", _("producer")),
    ("Distributor", _("distributor")),
    ("Other", _("helped in another way")),
)

ADD_PARTY: Final[tuple[Option, ...]] = (("person", _("Add a person")), ("organisation", _("Add an organisation")))
_KIND: Final = Leaf("kind", kind="hidden")


def people_fields() -> tuple[Field, ...]:
    """The fields of the step."""
    return (
        Field(_creators()),
        Field(_contacts()),
        Field(_contributors(), is_folded=True),
        Field(named("projects", _("Projects"), _("Project"), _("Add a project")), is_folded=True),
        Field(_funding(), is_folded=True),
    )


def named(key: str, label: Words, item: Words, add: Words, help: Words = "", *, finder: str = "") -> Rows:
    """A list of things with a name and an address: projects, instruments, platforms."""
    return Rows(
        key,
        (
            Leaf("name", _("Name"), width="half"),
            Leaf("uri", _("Address or vocabulary entry"), optional=True, inputmode="url", width="half"),
        ),
        label,
        item,
        (("", add),),
        help=help,
        optional=True,
        fold=fold_words if finder else None,
        finder=finder,
    )


def _affiliations() -> Rows:
    return Rows(
        "affiliations",
        (
            Leaf("name", _("Organisation"), width="half"),
            Leaf("ror", _("ROR identifier"), optional=True, width="half"),
        ),
        _("Affiliations"),
        _("Affiliation"),
        (("", _("Add an affiliation")),),
        windowed=False,
        agents="affiliations",
    )


def _party(value: Mapping[str, Any]) -> Sequence[Node]:
    """The nodes of a creator: of an organisation, else of a person."""
    if value.get("kind") == "organisation":
        return (_KIND, Leaf("name", _("Name of the organisation"), width="half"), _ror())
    return (*_person(), _affiliations())


def _light_party(value: Mapping[str, Any]) -> Sequence[Node]:
    """The nodes of a contributor."""
    return _party(value) if value.get("kind") == "organisation" else _person()


def _person() -> tuple[Node, ...]:
    return (
        _KIND,
        Leaf("family", _("Family name"), width="third"),
        Leaf("given", _("Given name"), optional=True, width="third"),
        Leaf("orcid", _("ORCID"), optional=True, width="third"),
    )


def _ror() -> Leaf:
    return Leaf("ror", _("ROR identifier"), optional=True, width="half")


def _creators() -> Rows:
    return Rows(
        "creators",
        _party,
        _("Creators"),
        _("Creator"),
        (*ADD_PARTY, ("me", _("I am an author"))),
        help=_("Who is cited, in this order. A team or consortium may stand among them as an organisation."),
        ordered=True,
        blanks={"person": {"kind": "person"}, "organisation": {"kind": "organisation"}},
        prepare=as_organisation,
        agents="creators",
    )


def _contributors() -> Rows:
    party = Group("party", _light_party, is_field=False, prepare=as_organisation)
    return Rows(
        "contributors",
        (Leaf("role", _("What they did"), kind="select", options=ROLES, width="half"), party),
        _("Contributors"),
        _("Contributor"),
        ADD_PARTY,
        help=_("Who helped without being an author."),
        optional=True,
        blanks={kind: {"party": {"kind": kind}} for kind in ("person", "organisation")},
        agents="contributors",
    )


def _contacts() -> Rows:
    return Rows(
        "contacts",
        (
            Leaf("name", _("Name"), width="half"),
            Leaf("email", _("E-mail address"), inputmode="email", width="half", optional=True),
            Leaf("uri", _("Or a web address"), inputmode="url", width="half", optional=True),
        ),
        _("Contacts"),
        _("Contact"),
        (("", _("Add a contact")),),
        agents="contacts",
        help=_(
            "Whom readers may ask: a person, or a team that will last. "
            "An e-mail address is shown to nobody: readers write by a form."
        ),
    )


def _funding() -> Rows:
    return Rows(
        "funding",
        (
            Leaf("funder", _("Funder"), width="half"),
            Leaf("funder_identifier", _("Its ROR or other identifier"), optional=True, width="half"),
            Leaf("award_number", _("Grant number"), optional=True, width="third"),
            Leaf("award_title", _("Title of the grant"), optional=True, width="third"),
            Leaf("award_uri", _("Its page"), optional=True, inputmode="url", width="third"),
        ),
        _("Funding"),
        _("Grant"),
        (("", _("Add a grant")),),
        optional=True,
        settle=settle_funding,
        agents="funding",
    )
