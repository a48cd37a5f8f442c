"""All doors of the site for the bytes of one dataset, made from the table of addresses: none is forgotten."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from django.test import Client
from django.urls import reverse

from harvest.formats import FORMATS
from repository.crosswalks.formats import EXPORTS
from repository.models import DataFile, Dataset
from repository.views.landing_forms import offers
from tests.addresses.marks import answer_shows_mark
from tests.addresses.scene import Scene, nothing_stays
from tests.addresses.table import every_address

_OF_DATASET: Final = frozenset(
    {"suffix", "key", "deposit_id", "fragment", "number", "name", "path", "part", "position", "place", "upload", "link"}
)
_OF_FILES: Final = frozenset({"fragment", "number", "place", "form"})
_CSW: Final = "service=CSW&version=2.0.2"
_SCHEMAS: Final = (
    "http://www.opengis.net/cat/csw/2.0.2",
    "http://www.isotc211.org/2005/gmd",
    "http://standards.iso.org/iso/19115/-3/mdb/2.0",
)


class Door(NamedTuple):
    """One request. ``name``: of its address."""

    name: str
    url: str
    headers: dict[str, str] = {}
    method: str = "GET"


def doors_of(scene: Scene, state: str, *, of_files: bool = False) -> Iterator[Door]:
    """Every address about the dataset in a state, or of its files alone; those of files also in part and by hash."""
    values, dataset = scene.values(state), scene.datasets[state]
    file = DataFile.objects.filter(dataset=dataset).order_by("pk")[0]
    for address in every_address():
        url, parts = address.filled(values), {*address.parts}
        if parts & _OF_FILES:
            yield Door(address.name, url, {"Range": "bytes=0-400"})
            yield Door(address.name, url, {"If-None-Match": f'"{file.sha256}"'}, "HEAD")
            yield Door(address.name, f"{url}?token=let-me-in", {"Authorization": "Bearer let-me-in"})
        if parts & (_OF_FILES if of_files else _OF_DATASET) and not address.name.startswith("admin"):
            yield Door(address.name, url)


def other_doors(scene: Scene, state: str) -> Iterator[Door]:
    """Every address that is about no dataset: lists, overviews, feeds."""
    for address in every_address():
        if not {*address.parts} & _OF_DATASET:
            yield Door(address.name, address.filled(scene.values(state)))


def forms_of(scene: Scene, state: str) -> Iterator[Door]:
    """What a form that is sent is answered, at every address about the dataset."""
    for address in every_address():
        if {*address.parts} & _OF_DATASET and not address.name.startswith("admin"):
            yield Door(address.name, address.filled(scene.values(state)), method="POST")


def questions_of(dataset: Dataset) -> Iterator[Door]:
    """What is asked of the catalogue: every export, form, rendition, schema and list in which the dataset stands."""
    landing, suffix = reverse("landing", args=[dataset.suffix]), dataset.suffix
    layer = dataset.snapshots.first()
    for name in EXPORTS:
        url = reverse("export", args=[suffix, name])
        yield Door("export", url)
        if layer is not None:
            yield Door("export", f"{url}?layer={layer.number}")
    for offer in offers():
        yield Door("landing", landing, {"Accept": offer.media_type})
    for query in ("files=1", "preview=1", "layers=all", "folder=x"):
        yield Door("landing", f"{landing}?{query}")
    for found in FORMATS:
        item = f"identifier=oai:varve.localhost:{suffix}"
        yield Door("oai", f"{reverse('oai')}?verb=GetRecord&metadataPrefix={found.prefix}&{item}")
        yield Door("oai", f"{reverse('oai')}?verb=ListRecords&metadataPrefix={found.prefix}")
    for schema in _SCHEMAS:
        asked = f"{_CSW}&request=GetRecordById&id={suffix}&elementsetname=full&outputschema={schema}"
        yield Door("csw", f"{reverse('csw')}?{asked}")
    for form in ("", "&format=json", "&format=atom", "&format=bibtex", "&format=geojson"):
        yield Door("search", f"{reverse('search')}?q=oxygen{form}")
    yield Door("ogcapi-items", f"{reverse('ogcapi-items')}?q=oxygen")
    yield Door("stac-search", f"{reverse('stac-search')}?limit=100")
    for query in ("q=oxygen", "format=csv", "layer=1"):
        yield Door("inside", f"{reverse('inside', args=[suffix])}?{query}")


def shown_by(browser: Client, doors: Iterator[Door]) -> set[str]:
    """The names of the addresses whose answers show what stands in the file."""
    shown = set()
    for door in doors:
        if door.method == "POST":
            with nothing_stays():
                answer = browser.post(door.url)
        else:
            answer = browser.generic(door.method, door.url, headers=door.headers)
        if answer_shows_mark(answer):
            shown.add(door.name)
    return shown
