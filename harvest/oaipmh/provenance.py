"""Where a record was harvested that is given on: the provenance container of the OAI-PMH guidelines. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from harvest.oaipmh.xml import escaped

_NAMESPACE = "http://www.openarchives.org/OAI/2.0/provenance"


@dataclass(frozen=True, slots=True)
class Harvested:
    """One harvest of a record: from whom, as what, as of when (a datestamp as the provider gave it), in which format.

    ``harvested_at`` is UTC; ``is_altered``: whether the record was changed before it was given on.
    """

    base_url: str
    identifier: str
    datestamp: str
    namespace: str
    harvested_at: datetime
    is_altered: bool


def about(chain: Sequence[Harvested]) -> bytes:
    """The ``about`` element of a record; ``chain`` begins with the harvest made here and goes back in time."""
    told = ""
    for each in reversed(chain):
        told = (
            f'<originDescription harvestDate="{each.harvested_at.isoformat(timespec="seconds")[:19]}Z" '
            f'altered="{str(each.is_altered).lower()}"><baseURL>{escaped(each.base_url)}</baseURL>'
            f"<identifier>{escaped(each.identifier)}</identifier><datestamp>{escaped(each.datestamp)}</datestamp>"
            f"<metadataNamespace>{escaped(each.namespace)}</metadataNamespace>{told}</originDescription>"
        )
    return (
        f'<about><provenance xmlns="{_NAMESPACE}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        f'xsi:schemaLocation="{_NAMESPACE} {_NAMESPACE}.xsd">{told}</provenance></about>'
    ).encode()
