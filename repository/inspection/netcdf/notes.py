"""What is gathered while a NetCDF file is read: proposals and problems."""

from typing import Any

from repository.inspection.netcdf.sentences import SENTENCES
from repository.inspection.reading import Json, Place, Problem, Proposal
from repository.inspection.remarks import WHOLE, remark


class Notes:
    """Two lists that only grow."""

    def __init__(self) -> None:
        self.proposals: list[Proposal] = []
        self.problems: list[Problem] = []

    def propose(self, field: str, value: Json, place: Place) -> None:
        """A value for a field; nothing where there is none."""
        if value:
            self.proposals.append(Proposal(field, value, place))

    def remark(self, code: str, place: Place = WHOLE, **values: Any) -> None:
        """A problem of the file."""
        self.problems.append(remark(SENTENCES, code, place, **values))
