"""A coordinate reference system given as WKT is told by its name; the WKT stays in the record and its exports."""

from django.test import Client
from django.utils.translation import override

from repository.crosswalks.iso19115_3 import render
from repository.forms.notes import Notes, Place
from repository.forms.shown import Control
from repository.forms.steps.place_systems import SystemName
from repository.forms.system_words import system_words
from repository.maps.wkt_systems import wkt_system
from repository.queries.editions import edition_of
from repository.queries.proposal_words import words_of
from repository.record.canonical import parse
from tests.repository.public.conftest import Publish, _own_storage, alice, mona, publish, reader

__all__ = ["_own_storage", "alice", "mona", "publish", "reader"]

WGS = 'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563]],PRIMEM["Greenwich",0]'
LAMBERT = f'PROJCS["Anything",{WGS}],PROJECTION["Lambert_Conformal_Conic_2SP"],AUTHORITY["EPSG","2154"]]'
ESRI = f'PROJCS["RGF_1993_Lambert_93",{WGS}],PROJECTION["Lambert_Conformal_Conic"],UNIT["Meter",1.0]]'
NAMELESS = f'PROJCS["unnamed",{WGS},AUTHORITY["EPSG","4326"]],PROJECTION["Transverse_Mercator"],UNIT["metre",1]]'
WKT2 = 'GEOGCRS["My own",DATUM["World",ELLIPSOID["WGS 84",6378137,298.2]],ID["EPSG",4258]]'


def test_the_name_comes_from_the_register_else_from_the_text() -> None:
    assert system_words(name=LAMBERT) == "RGF93 v1 / Lambert-93 (EPSG:2154)"
    assert system_words(name=WKT2) == "ETRS89 (EPSG:4258)"
    assert system_words(name=ESRI) == "RGF 1993 Lambert 93"
    assert system_words(name=NAMELESS) == "A system without a name (Transverse Mercator)"
    with override("fr"):
        assert "EPSG" not in system_words(name=NAMELESS)
    assert system_words(uri="http://www.opengis.net/def/crs/EPSG/0/32733") == "WGS 84 / UTM zone 33S (EPSG:32733)"
    assert system_words(epsg=4326) == "WGS 84 (EPSG:4326)"
    assert system_words(epsg=4326, name="Our own words") == "Our own words (EPSG:4326)"
    assert system_words(uri="https://example.org/crs") == "https://example.org/crs"


def test_what_is_no_wkt_is_left_as_it_is() -> None:
    for text in ("", "Lambert", "PROJCS", 'PROJCS["', "x" * 200_000, '[[["' * 50_000, "PROJECTED [metres]"):
        assert wkt_system(text) is None
        assert system_words(name=text) == text


def test_the_form_says_what_a_wkt_describes_and_keeps_it() -> None:
    node = SystemName("name", "Name")
    control = node.show(ESRI, Place("name", ("reference_systems", 0, "name"), Notes((), "en")))
    assert isinstance(control, Control)
    assert control.value == ESRI
    assert "RGF 1993 Lambert 93" in str(control.help)
    assert node.tell(ESRI) == ["RGF 1993 Lambert 93"]
    plain = node.show("Local grid", Place("name", ("reference_systems", 0, "name"), Notes((), "en")))
    assert (plain.value, plain.help) == ("Local grid", "")


def test_a_proposal_names_the_system() -> None:
    assert words_of("reference_systems", [{"name": LAMBERT}]) == "RGF93 v1 / Lambert-93 (EPSG:2154)"


def test_the_page_shows_the_name_and_the_records_keep_the_wkt(publish: Publish, reader: Client) -> None:
    dataset = publish(reference_systems=[{"name": LAMBERT}])
    page = reader.get(f"/datasets/{dataset.suffix}/").text
    assert "RGF93 v1 / Lambert-93 (EPSG:2154)" in page
    assert "PROJCS" not in page.partition("<main")[2]
    assert dataset.current_version
    record = parse(bytes(dataset.current_version.document))
    assert record.reference_systems[0].name == LAMBERT
    assert "PROJCS" in render(record, edition_of(dataset)).decode()
    assert "PROJCS" in reader.get(f"/datasets/{dataset.suffix}/export/iso19115-3").text
