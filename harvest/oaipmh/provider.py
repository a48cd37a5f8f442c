"""This repository as its harvesters see it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from harvest.oaipmh.descriptions import Welcome


@dataclass(frozen=True, slots=True)
class Provider:
    """What the answers say of the repository, and how it lists.

    ``page_size`` counts items; tokens are signed with the first key and read with any of them; ``datacentre`` is the
    account at DataCite.
    """

    name: str
    base_url: str
    admin_email: str
    domain: str
    page_size: int
    keys: Sequence[bytes]
    datacentre: str
    welcome: Welcome

    def identifier(self, suffix: str) -> str:
        """``oai:<domain>:<suffix>``."""
        return f"oai:{self.domain}:{suffix}"
