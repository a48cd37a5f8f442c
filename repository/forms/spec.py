"""A field of the record as a step asks for it."""

from dataclasses import dataclass

from repository.forms.leaves import Node
from repository.forms.shown import Words


@dataclass(frozen=True, slots=True)
class Field:
    """One top-level field: its node, whether it may be said once for a whole deposit, whether it begins folded."""

    node: Node
    may_share: bool = True
    is_folded: bool = False

    @property
    def key(self) -> str:
        """The field of the record."""
        return self.node.key

    @property
    def title(self) -> Words:
        """The heading of its section."""
        label: Words = getattr(self.node, "label", "")
        return label
