"""The benchmark of CSW asks real records; how fast is not asked here."""

from benchmarks.asking.loading import described
from benchmarks.harvesting.catalogue import record
from repository.record.model import Record


def test_every_record_of_the_benchmark_is_a_record_of_the_site() -> None:
    for number in range(40):
        document = record(number)
        told = Record.model_validate(described(document))
        assert told.main_title == document["title"]
        assert bool(told.place.boxes) == bool(document["bbox"])
        assert [creator.name for creator in told.creators] == [
            f"{one['family']}, {one['given']}" for one in document["creators"]
        ]
