"""The client for notebooks: processes, price, jobs, results, and errors that name the input and the rule."""

import hashlib
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import requests

from compute.models import Job
from repository.models import Person
from tests.clients.surroundings import (
    FOLDER,
    alice,
    client_module,
    closed_token,
    during,
    nobody_asked_too_often,
    site,
    url,
)
from tests.compute.people import asked
from tests.factories import make_person
from tests.repository.api.program import program

__all__ = ["alice", "client_module", "nobody_asked_too_often", "site", "url"]
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.whole_way
def test_a_job_from_its_price_to_its_result(url: str, alice: Person, client_module: Any, tmp_path: Path) -> None:
    c = client_module.Client(url, closed_token(alice))
    p = c.process("echo")
    assert {"divand", "echo"} <= set(c.processes())
    assert (p.id, next(iter(p.inputs)), list(p.outputs)) == ("echo", "text", ["echo"])
    inputs: dict[str, Any] = {"text": "it's $HOME", "area": (-5, 40, 5, 45), "numbers": (3, 1, 2)}
    assert 0 < p.price(**inputs)["core_hours"] < p.price(**inputs)["core_hours_left"]

    job = p.execute(**inputs, wait=False)
    row = Job.objects.get()
    assert (job.id, job.status) == (str(row.pk), "accepted")
    assert asked(alice, text="it's $HOME", area={"bbox": [-5, 40, 5, 45]}, numbers=[3, 1, 2]) == row
    during(lambda: job.wait(timeout=120))

    assert (job.status, job.progress()) == ("successful", 100)
    made = job.result("echo").open()
    assert (made["numbers"], made["text"]) == ([3, 1, 2], "it's $HOME")
    saved = job.result("echo").save(tmp_path / "echo.json")
    assert hashlib.sha256(saved.read_bytes()).hexdigest() == job.result("echo").sha256
    assert isinstance(job.log(), str)
    assert [one.id for one in c.jobs()] == [c.job(job.id).id] == [job.id]
    assert p.execute(**inputs).id == job.id, "the same request is the same job"
    with pytest.raises(client_module.NotFound, match="echo"):
        job.result("other")
    job.result("echo").save()
    assert job.deposit().startswith(f"{url}/api/v1/deposits/")


def test_the_same_request_again_by_curl_and_by_a_notebook(
    url: str, alice: Person, client_module: Any, tmp_path: Path
) -> None:
    token = closed_token(alice)
    job = client_module.Client(url, token).process("echo").execute(text='it\'s `here` "$HOME"', wait=False)

    assert token not in job.to_curl() + json.dumps(job.notebook(tmp_path / "again.ipynb"))
    if shutil.which("curl"):
        environment = {"VARVE_TOKEN": token, "PATH": "/usr/bin:/bin"}
        told = subprocess.run(["sh", "-c", job.to_curl()], env=environment, capture_output=True, check=True)
        assert json.loads(told.stdout)["id"] == job.id
    cells = [one for one in json.loads((tmp_path / "again.ipynb").read_text())["cells"] if one["cell_type"] == "code"]
    assert "'text': 'it\\'s" in cells[1]["source"] or "\"it's" in cells[1]["source"]
    assert all(compile(one["source"], "cell", "exec") for one in cells)
    job.dismiss()
    assert job.status == "dismissed"
    with pytest.raises(client_module.JobFailed) as failed:
        job.wait()
    assert failed.value.job is job


def test_errors_name_the_input_and_the_rule(url: str, alice: Person, client_module: Any) -> None:
    c = client_module.Client(url, closed_token(alice))
    p = c.process("echo")
    for inputs, name, rule in (
        ({"tasks": 0}, "tasks", "minimum"),
        ({"area": (5, 40, 5, 45)}, "area", "bbox-empty"),
        ({"a/b": 1}, "a/b", "unknown-input"),
    ):
        for ask in (p.execute, p.price):
            with pytest.raises(client_module.InputRefused) as refused:
                ask(**inputs)
            assert (refused.value.input, refused.value.rule, refused.value.status) == (name, rule, 400)
    with pytest.raises(client_module.InputRefused) as refused:
        c.process("divand").execute(observations="http://127.0.0.1:1/x", variable="x", bbox=(0, 0, 1, 1), period=(1, 2))
    assert refused.value.input == "observations"
    assert not Job.objects.exists()


def test_who_may_not_is_told_so(url: str, alice: Person, client_module: Any) -> None:
    job = asked(alice, text="hers")
    with pytest.raises(client_module.NotFound):
        client_module.Client(url, closed_token(make_person("bob"))).job(str(job.pk))
    for token in ("", "varve_wrong_token", program(make_person("carol"), ["deposits:read"]).token):
        c = client_module.Client(url, token)
        with pytest.raises(client_module.NotAllowed):
            c.job(str(job.pk))
    assert client_module.Client(url).process("echo").id == "echo"
    with pytest.raises(client_module.NotFound):
        client_module.Client(url).process("no such/process")


def test_the_token_is_shown_to_its_site_alone(client_module: Any) -> None:
    c = client_module.Client("http://localhost:1", "varve_secret")
    for elsewhere in ("http://evil.example/x", "https://localhost:1/x", "//evil.example/x", "http://localhost:2/"):
        with pytest.raises(client_module.VarveError) as refused:
            c.ask("GET", elsewhere)
        assert refused.value.code == "foreign-address"
    with pytest.raises(requests.ConnectionError):
        c.ask("GET", "x")


def test_the_file_is_given_away_as_it_is(client: Any) -> None:
    answer = client.get("/varve_client.py")
    assert answer.content == (FOLDER / "varve_client.py").read_bytes()
    assert "attachment" in answer["Content-Disposition"]
    compile(answer.content, "varve_client.py", "exec")
