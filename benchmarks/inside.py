"""Inside a dataset of 100,000 stations among a million, beside 200 ms: `python -m benchmarks.inside`.

Ten datasets with ten files each; everything is asked of the view itself, as a page and as JSON.
"""

import random
from statistics import median
from time import perf_counter
from typing import Final

from django.core.management import call_command
from django.test import Client

from benchmarks.reporting.figures import figure
from benchmarks.reporting.searching import rows_of, run_search_benchmark

DATASETS: Final = 10
FILES: Final = 10
STATIONS: Final = 1_000_000
QUERIES: Final = 60
ROUNDS: Final = 3
LIMIT_MS: Final = 200.0

_FILL: Final = (
    """INSERT INTO repository_snapshot (number, dataset_id, interval_begin, interval_end, date, document, document_name,
        document_sha256, manifest_sha256, published_at)
       SELECT 9000000 + id, id, '', '', current_date, '', '', '', '', now() FROM repository_dataset""",
    f"""INSERT INTO repository_datafile (number, dataset_id, original_name, size, sha256, media_type, draft_path,
        archived_name, created)
       SELECT 8000000 + d.id * 100 + k, d.id, 'f', 1, '', 'text/csv', '', '', now()
       FROM repository_dataset d, generate_series(1, {FILES}) k""",
    """INSERT INTO repository_layerfile (snapshot_id, file_id, path, role, position)
       SELECT s.id, f.id, f.number || '.csv', 'data', 0
       FROM repository_datafile f JOIN repository_snapshot s USING (dataset_id)""",
    f"""INSERT INTO repository_stationreading (file_id, dataset_id, stations, is_cut, variables, readers, read_at)
       SELECT id, dataset_id, {STATIONS // DATASETS // FILES}, false, '{{TEMP,PSAL,DOXY}}', '1', now()
       FROM repository_datafile""",
    f"""INSERT INTO repository_station (dataset_id, file_id, number, kind, name, west, south, east, north, begin, "end",
        first_day, last_day, top, bottom, observations, variables)
       SELECT f.dataset_id, f.id, k, 'profile', 'CRUISE ' || f.id || ' ST' || k, x, y, x, y, '2001-01-01', '2001-01-01',
        d, d, 0, deep, 20, CASE WHEN k % 3 = 0 THEN '{{TEMP,PSAL,DOXY}}'::text[] ELSE '{{TEMP,PSAL}}'::text[] END
       FROM repository_datafile f, generate_series(1, {STATIONS // DATASETS // FILES}) k,
        LATERAL (SELECT random() * 360 - 180 + 0 * k AS x, random() * 170 - 85 AS y,
            (720000 + random() * 19000)::integer AS d, random() * 5000 AS deep) r
       ORDER BY f.id, k""",
    "VACUUM ANALYZE repository_station",
    "ANALYZE",
)


def questions() -> list[str]:
    """What is asked inside: everything, boxes, periods, depths, a variable, a name, pages deep down."""
    dice = random.Random(5)
    found = ["?", "?page=400", "?variable=DOXY", "?name=ST77", "?top=4900"]
    while len(found) < QUERIES:
        west, south, year = dice.uniform(-180, 160), dice.uniform(-85, 60), dice.randint(1972, 2020)
        box = f"box={west:.2f},{south:.2f},{west + dice.choice([2, 20, 90]):.2f},{south + 25:.2f}"
        found += [f"?{box}", f"?{box}&from={year}&to={year + 2}", f"?{box}&variable=DOXY&bottom=200", f"?from={year}"]
    return found[:QUERIES]


def measure() -> float:
    """Fill, ask in rounds, print; the 95th percentile of the quietest round in milliseconds."""
    call_command("seed_demo", size=DATASETS, seed=1, verbosity=0)
    for statement in _FILL:
        rows_of(statement)
    suffixes = [suffix for (suffix,) in rows_of("SELECT suffix FROM repository_dataset ORDER BY id")]
    asked = [f"/datasets/{suffixes[place % len(suffixes)]}/inside/{each}" for place, each in enumerate(questions())]
    quietest: list[float] = []
    for form in ("", "&format=json"):
        rounds = [_p95(asked, form) for _round in range(ROUNDS)]
        name = f"inside 100,000 stations of {STATIONS}, {'JSON' if form else 'page'}, 95th percentile, beside its limit"
        print(figure(name, unit="ms", ours=rounds, peers=[LIMIT_MS] * ROUNDS), flush=True)
        quietest.append(min(rounds))
    return max(quietest)


def _p95(asked: list[str], form: str) -> float:
    reader, times = Client(), []
    for address in asked:
        began = perf_counter()
        answer = reader.get(f"{address}{form}")
        times.append((perf_counter() - began) * 1000)
        if answer.status_code != 200:
            raise RuntimeError(f"{address}: {answer.status_code}")
    print(f"median {median(times):.0f} ms", flush=True)
    return sorted(times)[len(times) * 95 // 100]


if __name__ == "__main__":
    run_search_benchmark(measure, limit_ms=LIMIT_MS)
