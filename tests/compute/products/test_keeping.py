"""A request is kept from the page of a job or by a program; what nobody could mean is refused in words."""

import html
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from compute.models import Job, Product
from compute.processes.base import InputRefused
from compute.services.keeping import keep_product
from compute.services.submitting import submit_job
from repository.errors import Malformed, WrongState
from repository.models import Dataset, Person
from tests.compute.pages.test_forms import signed_in
from tests.compute.people import asked, site
from tests.compute.products.given import (
    address_of,
    announced,
    heard,
    layer,
    nobody_asked_too_often,
    public_dataset,
    systematic,
    taken,
    virtual,
)
from tests.compute.returns.given import Listing, alice, finished, listing
from tests.factories import make_person
from tests.repository.api.program import Program, program

__all__ = ["alice", "listing", "nobody_asked_too_often", "site"]
pytestmark = pytest.mark.django_db
REST = "/api/v1/compute/products/"
ECHO: dict[str, Any] = {"kind": "virtual", "title": "Echoes", "process": "echo", "inputs": {"text": "x"}}


@pytest.fixture
def api(alice: Person) -> Program:
    return program(alice, ["compute"])


@pytest.fixture
def dataset(site: Path, listing: Listing) -> Dataset:
    made = public_dataset(make_person("bob"))
    layer(made, oxygen=b"a\n1\n", other=b"b\n2\n")
    return made


def done(person: Person, dataset: Dataset) -> Job:
    """A job that read a table of a layer and succeeded."""
    reference = {"dataset": dataset.suffix, "path": "data/oxygen.csv"}
    return finished(submit_job(process_id="listing", given={"source": [reference], "text": "y"}, actor=person))


def test_a_job_becomes_a_virtual_product_that_follows_the_newest_layer(dataset: Dataset, alice: Person) -> None:
    job, client = done(alice, dataset), signed_in(alice)
    assert "Keep as a product" in client.get(f"/compute/jobs/{job.pk}/").text
    posted = {"do": "keep", "title": " Oxygen <b>mean</b> ", "kind": "virtual", "public": "on"}
    answer = client.post(f"/compute/jobs/{job.pk}/", posted)
    product = Product.objects.get()
    assert answer["Location"] == f"/compute/products/{product.slug}/" == "/compute/products/oxygen-bmeanb/"
    assert product.given["source"] == [{"dataset": dataset.suffix, "path": "data/oxygen.csv"}]
    page = client.get(answer["Location"]).text
    assert "Oxygen &lt;b&gt;mean&lt;/b&gt;" in page
    assert "Up to date" in page
    assert b"".join(Client().get(address_of(product))) == b'{"numbers": []}'
    layer(dataset, oxygen=b"a\n3\n")
    assert "Computed when it is asked for" in client.get(answer["Location"]).text
    wait = Client().get(address_of(product), headers={"Accept": "text/html"})
    assert (wait.status_code, wait["Retry-After"]) == (202, "5")
    assert "Being computed" in wait.text
    assert "Being computed" in Client().get(f"{answer['Location']}?part=progress").text
    assert str(job.pk) not in wait.text
    Job.objects.exclude(pk=job.pk).update(state="failed")
    failed = Client().get(address_of(product), headers={"Accept": "text/html"})
    assert (failed.status_code, "but by its owner" in failed.text) == (424, True)
    assert "The page of the job tells why" in client.get(answer["Location"]).text


def test_a_job_becomes_a_systematic_product_of_its_dataset(dataset: Dataset, alice: Person) -> None:
    job, client = done(alice, dataset), signed_in(alice)
    posted = {"do": "keep", "title": "Every one", "kind": "systematic", "past": "on", "pattern": "o*"}
    address = client.post(f"/compute/jobs/{job.pk}/", posted)["Location"]
    heard()
    product = Product.objects.get()
    assert (product.given["text"], "source" in product.given) == ("y", False)
    assert taken(product) == ["other.csv", "oxygen.csv"]
    assert product.granules.filter(job=job).exists(), "what was computed already is not computed again"
    announced(layer(dataset, salt=b"s"))
    heard()
    text = html.unescape(client.get(address).text)
    assert "2 taken, 0 waiting, 0 refused" in text
    for do, word in (("pause", "Paused"), ("resume", "Active"), ("retire", "Stopped"), ("resume", "Stopped")):
        assert word in client.post(address, {"do": do}, follow=True).text
    assert Client().get(address).status_code == 404


