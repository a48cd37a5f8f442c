"""What only the freeze knows of a dataset: its DOI, publisher, date, record number and layers."""

from typing import Annotated

from pydantic import Field

from repository.record.dates import CalendarDate, Day, Period
from repository.record.identifiers import Doi, FilePath, Sha256
from repository.record.part import Line, Part, Whole
from repository.record.people import Organisation


class LayerReference(Part):
    """One published layer: its fragment, date and interval, and the layer document that lists its files."""

    fragment: Annotated[Whole, Field(ge=1)]
    date: Day
    interval: Period | None = None
    document: FilePath
    sha256: Sha256


class Publication(Part):
    """The facts of publication that are sealed in the record.

    `date` is the first publication (day for ours, perhaps only a year for a foreign record), `record_date` the day of
    this record; `number` counts the record versions from 1; `version` is a foreign record's own version text.
    """

    doi: Doi | None = None
    publisher: Organisation
    date: CalendarDate
    record_date: Day | None = None
    number: Annotated[Whole, Field(ge=1)] | None = None
    version: Line | None = None
    note: Line | None = None
    layers: tuple[LayerReference, ...] = ()

    @property
    def year(self) -> int:
        """The year of citation."""
        return int(self.date[:4])
