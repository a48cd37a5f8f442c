"""A draft made of outputs is reviewed and published as any other; its formats tell where it comes from."""

from pathlib import Path

import pytest

from compute.services.returning import return_as_draft
from repository.lifecycle import Standing
from repository.models import AccessPolicy, Dataset, Inspection, Person
from repository.queries.agreements import accept_in_force
from repository.services.submissions import submit_dataset
from tests.compute.people import site
from tests.compute.returns.given import Listing, alice, listing, public_source, returned, succeeded
from tests.driver import run_everything_due
from tests.factories import accept, make_moderator, make_person

__all__ = ["alice", "listing", "site"]
pytestmark = pytest.mark.django_db


def test_a_product_is_reviewed_published_and_related_to_what_was_read(
    site: Path, listing: Listing, alice: Person
) -> None:
    source, reference = public_source(make_person("bob"))
    job = succeeded(alice, source=[reference])
    job = returned(return_as_draft(job_id=job.pk, actor=alice))
    assert job.deposit is not None
    draft = job.deposit.datasets.get()
    assert Inspection.objects.filter(file__dataset=draft).count() == 4, "each file is read as an author's is"

    submit_dataset(dataset_key=draft.key, actor=alice, agreement=accept_in_force("en"))
    run_everything_due()
    accept(draft, make_moderator("mona"))
    run_everything_due()

    draft.refresh_from_db()
    assert draft.standing == Standing.PUBLIC
    forms = {row.format: bytes(row.body).decode() for row in draft.renditions.all()}
    layer = source.snapshots.get()
    later = return_as_draft(job_id=succeeded(alice, source=[own_table(draft)]).pk, actor=alice).deposit
    assert later is not None
    second = later.datasets.get()
    assert second.access == AccessPolicy.OPEN, "a draft that is public meanwhile"
    assert [work["identifier"].partition("#")[0] for work in second.draft["related"]] == [draft.doi]
    datacite = forms["datacite"]
    assert datacite.count('relationType="IsDerivedFrom"') == 2, "the address of the layer and the DOI, each once"
    assert f">https://doi.org/{source.doi}#{layer.number}</relatedIdentifier>" in datacite
    assert 'relationType="IsCompiledBy"' in datacite
    assert f"urn:uuid:{job.pk}" in forms["dcat_ap"]
    assert all(one.sha256 in forms["iso19115-3"] for one in job.files.all())


def own_table(dataset: Dataset) -> dict[str, str]:
    """A table named as a file of one's own draft."""
    return {"draft": str(dataset.key), "path": "count.csv"}
