"""A form that keeps a product and is refused comes back with what was typed, and says above it why."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from compute.models import Product
from repository.models import Person
from tests.compute.pages.test_forms import signed_in
from tests.compute.people import site
from tests.compute.products.given import layer, public_dataset
from tests.compute.returns.given import Listing, alice, listing, succeeded
from tests.factories import make_person

__all__ = ["alice", "listing", "site"]
pytestmark = pytest.mark.django_db
ALL = {"do": "keep", "title": "Each <cast>", "kind": "systematic", "past": "on", "public": "on", "pattern": "o*.csv"}


@pytest.fixture
def page(site: Path, listing: Listing, alice: Person) -> tuple[Client, str]:
    """One who is signed in, and the address of a job of theirs that read a public table and succeeded."""
    dataset = public_dataset(make_person("bob"))
    layer(dataset, oxygen=b"a\n1\n")
    job = succeeded(alice, source=[{"dataset": dataset.suffix, "path": "data/oxygen.csv"}])
    return signed_in(alice), f"/compute/jobs/{job.pk}/"


def control(text: str, name: str, value: str = "") -> str:
    """The tag of a field of the form."""
    wanted = rf'<input[^>]*name="{name}"' + (rf'[^>]*value="{value}"' if value else "") + "[^>]*>"
    (tag,) = re.findall(wanted, text)
    return str(tag)


@pytest.mark.parametrize(
    ("wrong", "field", "said"),
    [
        ({"title": " \t"}, "title", "A product needs a name."),
        ({"title": "x" * 151}, "title", "at most 150 letters"),
        ({"pattern": "\u202e*"}, "pattern", "at most 200 letters"),
    ],
)
def test_what_was_typed_stays_and_the_refusal_stands_above_it(
    page: tuple[Client, str], wrong: dict[str, Any], field: str, said: str
) -> None:
    client, address = page
    posted = ALL | wrong
    answer = client.post(address, posted)
    assert answer.status_code == 422
    form = answer.text[answer.text.index('<details class="fold" id="keep" open>') :]
    assert form.index('role="alert" id="keep-refused"') < form.index(said) < form.index('name="title"')
    assert f'value="{posted["pattern"]}"' in control(form, "pattern")
    assert posted["title"] != ALL["title"] or 'value="Each &lt;cast&gt;"' in control(form, "title")
    for name, value in (("kind", "systematic"), ("past", ""), ("public", "")):
        assert " checked" in control(form, name, value)
    assert " checked" not in control(form, "kind", "virtual")
    marked = [name for name in ("title", "pattern") if 'aria-describedby="keep-refused"' in control(form, name)]
    assert marked == [field]
    assert not Product.objects.exists()


def test_what_is_no_matter_of_the_form_keeps_what_was_typed_too(
    page: tuple[Client, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("compute.services.keeping.MOST", 0)
    client, address = page
    answer = client.post(address, ALL | {"kind": "virtual"})
    assert (answer.status_code, "as many products" in answer.text) == (409, True)
    assert 'value="Each &lt;cast&gt;"' in control(answer.text, "title")
    assert "aria-invalid" not in control(answer.text, "title")
    assert " checked" in control(answer.text, "kind", "virtual")


def test_a_form_that_is_new_is_folded_and_says_nothing(page: tuple[Client, str]) -> None:
    text = page[0].get(page[1]).text
    assert '<details class="fold" id="keep">' in text
    assert "keep-refused" not in text
    assert " checked" in control(text, "kind", "virtual")