def test_programs_keep_list_read_and_stop_products(site: Path, alice: Person, api: Program) -> None:
    virtual(make_person("bob"), text="secret", title="Of bob")
    made = api.post(REST, ECHO | {"is_public": True})
    assert (made.status_code, made["Location"]) == (201, made.json()["url"])
    assert made.json()["results"][0].endswith("/compute/products/echoes/echo.json")
    first = api.get(f"{REST}?limit=1").json()
    assert [each["slug"] for each in first["results"]] == ["echoes"]
    second = api.get(first["next"]).json()
    assert [(each["slug"], each["is_own"]) for each in second["results"]] == [("of-bob", False)]
    assert api.get(f"{REST}of-bob/").json()["inputs"] is None
    assert api.get(f"{REST}echoes/").json()["inputs"] == {"text": "x"}
    assert api.delete(f"{REST}of-bob/").status_code == 404
    assert api.delete(f"{REST}echoes/").json()["retired"] == api.delete(f"{REST}echoes/").json()["retired"]
    assert Client().get(address_of(Product.objects.get(slug="echoes"))).status_code == 410


def test_granules_are_told_to_programs(dataset: Dataset, alice: Person, api: Program) -> None:
    product = systematic(alice, dataset, also_past=True, pattern="ox*")
    heard()
    told = api.get(f"{REST}{product.slug}/").json()
    assert [(each["path"], bool(each["job"])) for each in told["granules"]] == [("data/oxygen.csv", True)]
    assert (told["dataset"], told["waiting"], told["is_full"]) == (dataset.doi, 0, False)
    again = {"kind": "systematic", "title": "Again", "process": "listing", "takes": "source"}
    named = [dataset.doi, f"doi:{dataset.doi}", f"10.1/{dataset.suffix}", f"{dataset.doi}/"]
    assert [api.post(REST, again | {"dataset": name}).status_code for name in named] == [201, 201, 400, 400]


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        ({"title": ""}, 400),
        ({"title": "a\u202eb"}, 400),
        ({"title": "x" * 151}, 400),
        ({"process": "nothing"}, 400),
        ({"kind": "interactive"}, 400),
        ({"inputs": {"text": 3}}, 400),
        ({"inputs": {"text": "\u0000"}}, 400),
        ({"inputs": {"text": "x" * 2**20}}, 400),
        ({"inputs": {"nothing": "x"}}, 400),
        ({"inputs": []}, 400),
        ({"owner": "bob"}, 400),
        ({"is_public": "yes"}, 400),
        ({"kind": "systematic"}, 400),
        ({"kind": "systematic", "process": "divand", "takes": "observations", "dataset": "\u0000"}, 400),
        ({"kind": "systematic", "process": "divand", "takes": "observations", "dataset": "none"}, 400),
        ({"kind": "systematic", "process": "divand", "takes": "bbox", "dataset": "1"}, 400),
    ],
)
def test_what_nobody_could_mean_is_refused(site: Path, api: Program, wrong: dict[str, Any], status: int) -> None:
    answer = api.post(REST, ECHO | wrong)
    assert answer.status_code == status, answer.content
    assert answer.json()["detail"]
    assert not Product.objects.exists()


@pytest.mark.parametrize(
    "wrong", [{"given": {"source": []}}, {"given": []}, {"pattern": "x" * 201}, {"given": {"text": 3}}]
)
def test_what_a_systematic_product_is_given_is_looked_at_at_once(
    dataset: Dataset, alice: Person, wrong: dict[str, Any]
) -> None:
    with pytest.raises((InputRefused, Malformed)):
        systematic(alice, dataset, **wrong)
    assert not Product.objects.exists()


def test_only_ones_own_request_that_succeeded_is_kept(site: Path, alice: Person) -> None:
    job = asked(alice, text="x")
    posted = {"do": "keep", "title": "x", "kind": "virtual"}
    assert signed_in(make_person("bob")).post(f"/compute/jobs/{job.pk}/", posted).status_code == 404
    assert "that succeeded can be kept" in signed_in(alice).post(f"/compute/jobs/{job.pk}/", posted, follow=True).text
    done_ = finished(job, {"echo.json": b"{}"})
    client, address = signed_in(alice), f"/compute/jobs/{done_.pk}/"
    answer = client.post(address, posted | {"kind": "systematic"})
    assert (answer.status_code, "no file of a published" in answer.text) == (409, True)
    assert not Product.objects.exists()


def test_one_person_keeps_so_many(site: Path, alice: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("compute.services.keeping.MOST", 1)
    kept: dict[str, Any] = {"kind": "virtual", "process_id": "echo", "given": {}, "title": "x"}
    keep_product(actor=alice, **kept)
    with pytest.raises(WrongState, match="as many products"):
        keep_product(actor=alice, **kept)
