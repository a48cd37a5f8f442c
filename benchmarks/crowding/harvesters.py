"""Harvesters that take the whole list again and again, each of an origin of its own, in a process of their own."""

import http.client
import multiprocessing
import re
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing.queues import SimpleQueue
from multiprocessing.synchronize import Event
from urllib.parse import quote

_FIRST = "/oai?verb=ListRecords&metadataPrefix=oai_dc"
_NEXT = "/oai?verb=ListRecords&resumptionToken="
_TOKEN = re.compile(rb"<resumptionToken[^>]*>([^<]+)<")


@contextmanager
def harvesting(port: int, *, clients: int) -> Iterator[Counter[int]]:
    """While the block lasts they harvest; afterwards the counter says how many answers of each status they got."""
    spawn = multiprocessing.get_context("spawn")
    stop = spawn.Event()
    told: SimpleQueue[dict[int, int]] = spawn.SimpleQueue()
    crowd = spawn.Process(target=_crowd, args=(port, clients, stop, told))
    crowd.start()
    answered = Counter[int]()
    try:
        yield answered
    finally:
        stop.set()
        answered.update(told.get())
        crowd.join()


def _crowd(port: int, clients: int, stop: Event, told: "SimpleQueue[dict[int, int]]") -> None:
    answered = Counter[int]()
    threads = [threading.Thread(target=_harvest, args=(port, number, stop, answered)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    told.put(dict(answered))


def _harvest(port: int, number: int, stop: Event, answered: Counter[int]) -> None:
    here = (f"127.0.2.{number + 1}", 0)
    connection, path = http.client.HTTPConnection("127.0.0.1", port, timeout=60, source_address=here), _FIRST
    while not stop.is_set():
        with suppress(OSError, http.client.HTTPException):
            connection.request("GET", path, headers={"X-Forwarded-For": f"203.0.113.{number + 1}"})
            answer = connection.getresponse()
            body = answer.read()
            answered[answer.status] += 1
            if answer.status == 503:
                stop.wait(float(answer.headers["Retry-After"]))
                continue
            found = _TOKEN.search(body)
            path = f"{_NEXT}{quote(found[1].decode())}" if found else _FIRST
