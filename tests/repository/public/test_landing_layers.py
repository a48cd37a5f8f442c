"""Layers are told as beds of a core; each has a page, files and a citation of its own."""

from django.test import Client

from repository.models import Dataset, Person, Publication, PublicationKind
from repository.queries.landing import public_landing
from tests.repository.public.conftest import Publish
from tests.repository.public.stories import published_again


def _twice(publish: Publish, alice: Person, mona: Person) -> tuple[Dataset, int, int]:
    """A dataset with two layers and a correction of the description between them; the fragments, oldest first."""
    dataset = publish()
    dataset = published_again(dataset, alice, mona, note="Affiliation corrected", lineage={"en": "Mended."})
    dataset = published_again(dataset, alice, mona, files={"new.csv": b"a\n1\n"})
    first, second = dataset.snapshots.order_by("number").values_list("number", flat=True)
    return dataset, first, second


def test_beds_stand_newest_first_and_a_correction_is_hatched(publish: Publish, alice: Person, mona: Person) -> None:
    dataset, first, second = _twice(publish, alice, mona)
    page = public_landing(dataset)
    assert [bed.anchor for bed in page.beds] == [str(second), "", str(first)]
    assert [bed.record_only for bed in page.beds] == [False, True, False]
    assert page.beds[1].note == "Affiliation corrected"
    assert [bed.current for bed in page.beds] == [True, False, False]
    assert page.layer_count == 2
    assert page.beds[0].note == "More data. + 1 file, 4 bytes"


def test_an_older_layer_has_its_own_files_citation_and_way_to_the_newest(
    publish: Publish, alice: Person, mona: Person, reader: Client
) -> None:
    dataset, first, second = _twice(publish, alice, mona)
    old = reader.get(f"/datasets/{dataset.suffix}/layers/{first}/").content.decode()
    assert "This is an older layer." in old
    assert "new.csv" not in old
    assert f"/doi/{dataset.doi}#{first}" in old
    assert "Cite all layers" in old
    new = reader.get(f"/datasets/{dataset.suffix}/layers/{second}/").content.decode()
    assert "new.csv" in new
    assert "This is an older layer." not in new
    assert reader.get(f"/datasets/{dataset.suffix}/layers/{second + 1000}/").status_code == 404


def test_the_landing_page_offers_both_citations_of_a_series(
    publish: Publish, alice: Person, mona: Person, reader: Client
) -> None:
    dataset, _first, second = _twice(publish, alice, mona)
    page = reader.get(f"/datasets/{dataset.suffix}/").content.decode()
    assert f"http://localhost:8000/doi/{dataset.doi}</a>" in page
    assert f"http://localhost:8000/doi/{dataset.doi}#{second}</a>" in page
    assert f'href="/datasets/{dataset.suffix}/export/ris?layer={second}"' in page


def test_a_single_layer_needs_no_choice_of_citation(publish: Publish) -> None:
    assert public_landing(publish()).other_citation is None


def test_many_old_layers_lie_in_one_bed_until_all_are_asked_for(publish: Publish, reader: Client) -> None:
    dataset = publish()
    version = dataset.current_version
    assert version is not None
    newest = dataset.publications.get()
    for number in range(2, 16):
        Publication.objects.create(
            dataset=dataset,
            number=number,
            kind=PublicationKind.RECORD,
            record_version=version,
            date=newest.date,
            published_at=newest.published_at,
            note=f"Correction {number}",
        )
    beds = public_landing(dataset).beds
    assert len(beds) == 7
    assert beds[-1].folded
    assert "1 layer" in beds[-1].under
    assert len(public_landing(dataset, all_layers=True).beds) == 15
    assert "Correction 2<" in reader.get(f"/datasets/{dataset.suffix}/?layers=all").content.decode()
