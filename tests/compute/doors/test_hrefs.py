"""Files of published datasets by DOI or address, of drafts by their address in the API; nobody else's host."""

from typing import Any

import pytest

from compute.hrefs import without_hrefs
from compute.models import Job
from compute.processes.base import InputRefused
from compute.processes.divand.process import Divand
from compute.services.submitting import submit_job
from repository.errors import NotAllowed
from repository.models import AccessPolicy, Dataset, Person
from tests.compute.doors.programs import alice, bob, site
from tests.compute.people import published
from tests.factories import make_draft

__all__ = ["alice", "bob", "site"]
pytestmark = pytest.mark.django_db

FILES = {"a.csv": b"station\nA1\n", "b.csv": b"station\nB1\n", "notes.pdf": b"%PDF-1.4\n"}
BOX = {"bbox": [0, 40, 8, 46]}


@pytest.fixture
def dataset(alice: Person) -> Dataset:
    """Public, with two tables and a text."""
    made = make_draft(alice, files=FILES)
    published(made)
    return made


def spread(*values: Any, process: Any = None, name: str = "observations") -> Any:
    return without_hrefs(process or Divand(), {name: list(values)})[name]


def href(text: str) -> dict[str, str]:
    return {"href": text}


def both(dataset: Dataset) -> list[dict[str, Any]]:
    number = dataset.snapshots.get().number
    return [{"dataset": dataset.suffix, "layer": number, "path": path} for path in ("a.csv", "b.csv")]


def test_a_dataset_stands_for_all_its_files_that_the_input_takes(dataset: Dataset, settings: Any) -> None:
    site, layer = settings.SITE_URL, dataset.snapshots.get().number
    for text in (
        f"doi:{dataset.doi}",
        f"https://doi.org/{dataset.doi}",
        f"https://doi.org/{dataset.doi}#{layer}",
        f"{site}/datasets/{dataset.suffix}/",
        f"{site}/datasets/{dataset.suffix}/#{layer}",
        f"{site}/datasets/{dataset.suffix}/layers/{layer}/",
        f"{site}/doi/{dataset.doi}",
    ):
        assert spread(href(text)) == both(dataset), text
    one = f"{site}/datasets/{dataset.suffix}/files/{layer}/a.csv"
    assert spread(href(one)) == both(dataset)[:1]
    assert spread(href(one), {"dataset": "x", "path": "y"})[1] == {"dataset": "x", "path": "y"}


def test_a_file_of_one_s_own_draft_by_its_address(alice: Person, settings: Any) -> None:
    draft = make_draft(alice)
    text = f"{settings.SITE_URL}/api/v1/deposits/{draft.deposit_id}/datasets/{draft.key}/files/oxygen.csv"
    assert spread(href(text)) == [{"draft": str(draft.key), "path": "oxygen.csv"}]


@pytest.mark.parametrize(
    "text",
    [
        "http://169.254.169.254/latest/meta-data",
        "http://localhost/datasets/1/",
        "file:///etc/passwd",
        "https://doi.org@evil.example/10.5072/1",
        "//evil.example/datasets/1/",
        "javascript:alert(1)",
        "",
        "{site}.evil.example/datasets/1/",
        "{site}/admin/",
        "{site}/nothing",
        "{site}/datasets/999999/",
        "{site}/datasets/..%2F..%2Fetc/",
        "doi:10.5072/none",
        "doi:10.99999/1",
        "x" * 3_000,
        "{site}/datasets/1\x00/",
        "http://[::1",
        7,
        None,
    ],
)
def test_everything_else_is_refused_and_nobody_is_asked(dataset: Dataset, settings: Any, text: Any) -> None:
    said = text.replace("{site}", settings.SITE_URL) if isinstance(text, str) else text
    with pytest.raises(InputRefused) as refused:
        spread({"href": said})
    assert refused.value.rule in ("href", "no-such-file")
    assert refused.value.input == "observations"


def test_an_input_of_one_file_takes_one(dataset: Dataset) -> None:
    with pytest.raises(InputRefused) as refused:
        without_hrefs(Divand(), {"bathymetry": href(f"doi:{dataset.doi}")})
    assert refused.value.rule == "no-such-file", "none of them is a bathymetry"


def test_rights_hold_behind_an_address(site: Any, dataset: Dataset, bob: Person) -> None:
    Dataset.objects.filter(pk=dataset.pk).update(access=AccessPolicy.RESTRICTED)
    given = {"observations": [href(f"doi:{dataset.doi}")], "variable": "x", "bbox": BOX, "years": [2000, 2001]}
    with pytest.raises(NotAllowed):
        submit_job(process_id="divand", given=given, actor=bob)
    Dataset.objects.filter(pk=dataset.pk).update(access=AccessPolicy.OPEN)
    job = submit_job(process_id="divand", given=given, actor=bob)
    assert [each.path for each in job.files.all()] == ["observations/0/a.csv", "observations/1/b.csv"]
    named = given | {"observations": both(dataset)}
    assert submit_job(process_id="divand", given=named, actor=bob) == job, "the same files, the same job"
    assert Job.objects.count() == 1
