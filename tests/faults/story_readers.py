"""What readers do in the drill: they write to the authors, report a problem; and later programs read the files anew."""

from typing import Final

from repository.lifecycle import Standing
from repository.models import Dataset, MessageKind, StationReading
from repository.services.messages import write_message
from repository.services.stations import order_all_stations
from tests.faults.story_jobs import JOBS


def _write(kind: MessageKind, text: str) -> None:
    dataset = Dataset.objects.get(standing=Standing.PUBLIC)
    write_message(dataset=dataset, kind=kind, name="Rosa Reader", reply_to="rosa@example.org", text=text)


def ask_the_authors() -> None:
    """A question about the data."""
    _write(MessageKind.AUTHORS, "Which sensor was it?")


def report_a_problem() -> None:
    """Something is wrong with a file."""
    _write(MessageKind.PROBLEM, "The last line is cut.")


def read_the_stations_again() -> None:
    """Later readers look through the files that are open by now."""
    StationReading.objects.update(readers="0")
    assert order_all_stations() == 1


READING: Final = (ask_the_authors, report_a_problem, *JOBS)
"""In the order of the story."""
