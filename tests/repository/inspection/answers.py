"""What a Reading says, for short assertions."""

from typing import Any

from repository.inspection.reading import Reading


def proposed(reading: Reading, field: str) -> Any:
    """The one value proposed for a field; None where there is none."""
    values = [proposal.value for proposal in reading.proposals if proposal.field == field]
    assert len(values) <= 1, values
    return values[0] if values else None


def codes(reading: Reading) -> list[str]:
    """The codes of the problems."""
    return [problem.code for problem in reading.problems]
