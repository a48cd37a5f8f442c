"""Every public answer of a site, as its readers and harvesters get it, boiled down to a SHA256."""

import logging
import re
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from urllib.parse import quote, urlencode, urlsplit

from django.conf import settings
from django.db import connection
from django.db.models import Max
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.test import Client

from harvest.formats import FORMATS as PREFIXES
from harvest.queries import harvest_sets
from repository.crosswalks.formats import EXPORTS
from repository.lifecycle import Standing
from repository.models import Dataset, LayerFile, Preview, StationReading, UsageMonth
from repository.queries.sitemaps import sitemap_parts

MOST_SEARCHED = 50
"""Pages of the list of all datasets that are asked for."""

_TOKEN = re.compile(rb"<resumptionToken(?P<told>[^>]*)>(?P<token>[^<]*)</resumptionToken>")
_CHANGING = (
    (re.compile(rb"<responseDate>[^<]*</responseDate>"), b""),
    (re.compile(rb' resumptionToken="[^"]*"'), b""),
    (re.compile(rb' expirationDate="[^"]*"'), b""),
    (re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"'), b""),
)
"""What every answer has anew: when it was made, until when a list may be taken up, tokens of forms."""

_IN_NO_PACKAGE = (UsageMonth, Preview, StationReading)
"""What a page shows and no package holds: usage comes from a backup, a worker makes the others anew."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: what it is, what was asked, and the SHA256 of status and bytes."""

    kind: str
    asked: str
    sha256: str


def last_datestamp() -> datetime:
    """The end of lists that both sites can give: the newest datestamp, once its second is over for harvesters too."""
    newest = Dataset.objects.aggregate(newest=Max("datestamp"))["newest"] or datetime.now(UTC)
    time.sleep(min(max((newest - datetime.now(UTC)).total_seconds() + 2, 0), 3))
    return newest


def answers(*, until: datetime, every: int = 1) -> Iterator[Answer]:
    """Ask for everything that is public, list by list and dataset by dataset, as nobody in particular.

    Lists of harvesters end with ``until``. Of datasets between every ``every``-th one only the landing page, the
    tombstone or the files are asked for. Pages are asked for without usage figures and previews.
    """
    with _without_a_line_for_tombstones(), _as_packages_tell():
        asking = _Asking()
        yield from _lists(asking, until)
        yield from _site(asking)
        shown = Dataset.objects.exclude(standing=Standing.UNPUBLISHED).filter(is_synthetic=False).order_by("pk")
        for place, dataset in enumerate(shown.iterator(chunk_size=100)):
            yield from _dataset(asking, dataset, is_whole=place % every == 0)


@contextmanager
def _without_a_line_for_tombstones() -> Iterator[None]:
    """A tombstone is an answer, no trouble: what Django would note of 404 and 410 is not noted."""
    log = logging.getLogger("django.request")
    before = log.level
    log.setLevel(logging.ERROR)
    try:
        yield
    finally:
        log.setLevel(before)


@contextmanager
def _as_packages_tell() -> Iterator[None]:
    """Empty tables of this session alone stand before those of `_IN_NO_PACKAGE`; the site's are not touched.

    Django closes a connection of some age at the end of a request: not this one, whose tables would be gone.
    """
    connection.ensure_connection()
    closes, connection.close_at = connection.close_at, None
    names = [connection.ops.quote_name(model._meta.db_table) for model in _IN_NO_PACKAGE]
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute(f"CREATE TEMPORARY TABLE {name} (LIKE {name} INCLUDING DEFAULTS)")
    try:
        yield
    finally:
        connection.close_at = closes
        with connection.cursor() as cursor:
            for name in names:
                cursor.execute(f"DROP TABLE IF EXISTS pg_temp.{name}")


class _Asking:
    """One reader without cookies, at the address of the site."""

    def __init__(self) -> None:
        parts = urlsplit(settings.SITE_URL)
        self._secure = parts.scheme == "https"
        self._client = Client(HTTP_HOST=parts.netloc, raise_request_exception=False)

    def get(self, kind: str, address: str, **headers: str) -> Answer:
        """One answer."""
        return self._answer(kind, address, self._response(address, headers), headers)

    def get_list(self, kind: str, query: dict[str, str]) -> Iterator[Answer]:
        """Every page of one list of harvesters; each token leads to the next page."""
        address, page = f"/oai?{urlencode(query)}", 1
        while True:
            response = self._response(address, {})
            body = response.content if isinstance(response, HttpResponse) else b""
            found = _TOKEN.search(body)
            kept = _TOKEN.sub(rb"<resumptionToken\g<told>/>", body)
            yield Answer(kind, f"{urlencode(query)} page {page}", _digest(response.status_code, [_settled(kept)]))
            if not found or not found["token"]:
                return
            again = {"verb": query["verb"], "resumptionToken": found["token"].decode()}
            address, page = f"/oai?{urlencode(again)}", page + 1

    def _response(self, address: str, headers: dict[str, str]) -> HttpResponseBase:
        return self._client.get(address, secure=self._secure, headers=headers)

    def _answer(self, kind: str, address: str, response: HttpResponseBase, headers: dict[str, str]) -> Answer:
        asked = " ".join([address, *(f"{name}: {value}" for name, value in headers.items())])
        if isinstance(response, HttpResponse):
            where = response.get("Location", "").encode()
            return Answer(kind, asked, _digest(response.status_code, [_settled(response.content), where]))
        pieces = response.streaming_content if hasattr(response, "streaming_content") else ()
        try:
            return Answer(kind, asked, _digest(response.status_code, pieces))
        finally:
            response.close()


def _digest(status: int, pieces: Iterable[bytes]) -> str:
    digest = sha256(str(status).encode())
    for piece in pieces:
        digest.update(piece)
    return digest.hexdigest()


def _settled(body: bytes) -> bytes:
    for pattern, kept in _CHANGING:
        body = pattern.sub(kept, body)
    return body


def _lists(asking: _Asking, until: datetime) -> Iterator[Answer]:
    """Everything that a harvester asks of the whole."""
    for verb in ("Identify", "ListSets", "ListMetadataFormats"):
        yield asking.get("OAI answer", f"/oai?verb={verb}")
    last = until.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    specs = [None, *(each.spec for each in harvest_sets())]
    for prefix in (each.prefix for each in PREFIXES):
        query = {"metadataPrefix": prefix, "until": last}
        yield from asking.get_list("OAI list page", {"verb": "ListRecords", **query})
    for spec in specs:
        query = {"metadataPrefix": PREFIXES[0].prefix, "until": last} | ({"set": spec} if spec else {})
        yield from asking.get_list("OAI list page", {"verb": "ListIdentifiers", **query})


def _site(asking: _Asking) -> Iterator[Answer]:
    """Sitemaps and the list of all datasets."""
    yield asking.get("sitemap", "/sitemap.xml")
    for part in sitemap_parts():
        yield asking.get("sitemap", f"/sitemaps/{part.number}.xml")
    public = Dataset.objects.filter(standing=Standing.PUBLIC, is_synthetic=False).count()
    for page in range(1, min(-(-public // 20), MOST_SEARCHED) + 1):
        yield asking.get("search page", f"/search/?page={page}&format=json")
        yield asking.get("search page", f"/search/?page={page}")


def _dataset(asking: _Asking, dataset: Dataset, *, is_whole: bool) -> Iterator[Answer]:
    here = f"/datasets/{dataset.suffix}/"
    is_public = dataset.standing == Standing.PUBLIC
    page = "landing page" if is_public else "tombstone"
    yield asking.get(page, here)
    for fragment, path in _places(dataset):
        yield asking.get("download", f"{here}files/{fragment}/{quote(path)}")
    if not is_whole:
        return
    yield asking.get(page, here, accept_language="fr")
    yield asking.get("address", f"/doi/{dataset.prefix}/{dataset.suffix}")
    for old in dataset.former_dois:
        yield asking.get("address", f"/doi/{old}")
    for name in (*EXPORTS, "linkset", "citation-html"):
        yield asking.get("export", f"{here}export/{name}")
    yield asking.get("export", f"{here}manifest")
    for fragment in dataset.snapshots.order_by("number").values_list("number", flat=True):
        yield asking.get("layer page", f"{here}layers/{fragment}/")
    for prefix in PREFIXES:
        query = {
            "verb": "GetRecord",
            "metadataPrefix": prefix.prefix,
            "identifier": f"oai:{settings.OAI_DOMAIN}:{dataset.suffix}",
        }
        yield asking.get("OAI record", f"/oai?{urlencode(query)}")


def _places(dataset: Dataset) -> Iterator[tuple[int, str]]:
    """Fragment and path of every file of every public layer."""
    places = LayerFile.objects.filter(snapshot__dataset=dataset, snapshot__published_at__isnull=False)
    yield from places.order_by("snapshot__number", "position", "path").values_list("snapshot__number", "path")
