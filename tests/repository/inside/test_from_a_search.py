"""What of a search is asked inside a dataset."""

import pytest

from repository.catalogue.question import Place, read_question
from repository.stations.question import carried_over


@pytest.mark.parametrize(
    ("polygon", "place"),
    [
        ("3 42,5 42,4 43.5", Place(3, 42, 5, 43.5)),
        ("170 -25,-170 -25,-170 -10,170 -10", Place(170, -25, -170, -10)),
        ("0 70,120 75,-120 72", Place(-180, 70, 180, 90)),
    ],
)
def test_an_outline_is_carried_over_as_the_box_around_it(polygon: str, place: Place) -> None:
    assert carried_over(read_question({"polygon": [polygon]})).asked.place == place
