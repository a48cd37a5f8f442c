"""Layers in time, each figure beside its limit or peer: `python -m benchmarks.layers [--files 2000] [--size 1000000]`.

Disk of 24 monthly layers with 2 % of the files changed beside 1.6 copies, seconds of a month beside those of the first
layer, the difference of two layers of 100,000 files beside 2 s and `comm`, a page of 240 layers beside a page of one.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path
from time import perf_counter
from typing import Final

import django
from django.core.management import call_command
from django.db import connections

from benchmarks.harvesting.database import benchmark_database
from benchmarks.reporting.figures import figure

ROUNDS: Final = 5
MOST_COPIES: Final = 1.6
LIMIT_MS: Final = 2000.0


def main(*, files: int, size: int, months: int, compared: int, layers: int, rounds: int = ROUNDS) -> bool:
    """Measure and print; whether all promises are kept."""
    base = os.environ.get("BENCH_FOLDER", "/tmp")
    with tempfile.TemporaryDirectory(prefix="varve-", dir=base) as name, benchmark_database(Path(name)) as address:
        os.environ |= {"DATABASE_URL": address, "VARVE_HOME": f"{name}/home"}
        os.environ |= {"DJANGO_SETTINGS_MODULE": "config.settings.testing"}
        django.setup()
        call_command("migrate", verbosity=0)
        kept = [
            _grown(Path(name), files=files, size=size, months=months),
            _compared(Path(name), files=compared, rounds=rounds),
            _shown(layers, rounds=rounds),
        ]
        connections.close_all()
    return all(kept)


def _grown(folder: Path, *, files: int, size: int, months: int) -> bool:
    from benchmarks.layering.growing import grow, room_for

    if not room_for(folder, copy=files * size):
        raise RuntimeError(f"{folder} has no room for it")
    found = grow(folder, files=files, size=size, months=months)
    for place, taken in found.places.items():
        name = f"disk of {months} layers of {files} files with 2 % changed in {place}, beside 1.6 copies"
        print(figure(name, unit="MB", ours=[taken / 1e6], peers=[MOST_COPIES * found.copy / 1e6]), flush=True)
    month = f"a layer with 2 % of {files} files changed, beside the first with all of them"
    print(figure(month, unit="s", ours=found.months_s, peers=[found.first_s] * len(found.months_s)), flush=True)
    walk = "a look at a source in which nothing changed, beside the first layer"
    print(figure(walk, unit="ms", ours=[found.walk_s * 1e3], peers=[found.first_s * 1e3]), flush=True)
    return max(found.places.values()) <= MOST_COPIES * found.copy


def _compared(folder: Path, *, files: int, rounds: int) -> bool:
    from benchmarks.layering.comparing import manifests, seconds_of_comm, seconds_of_difference, two_layers

    dataset = two_layers(files)
    listed = manifests(dataset, folder)
    turns = [(seconds_of_difference(dataset), seconds_of_comm(listed)) for _round in range(rounds)]
    if len({count for turn in turns for _seconds, count in turn}) != 1:
        raise RuntimeError("the page and comm find different files")
    ours = [ours * 1000 for (ours, _), _peer in turns]
    peers = [peer * 1000 for _ours, (peer, _) in turns]
    name = f"difference of two layers of {files} files"
    print(figure(f"{name}, beside comm of sorted manifests", unit="ms", ours=ours, peers=peers), flush=True)
    print(figure(f"{name}, beside its limit", unit="ms", ours=ours, peers=[LIMIT_MS] * rounds), flush=True)
    return sorted(ours)[len(ours) // 2] <= LIMIT_MS


def _shown(layers: int, *, rounds: int) -> bool:
    from django.test import Client

    from repository.models import Dataset
    from repository.queries.landing_core import kept_core
    from repository.templatetags.layers import section_text, year_text
    from repository.views.landing_pages import SHELF
    from tests.factories import make_moderator, make_person
    from tests.repository.public.long_series import lengthened
    from tests.repository.public.stories import published

    ana, mia = make_person("ana"), make_moderator("mia")
    one, many = published(ana, mia), lengthened(published(ana, mia), layers - 1)
    reader = Client()

    def page(dataset: Dataset, *, is_first: bool) -> float:
        SHELF.forget()
        for kept in (kept_core, section_text, year_text) if is_first else ():
            kept.cache_clear()
        began = perf_counter()
        if reader.get(f"/datasets/{dataset.suffix}/").status_code != 200:
            raise RuntimeError(f"no page of {dataset}")
        return (perf_counter() - began) * 1000

    for is_first, what in ((True, "that this process never told before"), (False, "rendered anew")):
        times = [(page(many, is_first=is_first), page(one, is_first=is_first)) for _round in range(4 * rounds + 1)]
        ours, peers = zip(*times[1:], strict=True)
        name = f"page of {layers} layers {what}, beside a page of one"
        print(figure(name, unit="ms", ours=ours, peers=peers), flush=True)
    return True


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--files", type=int, default=2000)
    parser.add_argument("--size", type=int, default=1_000_000)
    parser.add_argument("--months", type=int, default=24)
    parser.add_argument("--compared", type=int, default=100_000)
    parser.add_argument("--layers", type=int, default=240)
    sys.exit(0 if main(**vars(parser.parse_args())) else 1)
