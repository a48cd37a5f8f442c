"""Clients that follow links of facets as fast as they can, in a process of their own."""

import http.client
import multiprocessing
import random
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.queues import SimpleQueue
from multiprocessing.synchronize import Event
from urllib.parse import urlencode

from benchmarks.searching.entries import made


@dataclass(frozen=True, slots=True)
class Crowd:
    """So many clients of so many origins; rude ones do not wait when they are told to."""

    port: int
    clients: int
    origins: int
    is_rude: bool


@contextmanager
def storming(port: int, *, clients: int, origins: int, is_rude: bool) -> Iterator[Counter[int]]:
    """While the block lasts they ask; afterwards the counter says how many answers of each status they got."""
    spawn = multiprocessing.get_context("spawn")
    stop = spawn.Event()
    told: SimpleQueue[dict[int, int]] = spawn.SimpleQueue()
    crowd = spawn.Process(target=_crowd, args=(Crowd(port, clients, origins, is_rude), stop, told))
    crowd.start()
    answered = Counter[int]()
    try:
        yield answered
    finally:
        stop.set()
        answered.update(told.get())
        crowd.join()


def _crowd(crowd: Crowd, stop: Event, told: "SimpleQueue[dict[int, int]]") -> None:
    answered = Counter[int]()
    threads = [threading.Thread(target=_walk, args=(crowd, number, stop, answered)) for number in range(crowd.clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    told.put(dict(answered))


def _walk(crowd: Crowd, number: int, stop: Event, answered: Counter[int]) -> None:
    chance = random.Random(number)
    origin = number % crowd.origins + 1
    headers = {"Accept": "text/html", "X-Forwarded-For": f"192.0.2.{origin}"}
    here = (f"127.0.1.{origin}", 0)  # a proxy goes by where a connection comes from
    connection = http.client.HTTPConnection("127.0.0.1", crowd.port, timeout=60, source_address=here)
    while not stop.is_set():
        with suppress(OSError, http.client.HTTPException):
            connection.request("GET", _link(chance), headers=headers)
            answer = connection.getresponse()
            answer.read()
            answered[answer.status] += 1
            if answer.status == 429 and not crowd.is_rude:
                stop.wait(float(answer.headers["Retry-After"]))


def _link(chance: random.Random) -> str:
    """A link of a facet, as pages of the list have them: some values, often words."""
    facets = made(chance.randint(1, 5_000)).found_by.facets
    codes = chance.sample([code for code in facets if facets[code]], k=chance.randint(1, 3))
    asked = {code: chance.choice(facets[code]) for code in codes}
    if chance.random() < 0.5:
        asked["q"] = chance.choice(("ocean", "temperature", "ice", "glacier", "soil"))
    return f"/search/?{urlencode(asked)}&page={chance.randint(1, 400)}"
