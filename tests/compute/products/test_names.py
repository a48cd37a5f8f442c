"""The address of a product is made of its title, and tells nothing of what others keep for themselves."""

import re
from pathlib import Path
from typing import Any

import pytest

from repository.models import Person
from tests.compute.people import site
from tests.compute.products.given import nobody_asked_too_often, virtual
from tests.compute.returns.given import alice
from tests.factories import make_person
from tests.repository.api.program import Program, program

__all__ = ["alice", "nobody_asked_too_often", "site"]
pytestmark = pytest.mark.django_db
REST = "/api/v1/compute/products/"
ECHO: dict[str, Any] = {"kind": "virtual", "title": "Echoes", "process": "echo", "inputs": {"text": "x"}}


@pytest.fixture
def api(alice: Person) -> Program:
    return program(alice, ["compute"])


def test_another_one_of_that_name_has_a_number(site: Path, alice: Person, api: Program) -> None:
    virtual(make_person("bob"), title="Échos !")
    public = ECHO | {"is_public": True}
    slugs = [api.post(REST, public | {"title": title}).json()["slug"] for title in ("Échos !", "échos", "海")]
    assert slugs == ["echos-2", "echos-3", "virtual"]
    assert api.delete(f"{REST}echos/").status_code == 404


def test_no_name_tells_that_somebody_keeps_a_closed_product(site: Path, alice: Person, api: Program) -> None:
    closed = virtual(make_person("bob"), title="Échos", is_public=False)
    assert re.fullmatch(r"echos-[0-9a-f]{8}", closed.slug)
    assert api.get(f"{REST}{closed.slug}/").status_code == 404
    own = api.post(REST, ECHO | {"title": "Échos"}).json()["slug"]
    assert re.fullmatch(r"echos-[0-9a-f]{8}", own)
    assert own != closed.slug
    assert api.post(REST, ECHO | {"title": "Échos", "is_public": True}).json()["slug"] == "echos"
