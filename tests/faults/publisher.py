"""People on a running site, in a process of their own that is told by lines what to do: ``publish`` hands a dataset in
and accepts it; ``look PK`` tells what became of it, as JSON, without its accidental numbers.
"""

import json
import re
import sys
import time

import django


def publish() -> int:
    """Accept a new dataset as soon as its review is open; its number among the rows."""
    from repository.models import Delivery, Person
    from tests.factories import accept, make_moderator, make_person, make_submitted

    author = Person.objects.filter(email="alice@example.org").first() or make_person("alice")
    moderator = Person.objects.filter(email="mona@example.org").first() or make_moderator("mona")
    dataset = make_submitted(author)
    while Delivery.objects.filter(done_at__isnull=True).exists():
        time.sleep(0.1)
    accept(dataset, moderator)
    return dataset.pk


def without_numbers(text: str) -> str:
    """A text whose SHA256s, numbers, dates and keys, which are others each time, are told by one sign; lines sorted."""
    text = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{64}", "#", text)
    return "\n".join(sorted(re.sub(r"[0-9]+", "#", text).splitlines()))


def packed(files: dict[str, bytes]) -> list[list[str]]:
    """Names and contents of a package."""
    texts = {name: content.decode("latin-1") for name, content in files.items()}
    return sorted([without_numbers(name), without_numbers(text)] for name, text in texts.items())


def harvested(identifier: str) -> dict[str, str]:
    """What a harvester is given of one dataset in each format."""
    from django.test import Client

    asked = {"verb": "GetRecord", "identifier": identifier}
    return {
        prefix: without_numbers(
            Client(HTTP_HOST="localhost").get("/oai", {**asked, "metadataPrefix": prefix}).content.decode()
        )
        for prefix in ("oai_dc", "datacite")
    }


def look(pk: int) -> dict[str, object]:
    """State, events, package, copy and harvest, with the faults of the package."""
    from django.conf import settings

    from archive.aip.validator import validate_package
    from archive.queries import package_folder
    from archive.stores.addresses import local_folder
    from repository.models import Dataset

    dataset = Dataset.objects.get(pk=pk)
    package = package_folder(dataset)
    copies = [local_folder(url) / dataset.suffix for url in settings.ARCHIVE_REPLICAS.values()]
    files = {path.name: path.read_bytes() for path in package.iterdir()}
    return {
        "state": [dataset.state, dataset.standing],
        "events": sorted(dataset.events.values_list("type", flat=True)),
        "faults": [str(fault) for fault in validate_package(package)],
        "package": packed(files),
        "harvested": harvested(f"oai:{settings.OAI_DOMAIN}:{dataset.suffix}"),
        "copied": [{path.name: path.read_bytes() for path in copy.iterdir()} == files for copy in copies],
    }


def answer(words: list[str]) -> object:
    """Do what one line says; the database may have been another process the last time."""
    from django.db import connections

    connections.close_all()
    return publish() if words[0] == "publish" else look(int(words[1]))


if __name__ == "__main__":
    django.setup()
    for line in sys.stdin:
        sys.stdout.write(json.dumps(answer(line.split())) + "\n")
        sys.stdout.flush()
