"""Previews stand on the page soon after publication; only of files that everybody may have."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.test import Client

from config.demo import files
from repository.models import Dataset, Person, Preview, RecordVersion
from repository.queries import landing_previews
from repository.services import previews
from repository.services.embargoes import end_embargoes
from repository.views import public
from repository.views.landing_pages import Shelf
from tests.driver import run_everything_due
from tests.repository.public.conftest import Publish
from tests.repository.public.stories import published_again, withdrawn

CAST = {"profiles/ctd.nc": files.netcdf_profiles(), "bottles.csv": files.csv_bottles()}
GRID = {"depth.tif": files.geotiff_bathymetry()}


@pytest.fixture(autouse=True)
def _empty_shelf(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(public, "SHELF", Shelf())


def page_of(dataset: Dataset, browser: Client, query: str = "", **headers: str) -> str:
    """The landing page as text, with plain spaces."""
    answer = browser.get(f"/datasets/{dataset.suffix}/{query}", headers=headers)
    assert answer.status_code == 200
    return answer.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def test_casts_rows_and_positions_stand_on_the_page_without_script(publish: Publish, reader: Client) -> None:
    dataset = publish(files=CAST)
    page = page_of(dataset, reader)
    assert page.count('class="plot plot--profile"') == 3
    assert "Profile of TEMP, degree_Celsius: from 13.1 to 18.265, along depth, m from 2 to 100" in page
    assert "GL01, 5 Oct 2026, 42.42° N, 3.51° E. Cast 1 of 8" in page
    assert '<th scope="col" dir="auto">oxygen_umol_kg</th>' in page
    assert page.count('class="stn"') == 8
    assert "8 positions" in page
    assert '<b dir="auto">GL08</b> 43.26° N, 4.98° E' in page
    french = page_of(dataset, reader, **{"Accept-Language": "fr"})
    assert "13,1" in french


def test_a_grid_is_drawn_on_the_map_with_its_scale_and_its_picture_is_fetched_apart(
    publish: Publish, reader: Client
) -> None:
    page = page_of(publish(files=GRID), reader)
    assert "depth below sea level, m: from −142.6 to −8" in page
    (address,) = re.findall(r'<image href="([^"]+)"', page)
    answer = reader.get(address)
    assert (answer.status_code, answer["Content-Type"], answer.content[:4]) == (200, "image/png", b"\x89PNG")
    assert answer["X-Content-Type-Options"] == "nosniff"
    for known, status in ((f"W/{answer['ETag']}", 304), ("*", 304), (f'"x{answer["ETag"]}', 200)):
        assert reader.get(address, headers={"If-None-Match": known}).status_code == status
    assert reader.get(f"{address}9").status_code == 404


@pytest.mark.parametrize("access", ["embargoed", "restricted"])
def test_files_that_are_not_open_have_no_preview_and_no_positions(
    publish: Publish, reader: Client, access: str
) -> None:
    dataset = publish(files=CAST, access=access)
    assert not Preview.objects.exists()
    page = page_of(dataset, reader)
    assert "plot--profile" not in page
    assert 'class="stn"' not in page


def test_the_end_of_an_embargo_brings_the_previews(publish: Publish, reader: Client) -> None:
    dataset = publish(files=GRID, access="embargoed")
    yesterday = datetime.now(UTC).date() - timedelta(days=1)
    RecordVersion.objects.filter(dataset=dataset).update(embargo_until=yesterday)
    Dataset.objects.filter(pk=dataset.pk).update(embargo_until=yesterday)
    assert end_embargoes() == 1
    run_everything_due()
    assert "map--grid" in page_of(dataset, reader)


def test_what_is_closed_or_withdrawn_later_shows_nothing_any_more(
    publish: Publish, reader: Client, alice: Person, mona: Person
) -> None:
    dataset = publish(files={**GRID, **CAST})
    (address,) = re.findall(r'<image href="([^"]+)"', page_of(dataset, reader))
    RecordVersion.objects.filter(dataset=dataset).update(access="restricted")
    assert "map--grid" not in page_of(dataset, reader)
    assert 'class="stn"' not in page_of(dataset, reader)
    assert reader.get(address).status_code == 403
    withdrawn(dataset, mona)
    assert reader.get(address).status_code == 410
    assert not Preview.objects.exists()


def test_a_page_that_is_kept_changes_when_its_previews_are_made(publish: Publish, reader: Client) -> None:
    dataset = publish(files=CAST)
    Preview.objects.all().delete()
    assert "plot--profile" not in page_of(dataset, reader)
    call_command("make_previews")
    run_everything_due()
    assert "plot--profile" in page_of(dataset, reader)


def test_an_unchanged_file_keeps_its_preview_in_the_next_layer(
    publish: Publish, reader: Client, alice: Person, mona: Person
) -> None:
    dataset = publish(files=CAST)
    before = set(Preview.objects.values_list("pk", flat=True))
    published_again(dataset, alice, mona, files={"more.csv": b"depth_m,oxygen\n1,2\n2,3\n"})
    assert before < set(Preview.objects.values_list("pk", flat=True))
    assert Preview.objects.count() == 3


def test_of_many_previews_a_few_are_drawn_and_the_others_are_a_link_away(
    publish: Publish, reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(landing_previews, "MOST_DRAWN", 1)
    monkeypatch.setattr(previews, "AT_ONCE", 1)
    dataset = publish(files={"a.csv": b"x,y\n1,2\n", "b.csv": b"p,q\n3,4\n"})
    assert Preview.objects.count() == 2
    page = page_of(dataset, reader)
    assert '<td dir="auto">2</td>' in page
    assert '<td dir="auto">4</td>' not in page
    (query,) = re.findall(r'href="(\?files=1&amp;preview=\d+)#file-', page)
    assert '<td dir="auto">4</td>' in page_of(dataset, reader, query.replace("&amp;", "&"))
