"""The moderators' queue with 50,000 deposits beside the 100 ms it may take: `python -m benchmarks.moderation_queue`.

The whole page (session, queue, chips, rows, template) as a signed-in moderator of every discipline is answered, first
page, filters, words and a page deep in it, in one process over a database of its own; the 95th percentile of each view.
"""

from statistics import median, quantiles
from time import perf_counter
from typing import Final

from django.apps import apps
from django.db import connection
from django.test import Client

from benchmarks.reporting.figures import figure
from benchmarks.reporting.searching import run_search_benchmark

DEPOSITS: Final = 50_000
LIMIT_MS: Final = 100
ROUNDS: Final = 40
VIEWS: Final = {
    "first page": "",
    "unassigned, over target": "whose=none&late=1",
    "yours": "whose=mine",
    "one discipline": "pole=climate",
    "findings, by target": "findings=1&order=target",
    "words": "words=station+4999",
    "a page deep in it": "page=1400",
}

_FILL: Final = """
    INSERT INTO repository_dataset (key, position, prefix, suffix, registrar, former_dois, elsewhere, draft,
            draft_revision, state, standing, access, poles, oai_sets, withdrawal_reason, is_removed,
            is_synthetic, created, modified)
        SELECT gen_random_uuid(), 1, '10.5072', 'q' || n, 'local', '{}', '[]',
            jsonb_build_object('abstract', repeat('x', 900)), 0, 'draft', 'unpublished', 'open',
            CASE n %% 5 WHEN 0 THEN '{climate}' WHEN 1 THEN '{ocean,climate}' ELSE '{ocean}' END::varchar[], '{}', '',
            false, false, now(), now()
        FROM generate_series(1, %(count)s) n;
    INSERT INTO repository_recordversion (dataset_id, number, document, sha256, note, is_sealed, access, files, created)
        SELECT id, 1, '\\x7b7d', md5(suffix) || md5(suffix), '', false, 'open', '[]',
            now() - random() * interval '60 days'
        FROM repository_dataset WHERE suffix LIKE 'q%%';
    UPDATE repository_dataset dataset SET submitted_version_id = version.id,
            state = CASE WHEN dataset.id %% 10 = 0 THEN 'changes_requested' ELSE 'submitted' END
        FROM repository_recordversion version WHERE version.dataset_id = dataset.id;
    UPDATE moderation_queueentry SET is_checked = true, title = 'Sections across the shelf, station ' || dataset_id,
        title_language = 'en', depositor = 'Clara Marin', words = 'sections across the shelf station ' || dataset_id,
        findings = (dataset_id %% 7)::int, to_settle = (dataset_id %% 4)::int,
        late_from = CASE WHEN state = 'submitted' THEN (since + interval '8 days')::date END,
        is_urgent = dataset_id %% 200 = 0, assignee_id = CASE WHEN dataset_id %% 3 = 0 THEN %(person)s END;
"""


def _measured() -> float:
    """Fill, ask, print; the slowest view's 95th percentile in milliseconds."""
    person = apps.get_model("repository", "Person").objects.create_user("mona@example.org", "sediment-2026")
    for code in ("ocean", "climate"):
        poles = apps.get_model("repository", "Pole").objects
        pole, _new = poles.get_or_create(code=code, defaults={"name_en": code, "name_fr": code})
        apps.get_model("repository", "Grant").objects.create(person=person, role="moderator", pole=pole)
    with connection.cursor() as cursor:
        cursor.execute(_FILL, {"count": DEPOSITS, "person": person.pk})
        for table in ("moderation_queueentry", "repository_dataset", "repository_recordversion"):
            # as autovacuum does within a minute
            cursor.execute(f"VACUUM ANALYZE {table}")
    browser = Client()
    browser.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return max(_view(browser, name, query) for name, query in VIEWS.items())


def _view(browser: Client, name: str, query: str) -> float:
    """The 95th percentile of one view, everything warm."""
    times = []
    for number in range(ROUNDS + 5):
        began = perf_counter()
        status = browser.get(f"/moderation/?{query}").status_code
        if number >= 5:
            times.append((perf_counter() - began) * 1000)
        if status != 200:
            raise RuntimeError(f"{name}: {status}")
    slow = quantiles(times, n=20)[-1]
    words = f"queue of {DEPOSITS:,} deposits, {name}, 95th percentile (median {median(times):.0f}), beside its limit"
    print(figure(words, unit="ms", ours=[slow], peers=[LIMIT_MS]), flush=True)
    return slow


if __name__ == "__main__":
    run_search_benchmark(_measured, limit_ms=LIMIT_MS)
