"""A client of CSW 2.0.2 that does nothing but fetch pages: one kept-alive connection."""

import http.client
import re
import time
from typing import Final
from urllib.parse import urlencode

PAGE: Final = 100
_TOLD: Final = re.compile(rb'numberOfRecordsMatched="(\d+)"[^>]*numberOfRecordsReturned="(\d+)"')
_IDENTIFIER: Final = re.compile(rb"<dc:identifier[^>]*>([^<]+)<")


class PageClient:
    """Asks for pages of full records of Dublin Core, sorted. Raises RuntimeError for an answer that is no page."""

    def __init__(self, port: int, path: str, *, sorted_by: str = "dct:modified", matched: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
        self._path = path
        self._matched = matched
        self._asked = {
            "service": "CSW",
            "version": "2.0.2",
            "request": "GetRecords",
            "typenames": "csw:Record",
            "elementsetname": "full",
            "resulttype": "results",
            "outputschema": "http://www.opengis.net/cat/csw/2.0.2",
            "maxrecords": str(PAGE),
            "sortby": f"{sorted_by}:A",
        }

    def page(self, start: int) -> bytes:
        """One page as it came, from a position (counted from 1) on."""
        self._connection.request("GET", f"{self._path}?{urlencode(self._asked | {'startposition': str(start)})}")
        answer = self._connection.getresponse()
        body = answer.read()
        told = _TOLD.search(body)
        if answer.status != 200 or told is None or int(told[1]) != self._matched or int(told[2]) != PAGE:
            raise RuntimeError(f"no page: {answer.status} {body[:600]!r}")
        return body

    def identifiers(self, start: int) -> list[bytes]:
        """The first identifier of each record of a page."""
        return _IDENTIFIER.findall(self.page(start))

    def rate(self, start: int, *, pages: int) -> float:
        """Records per second over some pages on end."""
        began = time.perf_counter()
        for number in range(pages):
            self.page(start + number * PAGE)
        return pages * PAGE / (time.perf_counter() - began)

    def milliseconds(self, start: int) -> float:
        """What one page takes."""
        began = time.perf_counter()
        self.page(start)
        return (time.perf_counter() - began) * 1000
