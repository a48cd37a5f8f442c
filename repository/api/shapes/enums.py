"""Short lists of values, by the names that the OpenAPI document gives them."""

from collections.abc import Iterable
from enum import Enum
from typing import Final

from repository.access import PARTIES
from repository.lifecycle import DatasetState, Standing
from repository.models import AccessPolicy, FileRole, TokenScope
from repository.models.template import TemplateKind
from repository.queries.proposals import State
from repository.record.findings import Severity, Step
from repository.services.invitations import INVITED
from repository.services.templates import RELATIONS


def choices(values: Iterable[Enum]) -> list[tuple[str, str]]:
    """The values of an enumeration, each under its own name."""
    return [(str(each.value), str(each.value)) for each in values]


DATASET_STATE: Final = choices(DatasetState)
STANDING: Final = choices(Standing)
ACCESS_POLICY: Final = choices(AccessPolicy)
FILE_ROLE: Final = choices(FileRole)
PROPOSAL_STATE: Final = choices(State)
SEVERITY: Final = choices(Severity)
STEP: Final = choices(Step)
SCOPE: Final = choices(TokenScope)
PARTY_ROLE: Final = choices(sorted(PARTIES))
INVITED_ROLE: Final = choices(INVITED)
TEMPLATE_KIND: Final = choices(TemplateKind)
TEMPLATE_RELATION: Final = [(each, each) for each in RELATIONS]
