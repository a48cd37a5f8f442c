"""After an upgrade, records that were published before get the formats that came with it."""

from datetime import timedelta
from io import StringIO

from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from repository.models import Dataset, Person, Rendition
from repository.services.publication import Rendered, write_renditions
from tests.factories import make_draft
from tests.repository.public.conftest import Publish
from tests.repository.public.stories import withdrawn


def render() -> str:
    said = StringIO()
    call_command("render_records", stdout=said)
    return said.getvalue()


def stored(dataset: Dataset) -> dict[str, bytes]:
    return {name: bytes(body) for name, body in Rendition.objects.filter(dataset=dataset).values_list("format", "body")}


def test_a_record_gets_the_formats_it_lacks_and_harvesters_come(publish: Publish, reader: Client) -> None:
    dataset, other = publish(), publish()
    before = timezone.now().replace(microsecond=0) - timedelta(hours=1)
    Dataset.objects.update(datestamp=before)
    whole = stored(dataset)
    Rendition.objects.filter(dataset=dataset, format__in=["iso19115-3", "schema-org"]).delete()
    assert reader.get(f"/datasets/{dataset.suffix}/export/iso19115-3").status_code == 404
    assert render().startswith("1 records")
    assert stored(dataset) == whole
    assert reader.get(f"/datasets/{dataset.suffix}/export/iso19115-3").status_code == 200
    dataset.refresh_from_db()
    other.refresh_from_db()
    assert dataset.datestamp is not None
    assert dataset.datestamp > before
    assert other.datestamp == before
    assert render().startswith("0 records")


def test_what_an_older_renderer_wrote_is_written_anew(publish: Publish) -> None:
    dataset = publish()
    whole = stored(dataset)
    Rendition.objects.filter(dataset=dataset, format="oai_dc").update(renderer="0", body=b"<old/>")
    render()
    assert stored(dataset) == whole


def test_the_same_bytes_by_a_newer_renderer_move_no_datestamp(publish: Publish) -> None:
    dataset = publish()
    Rendition.objects.filter(dataset=dataset).update(renderer="0")
    before = Dataset.objects.get(pk=dataset.pk).datestamp
    assert render().startswith("0 records")
    assert Dataset.objects.get(pk=dataset.pk).datestamp == before
    assert not Rendition.objects.filter(dataset=dataset, renderer="0").exists()


def test_a_format_that_is_no_more_goes(publish: Publish) -> None:
    dataset = publish()
    Rendition.objects.filter(dataset=dataset, format="ris").update(format="gopher")
    render()
    assert "gopher" not in stored(dataset)
    assert "ris" in stored(dataset)


def test_renditions_old_and_new_are_written_in_one_statement(
    alice: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    dataset = make_draft(alice)
    for formats, body in ((("ris",), b"first"), (("ris", "bibtex"), b"second")):
        with django_assert_num_queries(1):
            write_renditions(dataset, tuple(Rendered(name, "text/plain", "1", body) for name in formats))
    assert stored(dataset) == {"ris": b"second", "bibtex": b"second"}


def test_a_tombstone_stays_as_it_is(publish: Publish, mona: Person) -> None:
    dataset = withdrawn(publish(), mona)
    assert render().startswith("0 records")
    assert stored(dataset) == {}
