"""A link that hides the authors leaks them nowhere: every answer within reach is searched for every spelling."""

import copy
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from repository.models import Dataset, DraftFile, Grant, LookedFile, Person, ReviewerLink, Role
from repository.services.deposits import add_dataset
from repository.services.reviewer_links import make_link
from tests.addresses.table import every_address
from tests.driver import run_everything_due
from tests.factories import accept, make_draft, make_moderator, make_person, make_submitted
from tests.repository.sharing.crawling import MOST, Crawl
from tests.repository.sharing.links import address_of, bearer, enter, link_to, page_of
from tests.repository.sharing.needles import CO_AUTHOR, DEPOSITOR, FIRST, document, files, needles

pytestmark = pytest.mark.django_db


@pytest.fixture
def depositor(db: None) -> Person:
    """Whose names and address stand nowhere in the description."""
    person = make_person("strohmann.e", given_name=DEPOSITOR[0], family_name=DEPOSITOR[1])
    Person.objects.filter(pk=person.pk).update(email="strohmann.e@straw.example")
    return Person.objects.get(pk=person.pk)


@pytest.fixture
def told(depositor: Person) -> Dataset:
    """A draft that names its people everywhere, with somebody who may edit it."""
    dataset = make_draft(depositor, files=files(), **document())
    other = Person.objects.create_user("ludovic.h@bales.example", given_name=CO_AUTHOR[0], family_name=CO_AUTHOR[1])
    Grant.objects.create(person=other, role=Role.CO_AUTHOR, deposit=dataset.deposit)
    run_everything_due()
    return dataset


def hidden(dataset: Dataset, depositor: Person, **wishes: Any) -> ReviewerLink:
    """A link that hides them."""
    label = f"For the reviewers of {FIRST[1]}"
    return link_to(dataset, depositor, hides_authors=True, label=label, **wishes)


def all_addresses(dataset: Dataset, link: ReviewerLink) -> list[str]:
    """Every address of the site about this dataset, each file of it."""
    places = list(DraftFile.objects.filter(dataset=dataset).select_related("file"))
    values: dict[str, object] = {
        "deposit_id": dataset.deposit_id, "key": dataset.key, "suffix": dataset.suffix, "prefix": dataset.prefix,
        "link": link.key, "position": dataset.position, "token": "A" * 43, "fragment": 1, "slug": "about",
        "language": "en", "code": "ocean", "name": "header.csv",
    }  # fmt: skip

    class Filled(dict[str, object]):
        def __missing__(self, part: str) -> object:
            return 1

    found = []
    for address in every_address():
        for place in places if {"number", "place"} & set(address.parts) else places[:1]:
            with_file = Filled({**values, "number": place.file.number, "place": place.pk})
            found.append(address.filled(with_file))
    return [each for each in found if "logout" not in each]


def with_the_cookie_everywhere(client: Client) -> Client:
    """The same browser, sending the link's cookie to every address, as no browser does."""
    client.cookies = copy.deepcopy(client.cookies)
    client.cookies["varve_review"]["path"] = "/"
    return client


@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_answer_within_reach_of_the_link_names_anybody(told: Dataset, depositor: Person, language: str) -> None:
    link = hidden(told, depositor)
    client = bearer(link)
    client.cookies["django_language"] = language
    searched = {*needles(), told.doi.lower(), str(told.deposit_id), str(told.key)}
    crawl = Crawl(client, searched).from_addresses(address_of(link), page_of(link), f"{page_of(link)}?files=2")
    assert crawl.found == []
    assert page_of(link) in crawl.asked
    assert len(crawl.asked) < MOST
    assert {each for each, status in crawl.asked.items() if status >= 500} == set()
    given = [each for each, status in crawl.asked.items() if "/files/" in each and status == 200]
    assert len(given) == 1, "the one file that tells nothing"


def test_no_other_address_of_the_site_tells_the_bearer_either(told: Dataset, depositor: Person) -> None:
    link = hidden(told, depositor)
    client = with_the_cookie_everywhere(bearer(link))
    asked = all_addresses(told, link)
    assert len(asked) > 100
    crawl = Crawl(client, needles())
    for address in asked:
        crawl._ask(address)
    echoed = {address for address, _where, _needle in crawl.found}
    assert echoed == set()


