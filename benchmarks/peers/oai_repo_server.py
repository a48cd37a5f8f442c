"""oai-repo over the same records: a page by one range of numbers, which is the best it can have."""

import json
import os
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import parse_qsl

import psycopg
from lxml import etree
from oai_repo import DataInterface, Identify, MetadataFormat, OAIRepository, RecordHeader

from benchmarks.harvesting.written import oai_dc

PAGE = 100
COUNT = int(os.environ.get("PEER_RECORDS", "100000"))
_FORMAT = (
    "oai_dc",
    "http://www.openarchives.org/OAI/2.0/oai_dc.xsd",
    "http://www.openarchives.org/OAI/2.0/oai_dc/",
)


class Records(DataInterface):  # type: ignore[misc]  # the library has no types
    """What oai-repo asks a repository for."""

    limit = PAGE

    def __init__(self) -> None:
        self._connection = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
        self._page: dict[str, Any] = {}

    def get_identify(self) -> Any:
        """The facts of the repository."""
        address, first = "http://127.0.0.1/", "2012-01-01T00:00:00Z"
        return Identify("peer", address, ["x@example.org"], first, "no", "YYYY-MM-DDThh:mm:ssZ", [], [])

    def is_valid_identifier(self, identifier: str) -> bool:
        """Any."""
        return True

    def get_metadata_formats(self, identifier: str | None = None) -> list[Any]:
        """One."""
        return [MetadataFormat(*_FORMAT)]

    def get_record_header(self, identifier: str) -> Any:
        """Of a record of the page."""
        document = self._page[identifier]
        return RecordHeader(identifier, document["modified"], [document["set"]], None)

    def get_record_metadata(self, identifier: str, metadataprefix: str) -> Any:
        """The element, made anew: the library takes no bytes."""
        return etree.fromstring(oai_dc(self._page[identifier]))

    def get_record_abouts(self, identifier: str) -> list[Any]:
        """None."""
        return []

    def list_set_specs(self, identifier: str | None = None, cursor: int = 0) -> tuple[list[str], int, None]:
        """None."""
        return [], 0, None

    def get_set(self, setspec: str) -> Any:
        """None."""
        return None

    def list_identifiers(self, metadataprefix: str, *_period: Any, cursor: int = 0, **_filters: Any) -> Any:
        """Those of the page from one number on."""
        statement = "SELECT doc::text FROM peer_record WHERE n >= %s AND n < %s ORDER BY n"
        documents = (json.loads(text) for (text,) in self._connection.execute(statement, (cursor, cursor + PAGE)))
        self._page = {f"oai:peer:{document['id']}": document for document in documents}
        return list(self._page), COUNT, None


_REPOSITORY = OAIRepository(Records())


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """One answer."""
    body = bytes(_REPOSITORY.process(dict(parse_qsl(environ["QUERY_STRING"]))))
    start_response("200 OK", [("Content-Type", "text/xml; charset=utf-8"), ("Content-Length", str(len(body)))])
    return [body]
