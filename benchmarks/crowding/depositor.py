"""A depositor who types a title: each pause of the typing saves the draft, as the page's script does it."""

import http.client
import time
from typing import Final
from urllib.parse import urlencode

from django.test import Client
from django.urls import reverse

PAUSE_S: Final = 0.25


class Depositor:
    """Signed in, with the form of a new draft open."""

    def __init__(self) -> None:
        from config.demo.people import make_people
        from repository.services.deposits import create_deposit

        person = make_people()["researcher"]
        dataset = create_deposit(actor=person).datasets.get()
        browser = Client(SERVER_NAME="localhost")
        browser.force_login(person)
        place = [dataset.deposit_id, dataset.key]
        browser.get(reverse("deposit-description", args=place))
        self._path = reverse("deposit-description-autosave", args=place)
        self._headers = {
            "Cookie": "; ".join(f"{name}={value.value}" for name, value in browser.cookies.items()),
            "X-CSRFToken": browser.cookies["csrftoken"].value,
            "X-Requested-With": "fetch",
            "Content-Type": "application/x-www-form-urlencoded",
            "X-Forwarded-For": "198.51.100.1",
        }
        self._typed = 0

    def saves(self, port: int, *, seconds: float) -> list[float]:
        """Save again and again for so long; milliseconds of each."""
        connection, times = http.client.HTTPConnection("127.0.0.1", port, timeout=60), list[float]()
        until = time.perf_counter() + seconds
        while time.perf_counter() < until:
            self._typed += 1
            body = urlencode({"title-en": f"A title of {self._typed} letters"})
            began = time.perf_counter()
            connection.request("POST", self._path, body, self._headers)
            answer = connection.getresponse()
            answer.read()
            if answer.status != 200:
                raise RuntimeError(f"not saved: {answer.status}")
            times.append((time.perf_counter() - began) * 1000)
            time.sleep(PAUSE_S)
        return times