def test_the_net_catches_what_a_link_with_authors_shows(told: Dataset, depositor: Person) -> None:
    link = link_to(told, depositor)
    crawl = Crawl(bearer(link), needles()).from_addresses(address_of(link))
    caught = {needle for _address, _where, needle in crawl.found}
    assert {
        "quillévéré",
        "ixworth-pendle",
        "wrzesniewska",
        "heuballen",
        "0000-0001-5109-3700",
        "projektnadel",
    } <= caught


@pytest.mark.parametrize("path", sorted(set(files()) - {"clean.csv"}))
def test_each_file_that_tells_is_withheld_by_name_and_bytes_until_it_is_given(
    told: Dataset, depositor: Person, path: str
) -> None:
    link = hidden(told, depositor)
    place = DraftFile.objects.select_related("file").get(dataset=told, path=path)
    client, url = bearer(link), reverse("reviewer-file", args=[link.key, told.position, place.pk])
    assert client.get(url).status_code == 404
    assert path not in client.get(page_of(link)).content.decode()
    page = enter(depositor).get(reverse("deposit-link", args=[told.deposit_id, link.key])).content.decode()
    assert path in page
    data = {"shown": [place.file.number], "given": [place.file.number]}
    enter(depositor).post(reverse("deposit-link", args=[told.deposit_id, link.key]), data)
    assert b"".join(client.get(url)) == files()[path], "as they are, byte for byte"


def test_the_depositor_reads_what_is_hidden_field_by_field(told: Dataset, depositor: Person) -> None:
    link = hidden(told, depositor)
    page = enter(depositor).get(reverse("deposit-link", args=[told.deposit_id, link.key])).content.decode()
    for label in ("Title", "Lineage", "Abstract"):
        assert label in page
    assert "B. Ixworth-Pendle" in page
    assert "the name of the file" in page


def test_who_joins_later_is_hidden_too_and_files_are_withheld_until_looked_through_again(
    told: Dataset, depositor: Person
) -> None:
    link = hidden(told, depositor)
    client = bearer(link)
    assert "clean.csv" in client.get(page_of(link)).content.decode()
    Grant.objects.create(person=make_person("late"), role=Role.READER, deposit=told.deposit)
    assert "clean.csv" not in client.get(page_of(link)).content.decode()
    enter(depositor).post(reverse("deposit-link-look", args=[told.deposit_id, link.key]))
    run_everything_due()
    assert "clean.csv" in client.get(page_of(link)).content.decode()
    assert LookedFile.objects.filter(link=link).count() == len(files())


def test_once_published_the_link_goes_on_hiding_and_leads_nowhere(depositor: Person) -> None:
    dataset, mona = make_submitted(depositor, files=files(), **document()), make_moderator("mona")
    run_everything_due()
    link = hidden(dataset, depositor)
    accept(dataset, mona)
    run_everything_due()
    dataset.refresh_from_db()
    assert dataset.standing == "public"
    client = bearer(link)
    page = client.get(page_of(link))
    assert "goes on hiding" in page.content.decode()
    crawl = Crawl(client, {*needles(), dataset.doi, f"/datasets/{dataset.suffix}"})
    for address in (page_of(link), reverse("reviewer", args=[link.key])):
        crawl._ask(address)
    assert crawl.found == []


def test_the_list_of_a_deposit_of_several_names_nobody_either(told: Dataset, depositor: Person) -> None:
    assert told.deposit_id
    add_dataset(deposit_id=told.deposit_id, actor=depositor, like_first=True)
    link = make_link(actor=depositor, deposit_id=told.deposit_id, hides_authors=True)
    crawl = Crawl(bearer(link), needles())
    for address in (reverse("reviewer", args=[link.key]), page_of(link, 1), page_of(link, 2)):
        crawl._ask(address)
        assert crawl.asked[address] == 200
    assert crawl.found == []
