"""An upload whose beginning was answered to nobody is begun again; only one of the two is told of."""

import pytest

from repository.models import Dataset, Upload
from repository.queries.unfinished import unfinished_files
from tests.repository.tus.web import Direct

pytestmark = pytest.mark.django_db


def test_what_was_begun_twice_and_is_whole_is_not_told_as_unfinished(direct: Direct, dataset: Dataset) -> None:
    direct.begin("casts.csv", 8)
    again = direct.begin("casts.csv", 8)
    assert len(unfinished_files(dataset)) == 2
    assert direct.send(again.path, 0, b"1,2\n3,4\n").status == 204
    assert Upload.objects.filter(number__isnull=True).count() == 1
    assert unfinished_files(dataset) == ()


def test_another_file_of_that_name_is_still_told_as_unfinished(direct: Direct, dataset: Dataset) -> None:
    direct.begin("casts.csv", 9)
    assert direct.send(direct.begin("casts.csv", 8).path, 0, b"1,2\n3,4\n").status == 204
    assert [each.length for each in unfinished_files(dataset)] == [9]
