"""Whatever an execute request says, it is a job or a refusal that names what is wrong; nothing fails, nothing leaks."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from compute.models import Job
from compute.processes.registry import processes
from tests.addresses.scene import nothing_stays
from tests.compute.doors.programs import alice, api, executed, nobody_asked_too_often, site
from tests.fuzz.sound import LEAKS
from tests.repository.api.program import Program

__all__ = ["alice", "api", "nobody_asked_too_often", "site"]
pytestmark = pytest.mark.django_db

WORDS = st.sampled_from(
    ["value", "href", "bbox", "crs", "mediaType", "encoding", "transmissionMode", "format", "reference", "raw", "echo",
     "document", "application/json", "doi:10.5072/1", "http://localhost/datasets/1/", "../../etc/passwd", "$(id)",
     "\x00"]
)  # fmt: skip
PLAIN = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | WORDS | st.text()
ANYTHING = st.recursive(
    PLAIN, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3), max_leaves=6
)


def named(process: str) -> st.SearchStrategy[Any]:
    """Mostly inputs that the process has."""
    names = st.sampled_from([*processes()[process].inputs, "other"])
    return st.dictionaries(names, ANYTHING, max_size=4)


@pytest.mark.parametrize("process", ["echo", "divand"])
def test_any_request_is_answered(site: Path, api: Program, process: str) -> None:
    members = {"inputs": named(process) | ANYTHING, "outputs": ANYTHING, "response": PLAIN, "subscriber": ANYTHING}

    @settings(
        max_examples=40, deadline=None, derandomize=True, database=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(st.fixed_dictionaries({}, optional=members) | ANYTHING)
    def ask(body: Any) -> None:
        with nothing_stays():
            answer = executed(api, body, process)
            assert answer.status_code in ((415,) if body is None else (201, 400, 409)), answer.content
            assert Job.objects.count() == (1 if answer.status_code == 201 else 0)
        text = answer.content.decode()
        assert not LEAKS.search(text), text
        assert str(site) not in text

    ask()
