"""The chain of manifests of a public dataset, as everybody may see it."""

from dataclasses import dataclass
from datetime import date

from archive.aip.layout import parse_name
from archive.models import Archiving
from repository.models import Dataset


@dataclass(frozen=True, slots=True)
class Link:
    """One manifest: its name and SHA256, what it brought (the kind of an archiving), and the fragment of its layer."""

    name: str
    sha256: str
    kind: str
    fragment: int | None

    @property
    def day(self) -> date:
        """The date in its name."""
        return parse_name(self.name).archived_on


def public_chain(dataset: Dataset) -> tuple[Link, ...]:
    """The manifests, oldest first, up to the first that brought what is not public yet: later ones list that too."""
    rows = Archiving.objects.filter(dataset=dataset).order_by("number")
    found = rows.values_list(
        "manifest_name", "manifest_sha256", "kind", "publication", "publication__published_at",
        "publication__snapshot__number",
    )  # fmt: skip
    chain: list[Link] = []
    for name, sha256, kind, publication, published, fragment in found:
        if publication is not None and published is None:
            break
        chain.append(Link(name, sha256, kind, fragment))
    return tuple(chain)
