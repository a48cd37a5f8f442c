"""Bodies of many small values: read in little more memory than they take themselves."""

import tracemalloc

import pytest

from repository.api.parsing import read_json
from repository.api.problems import BodyInvalid


@pytest.mark.parametrize("body", [b"[" + b"0," * 400_000 + b"0]", b"[" + b'{"a":0},' * 50_000 + b"0]"])
def test_looking_at_many_values_costs_no_memory_of_its_own(body: bytes) -> None:
    tracemalloc.start()
    try:
        value = read_json(body)
        kept, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(value) > 50_000
    assert most < kept + 4_000_000


def test_the_place_of_what_cannot_be_stored_is_said_however_deep() -> None:
    with pytest.raises(BodyInvalid) as refusal:
        read_json(b'{"a": [0, {"b/c": ["x", "\\u0000"]}]}')
    assert [fault.pointer for fault in refusal.value.faults] == ["/a/1/b~1c/1"]
