"""The page of a job in every state: what it shows, who sees it, its buttons, its results."""

import hashlib
import html
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from compute.backends.base import Capabilities
from compute.models import Job
from compute.pages.job import MOST_CELLS, left_words
from compute.processes.base import Process
from compute.states import JobState
from repository.models import Person
from tests.compute.pages.test_forms import signed_in
from tests.compute.people import asked, ended, site
from tests.compute.test_job_moves import a_job
from tests.factories import make_operator, make_person

__all__ = ["site"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def alice() -> Person:
    return make_person("alice")


def page(person: Person, job: Job, **asked_for: str) -> str:
    answer = signed_in(person).get(f"/compute/jobs/{job.pk}/", asked_for)
    assert answer.status_code == 200
    return html.unescape(answer.text).replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("state", sorted(JobState))
def test_every_state_has_its_page(site: Path, alice: Person, state: JobState) -> None:
    job = a_job(state, owner=alice, tasks=3, tasks_done=1)
    text = page(alice, job)
    assert "Echo" in text
    assert ("data-live=" in text) == (state not in {"succeeded", "failed", "dismissed", "expired"})
    assert "data-finished" in page(alice, job, part="progress") or "data-live=" in text
    assert "<html" not in page(alice, job, part="progress")


def test_jobs_of_others_are_not_there_but_for_operators(site: Path, alice: Person) -> None:
    job, bob = asked(alice, text="x"), signed_in(make_person("bob"))
    for method in (bob.get, bob.post):
        assert method(f"/compute/jobs/{job.pk}/", {"do": "cancel"}).status_code == 404
    assert bob.get(f"/compute/jobs/{job.pk}/results/echo.json").status_code == 404
    assert Client().get(f"/compute/jobs/{job.pk}/").status_code == 302
    assert "Cancel the job" not in page(make_operator(), job)
    assert str(job.pk) not in bob.get("/compute/jobs/").text
    assert str(job.pk) in signed_in(alice).get("/compute/jobs/").text


def test_results_are_kept_to_take_away(site: Path, alice: Person) -> None:
    job = ended(asked(alice, text="<b>hello</b>", tasks=2, numbers=[1, 2]))
    text = signed_in(alice).get(f"/compute/jobs/{job.pk}/").text
    assert "Kept until" in text
    assert "&lt;b&gt;hello" in text
    assert "<b>hello" not in text
    answer = signed_in(alice).get(f"/compute/jobs/{job.pk}/results/echo.json")
    body = b"".join(answer)
    assert hashlib.sha256(body).hexdigest() == job.outputs.get().sha256
    assert answer["Content-Disposition"] == 'attachment; filename="echo.json"'
    assert signed_in(alice).get(f"/compute/jobs/{job.pk}/results/other.json").status_code == 404


def test_a_job_is_cancelled_by_its_button_and_started_again(site: Path, alice: Person) -> None:
    job, client = asked(alice, text="x"), signed_in(alice)
    address = f"/compute/jobs/{job.pk}/"
    assert client.post(address, {"do": "cancel"}, follow=True).redirect_chain[-1][0] == address
    job.refresh_from_db()
    assert job.state == JobState.DISMISSED
    again = client.post(address, {"do": "again"})["Location"]
    assert again not in {"", address}
    assert client.post(address, {"do": "again"})["Location"] == again, "twice is once"
    assert client.post(address, {"do": "nonsense"})["Location"] == address


def test_a_result_is_deposited_once_and_computed_again(site: Path, alice: Person) -> None:
    job, client = ended(asked(alice, text="x")), signed_in(alice)
    address = f"/compute/jobs/{job.pk}/"
    assert "Deposit this result" in page(alice, job)
    first, second = (client.post(address, {"do": "deposit"})["Location"] for _ in range(2))
    job.refresh_from_db()
    assert first == second == f"/deposits/{job.deposit_id}/"
    assert "Open the draft of these results" in page(alice, job)
    again = Job.objects.get(pk=client.post(address, {"do": "reproduce"})["Location"].split("/")[3])
    assert again.repeats == job
    assert "the results are the same" in page(alice, ended(again))
    assert "Deposit this result" not in page(make_operator(), job)


def test_a_failure_leads_with_its_cause_and_offers_more_memory(
    site: Path, alice: Person, troubles: Process, settings: Any
) -> None:
    settings.COMPUTE_LIMITS = Capabilities(slots=2, max_tasks=9, max_mem_mb=200, max_cpus=2, max_wall_s=600)
    job = a_job(JobState.FAILED, owner=alice, error_type="OOM", message="Killed at /srv/x: 64 MB.")
    Job.objects.filter(pk=job.pk).update(
        process="troubles", limits={"mem_mb": 64, "cpu": 1, "wall_s": 30}, inputs={"how": "memory"}
    )
    job.refresh_from_db()
    text = page(alice, job)
    assert text.index("needed more memory than the 64 MB") < text.index("Progress")
    assert "Start again with 128 MB" in text
    location = signed_in(alice).post(f"/compute/jobs/{job.pk}/", {"do": "again"})["Location"]
    new = Job.objects.exclude(pk=job.pk).get()
    assert location == f"/compute/jobs/{new.pk}/"
    assert (new.limits["mem_mb"], new.limits["wall_s"]) == (128, 30)
    Job.objects.filter(pk=new.pk).update(state="failed", error_type="Timeout")
    assert "Start again with 60 s" in page(alice, Job.objects.get(pk=new.pk))


def test_more_than_the_site_has_is_refused_with_a_sentence(site: Path, alice: Person, troubles: Process) -> None:
    job = a_job(JobState.FAILED, owner=alice, error_type="OOM")
    Job.objects.filter(pk=job.pk).update(process="troubles", limits={"mem_mb": 900, "cpu": 1, "wall_s": 9}, inputs={})
    answer = signed_in(alice).post(f"/compute/jobs/{job.pk}/", {"do": "again"}, follow=True)
    assert "more than one job may take" in answer.text
    assert Job.objects.count() == 1


def test_a_failed_job_without_a_remedy_leads_to_its_form(site: Path, alice: Person) -> None:
    job = a_job(JobState.FAILED, owner=alice, error_type="Data", message="None of the 3 observations.")
    text = page(alice, job)
    assert "Change the request" in text
    assert f"/compute/echo/?job={job.pk}" in text


def test_many_tasks_are_told_by_the_bar_alone(site: Path, alice: Person) -> None:
    job = a_job(JobState.RUNNING, owner=alice, tasks=MOST_CELLS + 1, tasks_done=2)
    text = page(alice, job)
    assert 'class="cells"' not in text
    assert f'max="{MOST_CELLS + 1}"' in text
    assert left_words(job).startswith("at most")
