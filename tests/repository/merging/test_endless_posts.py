"""Posts written to keep a save busy: names without end are no controls, and rows without end are compared in time."""

import json
import time
import tracemalloc

from repository.forms.bases import of_field, read_base
from repository.forms.merging import merge
from repository.forms.sending import posted_of
from repository.forms.step_form import read_typed
from tests.factories import DOCUMENT
from tests.repository.deposits.forms import FIELDS, draw

ENDLESS = "creators" + "-1" * 20_000


def test_a_name_without_end_is_no_control() -> None:
    assert of_field({"creators": ["a"], ENDLESS: ["b"]}, "creators") == {"creators": ["a"]}
    base = read_base(
        {"was-creators": [json.dumps({"mark": "m", "texts": {"creators": "a", ENDLESS: "b"}})]}, "creators"
    )
    assert base is not None
    assert base.texts == {"creators": ["a"]}


def test_a_name_without_end_takes_no_memory_when_the_form_is_saved() -> None:
    posted = posted_of(draw(DOCUMENT)) | {ENDLESS: ["x"], "was-creators": [json.dumps({"texts": {ENDLESS: "y"}})]}
    tracemalloc.start()
    try:
        read_typed(FIELDS, posted, own=DOCUMENT, is_autosave=True)
        assert tracemalloc.get_traced_memory()[1] < 50_000_000
    finally:
        tracemalloc.stop()


def rows(count: int, text: str) -> dict[str, list[str]]:
    """Controls of a list of that many rows."""
    told = {f"creators-{number}-family": [f"{text} {number}"] for number in range(count)}
    return told | {f"creators-{number}-row": ["1"] for number in range(count)}


def test_lists_in_which_every_row_was_written_anew_are_merged_within_seconds() -> None:
    began = time.process_time()
    merged = merge(rows(3_000, "a"), rows(3_000, "b"), rows(2_999, "c"))
    assert time.process_time() - began < 30
    said = sorted(text for name, cell in merged.texts.items() if name.endswith("-family") for text in cell)
    assert said == sorted(f"{text} {number}" for text, count in (("b", 3_000), ("c", 2_999)) for number in range(count))
