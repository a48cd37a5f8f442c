"""A person keeps searches under names, sees what is new in each, and nobody else sees or changes them."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from repository.catalogue.question import Question
from repository.models import Person, SavedSearch
from repository.services import saved_searches
from repository.services.people import close_account
from tests.addresses.asking import everything_stored
from tests.catalogue import make_entries
from tests.factories import make_person, make_pole

LIST = "/accounts/searches/"
FRENCH = {"Accept-Language": "fr"}


@pytest.fixture
def browser(alice: Person, signed_in: Callable[[Person], Client]) -> Client:
    """Alice's."""
    return signed_in(alice)


def save(browser: Client, query: str, name: str = "Sea ice") -> int:
    return browser.post(f"{LIST}new/", {"query": query, "name": name}).status_code


def page(browser: Client) -> str:
    return browser.get(LIST).content.decode()


def test_a_search_is_saved_from_its_page_under_a_name(alice: Person, browser: Client) -> None:
    make_pole("ocean")
    form = browser.get(
        f"{LIST}new/?q=sea+ice&pole=ocean&sort=title&page=3&after=7&format=json&nothing=1"
    ).content.decode()
    assert 'value="sea ice, Ocean"' in form
    assert 'value="?q=sea+ice&amp;pole=ocean&amp;sort=title"' in form
    assert save(browser, "?sort=title&pole=ocean&q=sea+ice&page=3") == 302
    assert save(browser, "?q=sea+ice&pole=ocean&sort=title", "The same again") == 302
    search = SavedSearch.objects.get(person=alice)
    assert (search.name, search.query) == ("The same again", "?q=sea+ice&pole=ocean&sort=title")
    assert "The same again" in page(browser)


def test_who_is_not_signed_in_signs_in_first_and_comes_back(reader: Client) -> None:
    answer = reader.get(f"{LIST}new/?q=ice")
    assert answer.status_code == 302
    assert "next=/accounts/searches/new/%3Fq%3Dice" in answer["Location"]


def test_what_came_into_the_catalogue_since_is_told_until_it_was_seen(alice: Person, browser: Client) -> None:
    make_entries(3, title="Ice {}")
    save(browser, "?q=ice", "Ice")
    save(browser, "?q=fire", "Fire")
    assert "3 datasets" in page(browser)
    assert "No dataset" in page(browser)
    assert "nothing new since" in page(browser)
    make_entries(2, title="Old ice {}", ends=date(1999, 5, 5), prefix="10.5072/old")
    assert "2 new since" in page(browser)
    ice = SavedSearch.objects.get(name="Ice")
    browser.head(f"{LIST}{ice.pk}/")
    assert "2 new since" in page(browser)
    assert browser.get(f"{LIST}{ice.pk}/?newest=1")["Location"] == "/search/?q=ice&sort=newest"
    assert browser.get(f"{LIST}{ice.pk}/")["Location"] == "/search/?q=ice"
    assert "2 new since" not in page(browser)


def test_the_list_speaks_french(browser: Client) -> None:
    make_entries(2, title="Ice {}")
    save(browser, "?q=ice", "Glace")
    make_entries(2, title="Old ice {}", prefix="10.5072/old")
    told = browser.get(LIST, headers=FRENCH).content.decode()
    for words in ("Recherches enregistrées", "2 nouveaux depuis le", "Adresse du flux"):
        assert words in told


def test_it_is_renamed_and_deleted(alice: Person, browser: Client) -> None:
    save(browser, "?q=ice")
    ice = SavedSearch.objects.get()
    browser.post(f"{LIST}{ice.pk}/rename/", {"name": "<b>Ice</b>"})
    assert "&lt;b&gt;Ice&lt;/b&gt;" in page(browser)
    browser.post(f"{LIST}{ice.pk}/rename/", {"name": " "})
    ice.refresh_from_db()
    assert ice.name == "<b>Ice</b>"
    browser.post(f"{LIST}{ice.pk}/delete/")
    assert not SavedSearch.objects.exists()
    assert "None yet." in page(browser)


