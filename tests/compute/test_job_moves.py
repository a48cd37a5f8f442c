"""M1: the whole table of moves, what each leaves behind, and that nothing of it is ever changed."""

from datetime import timedelta
from itertools import pairwise, product
from typing import Any

import pytest
from django.utils import timezone

from compute.models import Job, JobEvent, JobOutput
from compute.queries import results_of
from compute.services.ending import expire_jobs
from compute.services.moves import fail_job, move_job
from compute.states import LIVE, MOVES, OGC, IllegalMove, JobState, check_move
from tests.factories import make_person

ROAD = ("created", "staging", "queued", "running", "collecting", "registering", "succeeded", "expired")
ALLOWED = {
    *pairwise(ROAD),
    ("queued", "collecting"),
    *product(ROAD[:6], ("failed", "dismissed")),
    *product(("failed", "dismissed"), ("expired",)),
}


def a_job(state: JobState = JobState.CREATED, **fields: Any) -> Job:
    owner = fields.pop("owner", None) or make_person("alice")
    told = {"limits": {"mem_mb": 1, "cpu": 1, "wall_s": 1}, "core_hours": 0.1, "inputs": {}, "version": "1.0.0"}
    return Job.objects.create(process="echo", owner=owner, key="0" * 64, state=state, **told, **fields)


@pytest.mark.parametrize(("before", "after"), list(product(JobState, JobState)))
def test_every_move_is_in_the_table_or_raises(before: JobState, after: JobState) -> None:
    if (before, after) in ALLOWED:
        check_move(before, after)
    else:
        with pytest.raises(IllegalMove):
            check_move(before, after)


def test_every_state_has_a_row_and_a_word_of_ogc() -> None:
    assert set(MOVES) == set(JobState) == set(OGC)
    assert {OGC[state] for state in JobState} == {"accepted", "running", "successful", "failed", "dismissed"}


@pytest.mark.django_db
def test_each_move_is_one_row_that_stays() -> None:
    job = a_job()
    for state in ROAD[1:7]:
        move_job(job, JobState(state))

    moves = list(job.moves.all())
    assert [(one.before, one.after) for one in moves] == list(pairwise(ROAD[:7]))
    assert job.started is not None
    assert job.ended is not None
    assert job.expires is not None
    with pytest.raises(TypeError):
        moves[0].save()
    with pytest.raises(IllegalMove):
        move_job(job, JobState.RUNNING)
    assert JobEvent.objects.count() == 6


@pytest.mark.django_db
def test_outputs_expire_and_the_record_stays(tmp_path: Any, settings: Any) -> None:
    settings.COMPUTE_FOLDER = tmp_path
    owner = make_person("alice")
    past = timezone.now() - timedelta(days=1)
    over = a_job(JobState.SUCCEEDED, expires=past, owner=owner)
    JobOutput.objects.create(job=over, output="echo", name="echo.json", media_type="a/b", sha256="0" * 64, size=1)
    (results_of(over) / "more").mkdir(parents=True)
    for state in LIVE:
        Job.objects.filter(pk=a_job(state, expires=past, owner=make_person(state)).pk)

    assert expire_jobs() == 1
    assert expire_jobs() == 0
    over.refresh_from_db()
    assert over.state == JobState.EXPIRED
    assert over.outputs.count() == 1
    assert not results_of(over).exists()


@pytest.mark.django_db
def test_a_reason_with_what_no_database_keeps_is_told_without_it() -> None:
    job = a_job(JobState.STAGING)
    fail_job(job, "Data", "There is no TEMP\x00; there is \ud800.")
    job.refresh_from_db()
    assert (job.state, job.message) == (JobState.FAILED, "There is no TEMP; there is ?.")
