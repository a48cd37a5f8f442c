"""docs/files.md explains every finding of a file: what a depositor reads can be looked up."""

import importlib
import pkgutil
import re
from collections.abc import Iterator, Mapping

import pytest

from repository import inspection
from repository.inspection import failing
from tests.services.components import ROOT

BOOK = (ROOT / "docs" / "files.md").read_text(encoding="utf-8")


def tables() -> Iterator[Mapping[str, object]]:
    """Every table of sentences: code -> words in both languages."""
    for module in pkgutil.walk_packages(inspection.__path__, "repository.inspection."):
        if not module.name.endswith("__main__"):
            for value in vars(importlib.import_module(module.name)).values():
                if isinstance(value, Mapping) and value and all(_is_a_sentence(*item) for item in value.items()):
                    yield value


def _is_a_sentence(code: object, words: object) -> bool:
    texts = words if isinstance(words, tuple) else ()
    are_texts = len(texts) in (2, 3) and all(isinstance(text, str) for text in texts)
    return are_texts and len(texts[-1]) > 25 and isinstance(code, str) and re.fullmatch("[a-z-]+", code) is not None


CODES = sorted({code for table in tables() for code in table} | {failing.empty().code})


def test_the_codes_are_found_where_they_are_written() -> None:
    assert {"file-empty", "inspection-failed", "table-no-rows"} <= set(CODES)
    assert len(CODES) > 90


@pytest.mark.parametrize("code", CODES)
def test_every_finding_of_a_file_is_explained(code: str) -> None:
    assert f"`{code}`" in BOOK