def test_nobody_sees_opens_or_changes_those_of_others(
    alice: Person, oscar: Person, signed_in: Callable[[Person], Client]
) -> None:
    kept = saved_searches.save_search(actor=alice, name="Secret plan", question=Question(words="ice"))
    for other in (signed_in(make_person("bob")), signed_in(oscar)):
        assert "Secret plan" not in page(other)
        before = everything_stored()
        assert other.get(f"{LIST}{kept.pk}/").status_code == 404
        for act in ("rename", "renew", "delete"):
            assert other.post(f"{LIST}{kept.pk}/{act}/", {"name": "Mine"}).status_code == 404
        assert everything_stored() == before


def test_a_form_of_another_site_changes_nothing(alice: Person) -> None:
    kept = saved_searches.save_search(actor=alice, name="Ice", question=Question(words="ice"))
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(alice)
    before = everything_stored()
    addresses = [f"{LIST}new/", *(f"{LIST}{kept.pk}/{act}/" for act in ("rename", "renew", "delete"))]
    for address in addresses:
        assert careful.post(address, {"name": "Theirs", "query": "?q=fire"}).status_code == 403
    assert everything_stored() == before


@pytest.mark.parametrize("name", ["", "   ", "x" * 10_000, "\x00", "\u202e\u0007"])
def test_a_name_that_is_none_or_endless_is_refused_in_words(browser: Client, name: str) -> None:
    answer = browser.post(f"{LIST}new/", {"query": "?q=ice", "name": name})
    assert answer.status_code == 422
    assert 'class="err"' in answer.content.decode()
    assert not SavedSearch.objects.exists()


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("", "?"),
        ("no address at all", "?"),
        ("?q=%00%ff&page=x&box=1,2&from=never&sort=random", "?q=%EF%BF%BD"),
        ("//evil.example/?q=ice&pole=ocean", "?pole=ocean"),
        ("?pole=no-such&pole=no-such", "?pole=no-such"),
    ],
)
def test_of_a_bad_address_only_what_is_understood_is_kept(browser: Client, query: str, kept: str) -> None:
    assert save(browser, query) == 302
    search = SavedSearch.objects.get()
    assert search.query == kept
    assert browser.get(f"{LIST}{search.pk}/")["Location"] == f"/search/{kept}"


def test_too_many_and_too_long_ones_are_refused_in_words(
    alice: Person, browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    endless = "&".join(f"author={'x' * 290}{n}" for n in range(30))
    answer = browser.post(f"{LIST}new/", {"query": f"?{endless}", "name": "All"})
    assert (answer.status_code, "too long to be kept" in answer.content.decode()) == (422, True)
    corners = ",".join(f"{-179 + n * 1.23456} {(n * 7919 % 1000) / 12.34567:.5f}" for n in range(200))
    assert save(browser, f"?polygon={corners}") == 302
    assert save(browser, f"?polygon={corners}", "Renamed") == 302
    SavedSearch.objects.get(name="Renamed").delete()
    monkeypatch.setattr(saved_searches, "MOST", 2)
    assert [save(browser, f"?q=ice{n}") for n in range(3)] == [302, 302, 422]
    assert save(browser, "?q=ice1", "Renamed") == 302


def test_a_long_list_comes_by_pages(alice: Person, browser: Client) -> None:
    for n in range(23):
        saved_searches.save_search(actor=alice, name=f"Search {n:02}", question=Question(words=f"ice{n}"))
    assert "Search 19" in page(browser)
    assert "Search 20" not in page(browser)
    assert "Search 22" in browser.get(f"{LIST}?page=2").content.decode()
    assert browser.get(f"{LIST}?page=x").status_code == 200


def test_closing_the_account_removes_them(alice: Person) -> None:
    saved_searches.save_search(actor=alice, name="Ice", question=Question(words="ice"))
    SavedSearch.objects.update(looked=timezone.now() - timedelta(days=3))
    close_account(actor=alice)
    assert not SavedSearch.objects.exists()
