"""What the real crosswalks stored is valid inside the envelope, in every format on offer."""

import pytest

from harvest.formats import FORMATS
from repository.crosswalks import formats as crosswalks
from repository.services.synthetic import make_synthetic_datasets
from tests.harvest.conftest import Harvester
from tests.harvest.reading import OAI, identifiers_in


def test_every_format_made_for_harvesters_is_offered_to_them() -> None:
    made = {name for name, entry in crosswalks.FORMATS.items() if entry.harvested and entry.stored}
    assert {found.rendition for found in FORMATS} == made


@pytest.mark.django_db
@pytest.mark.parametrize("prefix", [found.prefix for found in FORMATS])
def test_a_list_of_really_rendered_records_is_valid_whole(ask: Harvester, prefix: str) -> None:
    make_synthetic_datasets(size=40, seed=5)
    answer = ask(verb="ListRecords", metadataPrefix=prefix)
    assert len(identifiers_in(answer)) == 40
    namespaces = {str(found.tag).partition("}")[0][1:] for found in answer.iterfind(".//o:metadata/*", OAI)}
    assert namespaces == {found.namespace for found in FORMATS if found.prefix == prefix}
