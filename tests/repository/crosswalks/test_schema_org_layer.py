"""One layer as schema.org: complete by itself, and valid by the same shapes as a dataset."""

import json

import pytest
from hypothesis import given, settings

from repository.crosswalks.edition import Edition
from repository.crosswalks.schema_org import HEAD_BYTES
from repository.crosswalks.schema_org_layer import layer_block, render_layer
from repository.record.model import Record
from tests.repository.crosswalks.golden import CASES
from tests.repository.crosswalks.test_schema_org_shapes import faults
from tests.strategies import PATIENT
from tests.strategies.editions import editions
from tests.strategies.records import records

LAYERED = [case for case, (_record, edition) in CASES.items() if edition.layers]


@pytest.mark.parametrize("case", LAYERED)
def test_a_layer_satisfies_the_shapes(case: str) -> None:
    record, edition = CASES[case]
    wanted = {"Message: A Dataset should include descriptive keywords as literals or DefinedTerm"}
    block = layer_block(record, edition, edition.layers[-1].fragment)
    assert faults(block, "googleRequired") == []
    assert set(faults(block, "soso_common_v1.2.3")) <= (set() if record.keywords else wanted)


@settings(PATIENT, max_examples=25)
@given(records(), editions())
def test_the_block_of_any_layer_fits_into_the_head_of_a_page(record: Record, edition: Edition) -> None:
    for layer in edition.layers:
        block = layer_block(record, edition, layer.fragment)
        assert len(block.encode()) <= HEAD_BYTES
        assert not set(block) & set("<>&")
        assert json.loads(block)["isPartOf"]


def test_the_layers_of_a_dataset_tell_each_their_own_files_dates_and_interval() -> None:
    record, edition = CASES["full"]
    for layer in edition.layers:
        values = json.loads(render_layer(record, edition, layer.fragment))
        assert values["@id"] == f"{edition.doi_url}#{layer.fragment}"
        assert values["datePublished"] == layer.date.isoformat()
        if layer.begin or layer.end:
            assert values["temporalCoverage"] == f"{layer.begin or '..'}/{layer.end or '..'}"
        named = [each["name"] for each in values["distribution"]]
        assert named == [file.path for file in layer.files] + ["All files", "Names and SHA256 of all files"]
        assert values["isPartOf"]["@id"] == edition.doi_url
        names = {name["@language"]: name["@value"] for name in values["name"]}
        assert names["en"].endswith(f"(layer of {layer.date})")
        assert names["fr"].endswith(f"(couche du {layer.date})")


def test_a_withdrawn_layer_has_no_downloads_and_an_unknown_one_is_none() -> None:
    record, edition = CASES["withdrawn"]
    fragment = edition.layers[0].fragment
    assert "distribution" not in json.loads(render_layer(record, edition, fragment))
    with pytest.raises(LookupError):
        render_layer(record, edition, -1)
