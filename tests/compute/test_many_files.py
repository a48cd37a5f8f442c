"""A request of many files of one place asks the database as often as one of a few."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from compute.models import Product
from compute.processes.base import InputRefused
from compute.services.resolving import resolve
from compute.staging import access_of
from repository.errors import NotAllowed
from repository.models import AccessPolicy, Dataset, DraftFile, Person, RecordVersion
from tests.compute.people import published, site
from tests.compute.products.given import virtual
from tests.compute.returns.given import Listing, alice, listing
from tests.factories import make_draft, make_person

__all__ = ["alice", "listing", "site"]
pytestmark = pytest.mark.django_db
FEW, MANY = 2, 12


@pytest.fixture
def draft(site: Path, listing: Listing, alice: Person) -> Dataset:
    """Twelve names of one file: only its rows are looked up here."""
    made = make_draft(alice, files={"a.csv": b"a\n1\n"})
    (first,) = made.draft_files.all()
    DraftFile.objects.bulk_create(
        DraftFile(dataset=made, file=first.file, path=f"{number}.csv") for number in range(MANY)
    )
    return made


def product(owner: Person, named: dict[str, Any], count: int) -> Product:
    """One that reads so many files."""
    source = [named | {"path": f"{number}.csv"} for number in range(count)]
    return virtual(owner, "listing", title=f"Of {count}", source=source)


def questions(one: Product) -> int:
    """How often the database is asked until the product is resolved, from its row on."""
    one = Product.objects.select_related("owner").get(pk=one.pk)
    with CaptureQueriesContext(connection) as asked:
        assert len(resolve(one).files) == len(one.given["source"])
    return len(asked)


def test_files_of_a_draft_are_looked_up_together(draft: Dataset, alice: Person) -> None:
    named = {"draft": str(draft.key)}
    few, many = (product(alice, named, count) for count in (FEW, MANY))
    assert questions(many) == questions(few)
    assert access_of(resolve(many).files) == (AccessPolicy.RESTRICTED, None)


def test_so_are_those_of_a_draft_with_an_earlier_layer(draft: Dataset, alice: Person) -> None:
    published(draft)
    version = RecordVersion.objects.create(dataset=draft, number=1, document=b"{}", sha256="0" * 64)
    Dataset.objects.filter(pk=draft.pk).update(current_version=version)
    for named in ({"draft": str(draft.key)}, {"dataset": draft.suffix}):
        few, many = (product(alice, named, count) for count in (FEW, MANY))
        assert questions(many) == questions(few)
        assert resolve(many).is_open, "what was published by now is open"


def test_so_are_those_of_a_layer_that_is_not_open(draft: Dataset, alice: Person) -> None:
    published(draft, access=AccessPolicy.RESTRICTED)
    few, many = (product(alice, {"dataset": draft.suffix}, count) for count in (FEW, MANY))
    assert questions(many) == questions(few)
    with pytest.raises(NotAllowed):
        product(make_person("bob"), {"dataset": draft.suffix}, FEW)


@pytest.mark.parametrize("missing", ["12.csv", "x"])
def test_one_that_is_missing_among_them_is_still_refused(draft: Dataset, alice: Person, missing: str) -> None:
    source = [{"draft": str(draft.key), "path": path} for path in ("0.csv", missing, "1.csv")]
    with pytest.raises(InputRefused) as refused:
        virtual(alice, "listing", source=source)
    assert refused.value.rule == "no-such-file"
