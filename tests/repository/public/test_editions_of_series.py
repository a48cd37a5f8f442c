"""A series of many layers is told with the same work as a dataset of one: no format tells of files of older layers."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from repository.models import Dataset
from repository.queries.editions import edition_of
from tests.factories import make_moderator, make_person
from tests.repository.public.long_series import lengthened
from tests.repository.public.stories import published

pytestmark = pytest.mark.django_db


def queries_of(dataset: Dataset) -> int:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        edition_of(dataset)
    return len(asked)


def test_only_the_newest_layer_is_told_with_its_files() -> None:
    ana, mia = make_person("ana"), make_moderator("mia")
    one, many = published(ana, mia), lengthened(published(ana, mia), 11)
    newest, *older = edition_of(many).layers
    assert len(older) == 11
    assert newest.files
    assert not any(layer.files for layer in older)
    assert not any(layer.files for layer in edition_of(many, with_files=False).layers)
    assert queries_of(many) <= queries_of(one)
