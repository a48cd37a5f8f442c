"""What catalogue protocols ask of a dataset is made of its record, and old rows get it later."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from repository.catalogue.findable import Circumstances, findable_of
from repository.catalogue.queried import NO_DAYS, queried_values
from repository.crosswalks.edition import Edition
from repository.models import CatalogueEntry
from repository.record.model import Record
from repository.services.rendering import fill_catalogue
from repository.services.synthetic import make_synthetic_datasets

DAY = date(2024, 5, 6)


def queried(**described: Any) -> dict[str, Any]:
    record = Record.model_validate({"title": {"en": "Été à Sète"}, "language": "fr", **described})
    edition = Edition(doi="10.5072/1", url="https://here/1", publisher="Varve", published=DAY, updated=DAY, number=1)
    found_by = findable_of(record, Circumstances(identifiers=("10.5072/1", "1"), published=DAY))
    return queried_values(record, found_by, edition, published=DAY, modified=datetime(2024, 5, 6, tzinfo=UTC))


def test_texts_stand_by_name_codes_in_small_letters_and_languages_in_each_of_their_codes() -> None:
    told = queried(topics=["oceans"], resource_type={"general": "Software"})["queried"]
    assert told["language"] == ["fra", "fre", "fr"]
    assert (told["type"], told["topic"], told["publisher"]) == (["software"], ["oceans"], ["Varve"])
    assert told["identifier"][:2] == ["10.5072/1", "1"]
    assert "creator" not in told


def test_any_text_has_no_accents_and_no_capitals() -> None:
    assert "ete a sete" in queried()["any_text"].split("\n")
    assert queried()["order_title"] == "ete a sete"


def test_a_box_over_the_antimeridian_has_two_areas_and_an_area_with_a_leap_the_boxes_around_it() -> None:
    over = queried(place={"boxes": [{"west": 170, "south": -5, "east": -170, "north": 5}]})
    assert over["areas"].count('"') == 4
    assert over["hull"] == "(180.0,5.0),(-180.0,-5.0)"
    ring = [[170, 0], [-170, 0], [-170, 5], [170, 0]]
    assert queried(place={"polygons": [{"exterior": ring}]})["areas"].count('"') == 4
    plain = queried(place={"polygons": [{"exterior": [[0, 0], [4, 0], [0, 4], [0, 0]]}]})
    assert plain["areas"] == '{"((0.0,0.0),(4.0,0.0),(0.0,4.0),(0.0,0.0))"}'


def test_periods_are_days_with_their_gaps() -> None:
    periods = [{"begin": "2001-01-01", "end": "2001-01-31"}, {"begin": "2003-01-01", "end": "2003-01-02"}]
    told = queried(time={"periods": periods})
    assert told["days"] == "{[730486,730516],[731216,731217]}"
    assert (told["order_began"], told["order_ended"]) == (730486, 731217)
    assert queried()["days"] is None
    assert queried()["order_began"] == NO_DAYS


@pytest.mark.django_db
def test_rows_of_an_older_version_are_filled_once() -> None:
    make_synthetic_datasets(size=3, seed=1)
    whole = list(CatalogueEntry.objects.order_by("pk").values())
    CatalogueEntry.objects.filter(pk=whole[1]["id"]).update(queried=None, any_text="", hull=None, order_title="")
    assert list(fill_catalogue()) == [whole[1]["dataset_id"]]
    assert list(CatalogueEntry.objects.order_by("pk").values()) == whole
    assert list(fill_catalogue()) == []
