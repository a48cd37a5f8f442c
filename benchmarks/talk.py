"""What five hundred open pages of conversations cost, and how soon a remark appears: `python -m benchmarks.talk`.

The embedded site's own web server, fifty datasets under review, ten open pages each; while they ask, moderators write.
"""

import asyncio
import logging
import os
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import django
from django.core.management import call_command
from django.db import connections

from benchmarks.harvesting.database import benchmark_database
from benchmarks.harvesting.servers import free_port, running, site
from benchmarks.reporting.figures import figure
from benchmarks.talking.pages import OPENED_WITHIN_S, OpenPage

if TYPE_CHECKING:
    from repository.models import Dataset, Person

MAY_TAKE_S: Final = 2.0
ONE_CORE: Final = 100.0


@dataclass(frozen=True)
class Plan:
    """Datasets, open pages of each, remarks, and seconds between two of them."""

    datasets: int = 50
    pages: int = 10
    remarks: int = 40
    pause_s: float = 0.5


def main(plan: Plan) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory(prefix="varve-", dir="/tmp") as name, benchmark_database(Path(name)) as address:
        settings = "config.settings.development"
        environment = {"DATABASE_URL": address, "VARVE_HOME": f"{name}/home", "DJANGO_SETTINGS_MODULE": settings}
        os.environ |= environment
        django.setup()
        logging.disable(logging.WARNING)
        call_command("migrate", verbosity=0)
        datasets, moderator, session = _scene(plan)
        port = free_port()
        with running(site(port), port=port, path="/healthz", environment=environment, logs=Path(name)):
            took, waited, share = asyncio.run(_measured(plan, port, datasets, moderator, session))
        connections.close_all()
    pages = plan.datasets * plan.pages
    slowest = f"a remark is on an open page of the other side, {pages} pages open, slowest of {plan.remarks}"
    print(figure(f"{slowest}, beside the 2 s it may take", unit="s", ours=[max(took)], peers=[MAY_TAKE_S]), flush=True)
    said = f"an answer to an open page, {pages} pages open, 95th percentile, beside the half second that is left for it"
    print(figure(said, unit="ms", ours=[1000 * sorted(waited)[len(waited) * 95 // 100]], peers=[500.0]), flush=True)
    said = f"the web server's time while {pages} pages are open, beside one core"
    print(figure(said, unit="% of a core", ours=[share], peers=[ONE_CORE]), flush=True)


def _scene(plan: Plan) -> "tuple[list[Dataset], Person, str]":
    """Datasets under review, who moderates them, and the session of who wrote them."""
    from django.test import Client

    from tests.factories import make_moderator, make_person
    from tests.moderation.room import under_review

    author, moderator = make_person("alice"), make_moderator("mona")
    datasets = [under_review(author) for _ in range(plan.datasets)]
    browser = Client()
    browser.force_login(author, backend="allauth.account.auth_backends.AuthenticationBackend")
    return datasets, moderator, browser.cookies["sessionid"].value


async def _measured(
    plan: Plan, port: int, datasets: "list[Dataset]", moderator: "Person", session: str
) -> tuple[list[float], list[float], float]:
    """Seconds until each remark was on a page, seconds of each answer, and the server's share of a core."""
    from moderation.services.comments import write_comment

    seen: dict[int, asyncio.Future[float]] = {}

    def note(number: int, moment: float) -> None:
        if number in seen and not seen[number].done():
            seen[number].set_result(moment)

    pages = [
        OpenPage(port, f"/moderation/{dataset.key}/live/", session, changed=partial(note, number))
        for number, dataset in enumerate(datasets)
        for _ in range(plan.pages)
    ]
    following = [asyncio.create_task(page.follow()) for page in pages]
    await asyncio.sleep(OPENED_WITHIN_S + 8)
    failed = [task.exception() for task in following if task.done()]
    if failed:
        raise RuntimeError(f"{len(failed)} pages failed: {failed[0]}")
    asked, used, began = sum(page.asked for page in pages), _processor_seconds(port), time.perf_counter()
    took, loop = [], asyncio.get_running_loop()
    with ThreadPoolExecutor(1) as writer:
        for remark in range(plan.remarks):
            number = remark % plan.datasets
            seen[number] = loop.create_future()
            write = partial(write_comment, dataset_key=datasets[number].key, actor=moderator, text="Which batch?")
            await loop.run_in_executor(writer, write)
            written = time.perf_counter()
            took.append(await asyncio.wait_for(seen[number], 30) - written)
            await asyncio.sleep(plan.pause_s)
    share = 100 * (_processor_seconds(port) - used) / (time.perf_counter() - began)
    rate = (sum(page.asked for page in pages) - asked) / (time.perf_counter() - began)
    print(f"# {rate:.0f} questions a second", flush=True)
    for task in following:
        task.cancel()
    await asyncio.gather(*following, return_exceptions=True)
    return took, [each for page in pages for each in page.waited[1:]], share


def _processor_seconds(port: int) -> float:
    """What the web server of a port and its children have used of the processors so far."""
    total = 0.0
    for process in Path("/proc").iterdir():
        try:
            command = (process / "cmdline").read_bytes() if process.name.isdecimal() else b""
            if b"granian" in command and f"\0{port}\0".encode() in command:
                fields = (process / "stat").read_text().rpartition(")")[2].split()
                total += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
        except (OSError, ValueError):
            continue
    return total


if __name__ == "__main__":
    main(Plan())
