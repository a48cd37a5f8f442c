"""The sample files of other formats, read as uploads are: every value is the true one, and no more is said."""

from pathlib import Path

import pytest

from repository.inspection.apart import inspect
from repository.inspection.reading import Reading
from repository.uploads.media_types import HEAD_SIZE, media_type_of
from tests.repository.inspection.truth_other import TRUTH, codes_of, errors_in_record, fields_of
from tests.services.components import shared_folder


def reading_of(sample: str) -> Reading:
    path: Path = shared_folder("standards/files") / sample
    return inspect(path, name=path.name, media_type=media_type_of(path.read_bytes()[:HEAD_SIZE], path.name))


@pytest.mark.parametrize("sample", TRUTH)
def test_a_sample_says_what_is_true_of_it_and_nothing_else(sample: str) -> None:
    reading = reading_of(sample)
    truth = TRUTH[sample]
    assert reading.format == truth.format
    assert fields_of(reading) == truth.fields
    assert tuple(codes_of(reading)) == truth.problems


@pytest.mark.parametrize("sample", TRUTH)
def test_what_a_sample_proposes_is_accepted_by_a_description(sample: str) -> None:
    assert errors_in_record(reading_of(sample)) == []


@pytest.mark.parametrize("sample", [sample for sample, truth in TRUTH.items() if truth.fields])
def test_every_value_says_in_both_languages_where_it_was_read(sample: str) -> None:
    for proposal in reading_of(sample).proposals:
        assert proposal.place.english
        assert proposal.place.french
