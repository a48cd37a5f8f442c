"""What files propose for the fields of a draft, as values: each proposal, how it stands, and all of them together."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from repository.queries.proposal_values import form_fields
from repository.record.findings import Step, step_of

FIRST: Final = (
    *("title", "abstract", "place/boxes", "time/periods", "vertical", "variables", "creators", "licence", "keywords"),
)
"""The proposals that are shown at once, in this order; the others wait in a fold."""


class State(StrEnum):
    """How a proposal stands against the draft."""

    PROPOSED = "proposed"
    """The field is empty and the files agree."""
    SPLIT = "split"
    """The field is empty and the files disagree: somebody has to choose."""
    USED = "used"
    """The draft says the same."""
    KEPT = "kept"
    """The draft says something else, and keeps it."""
    REFUSED = "refused"
    """Somebody said no to this value."""


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A file, and where in it the value was read."""

    file: str
    place: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One value that files give, in words, and where it was read; ``more``: how many sources are not named."""

    mark: str
    words: str
    sources: tuple[SourceLine, ...]
    more: int
    value: Any


@dataclass(frozen=True, slots=True)
class Partly:
    """How many of the files that say something of themselves state a value."""

    stated: int
    told: int


@dataclass(frozen=True, slots=True)
class ProposalLine:
    """One field with what the files say of it. ``mark`` names the proposal, ``seen`` what the field holds now.

    ``is_of_files``: a file says something of it, not a template alone; ``is_offer``: neither does, it follows from what
    the draft says already, and is shown at its field only.
    """

    field: str
    label: str
    state: State
    choices: tuple[Choice, ...]
    mark: str
    seen: str
    yours: str
    edit_url: str
    may_undo: bool
    is_of_files: bool = True
    is_offer: bool = False
    partly: Partly | None = None
    """Set where too few files state it for the whole dataset to say so: it is used one by one only."""

    @property
    def top(self) -> str:
        """The field of the record's top level."""
        return self.field.partition("/")[0]

    @property
    def slug(self) -> str:
        """The field as part of an id or a control's name."""
        return self.field.replace("/", "-")

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return self.state in (State.PROPOSED, State.SPLIT)

    @property
    def is_clear(self) -> bool:
        """Whether it may be used together with all the others that leave no question."""
        return self.state is State.PROPOSED and not self.is_offer and self.partly is None

    @property
    def step(self) -> Step:
        """The step that asks for the field."""
        return step_of((self.top,))


@dataclass(frozen=True, slots=True)
class FilesSay:
    """All that the files propose. ``waiting``: files still to be read; ``told``, ``speaking``: put together, of all."""

    lines: tuple[ProposalLine, ...]
    waiting: int
    told: int
    speaking: int
    asks_language: bool
    has_templates: bool = False

    @property
    def listed(self) -> tuple[ProposalLine, ...]:
        """What stands on the page of files."""
        return tuple(line for line in self.lines if not line.is_offer)

    @property
    def first(self) -> tuple[ProposalLine, ...]:
        """What is shown at once."""
        return tuple(line for line in self.listed if _is_first(line))

    @property
    def others(self) -> tuple[ProposalLine, ...]:
        """What waits in a fold."""
        return tuple(line for line in self.listed if not _is_first(line))

    @property
    def clear(self) -> int:
        """How many can be used without a choice."""
        return sum(line.is_clear for line in self.listed)

    @property
    def open_fields(self) -> frozenset[str]:
        """The top-level fields for which something waits for an answer."""
        return frozenset(line.top for line in self.listed if line.is_open)

    def count_of(self, step: Step) -> tuple[int, int]:
        """(Fields of a step with an open proposal, fields of the step)."""
        proposed = {line.top for line in self.listed if line.step is step}
        fields = {field.key for field in form_fields(step)} | proposed
        return len({line.top for line in self.listed if line.step is step and line.is_open}), len(fields)


def _is_first(line: ProposalLine) -> bool:
    """What a template gave and was used is looked up at its field; it would hide what the files say."""
    return line.field in FIRST and (line.is_of_files or line.state is not State.USED)
