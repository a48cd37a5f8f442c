"""Two sites compared, answer by answer."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from config.resurrection.answers import Answer


@dataclass(slots=True)
class Comparison:
    """How many answers of each kind were the same, and which were not: ``differing``, ``missing``, ``extra``."""

    same: Counter[str] = field(default_factory=Counter)
    differing: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    extra: list[str] = field(default_factory=list)

    @property
    def is_equal(self) -> bool:
        """Whether nobody could tell one site from the other."""
        return not (self.differing or self.missing or self.extra)

    def lines(self) -> list[str]:
        """What was compared, then what differs, in words."""
        told = [f"{count} {kind}: the same" for kind, count in sorted(self.same.items())]
        for words, found in (
            ("differs", self.differing),
            ("is missing from the rebuilt site", self.missing),
            ("is only on the rebuilt site", self.extra),
        ):
            told.extend(f"{asked}: {words}" for asked in found)
        return told


def compare(before: Iterable[Answer], after: Iterable[Answer]) -> Comparison:
    """Compare two runs of `answers.answers`; 32 bytes are kept of each answer of the first."""
    known = {(answer.kind, answer.asked): bytes.fromhex(answer.sha256) for answer in before}
    found = Comparison()
    for answer in after:
        expected = known.pop((answer.kind, answer.asked), None)
        asked = f"{answer.kind} {answer.asked}"
        if expected is None:
            found.extra.append(asked)
        elif expected.hex() == answer.sha256:
            found.same[answer.kind] += 1
        else:
            found.differing.append(asked)
    found.missing.extend(f"{kind} {asked}" for kind, asked in known)
    return found
