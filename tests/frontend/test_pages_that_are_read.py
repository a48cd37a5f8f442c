"""The home page, pages that are read, sign-in and errors: whole, in both languages, with one heading each."""

import re
from itertools import pairwise

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import translation
from lxml import html
from pytest_django import DjangoAssertNumQueries

from tests.factories import PASSWORD, make_moderator, make_person, make_pole

pytestmark = pytest.mark.django_db
READ = ("home", "about", "help", "legal", "privacy", "contact", "accessibility", "preservation")
ACCOUNT = ("account_login", "account_signup", "account_reset_password", "account_reset_password_done")
SIGNED_IN = ("account_email", "account_change_password", "account_logout", "profile")


def get(client: Client, address: str, language: str = "en", status: int = 200) -> html.HtmlElement:
    answer = client.get(address, headers={"accept-language": language})
    assert answer.status_code == status
    page = html.fromstring(answer.content.decode())
    assert page.get("lang") == language
    return page


def headings(page: html.HtmlElement) -> list[int]:
    return [int(str(each.tag)[1]) for each in page.cssselect("main h1, main h2, main h3")]


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", [*READ, *ACCOUNT])
def test_a_page_has_a_title_one_heading_and_a_way_to_its_content(client: Client, name: str, language: str) -> None:
    make_pole("ocean")
    page = get(client, reverse(name), language)
    found = headings(page)
    assert found.count(1) == 1
    assert found[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(found))
    assert re.search(r"\w+ – Varve$", page.findtext(".//title") or "")
    assert page.cssselect("a.skip[href='#main']")
    assert page.cssselect("main#main")
    assert len({each.get("id") for each in page.cssselect("[id]")}) == len(page.cssselect("[id]"))


@pytest.mark.parametrize("name", [*READ, *ACCOUNT])
def test_a_page_reads_otherwise_in_french(client: Client, name: str) -> None:
    words = {
        language: get(client, reverse(name), language).cssselect("h1")[0].text_content() for language in ("en", "fr")
    }
    assert words["en"] != words["fr"] or words["en"] == "Contact"


@pytest.mark.parametrize("name", SIGNED_IN)
def test_the_pages_of_an_account_are_in_our_frame(client: Client, name: str) -> None:
    client.force_login(make_person("alice"))
    page = get(client, reverse(name))
    assert headings(page)[0] == 1
    assert page.cssselect(".account form[method=post] [name=csrfmiddlewaretoken]")


def test_a_wrong_password_is_told_without_saying_whether_the_address_exists(client: Client) -> None:
    make_person("alice")
    said = [
        html.fromstring(client.post(reverse("account_login"), {"login": address, "password": "wrong"}).content.decode())
        .cssselect("[role=alert]")[0]
        .text_content()
        for address in ("alice@example.org", "nobody@example.org")
    ]
    assert said[0] == said[1]


def test_after_sign_in_one_returns_to_where_one_was(client: Client) -> None:
    make_person("alice")
    page = get(client, reverse("help"))
    assert page.cssselect(f"a[href='{reverse('account_login')}?next=/help/']")
    address = f"{reverse('account_login')}?next=/help/"
    (kept,) = get(client, address).cssselect(".account input[name=next]")
    answer = client.post(address, {"login": "alice@example.org", "password": PASSWORD, "next": kept.get("value", "")})
    assert answer.headers["Location"] == "/help/"


def test_the_rooms_a_person_may_not_enter_are_not_offered(client: Client) -> None:
    client.force_login(make_person("alice"))
    assert reverse("moderation-queue") not in [a.get("href") for a in get(client, "/help/").cssselect(".top nav a")]
    client.force_login(make_moderator("mia"))
    links = [a.get("href") for a in get(client, "/help/").cssselect(".top nav a")]
    assert reverse("moderation-queue") in links
    assert reverse("operations") not in links


def test_the_page_one_is_on_is_marked_in_the_navigation(client: Client) -> None:
    marked = get(client, "/help/").cssselect(".top > .wrap > nav a[aria-current=page]")
    assert [link.get("href") for link in marked] == ["/help/"]


def test_the_language_is_changed_by_a_form_and_one_stays_on_the_page(client: Client) -> None:
    form = get(client, "/help/").cssselect("form.lang")[0]
    answer = client.post(
        form.get("action", ""), {"language": "fr", "next": form.cssselect("[name=next]")[0].get("value", "")}
    )
    assert answer.headers["Location"] == "/help/"
    assert html.fromstring(client.get("/help/").content.decode()).get("lang") == "fr"


def test_a_test_doi_is_announced_on_every_page(client: Client) -> None:
    assert "they do not resolve" in get(client, "/about/").cssselect("aside.quiet")[0].text_content()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_wrong_address_is_answered_in_our_frame(client: Client, language: str) -> None:
    page = get(client, "/no/such/page/", language, status=404)
    assert headings(page) == [1]
    assert page.cssselect(f"main a[href='{reverse('search')}']")


@pytest.mark.parametrize("name", ["400", "403", "404", "429", "csrf", "problem"])
def test_every_error_page_says_what_to_do(name: str) -> None:
    with translation.override("en"):
        page = html.fromstring(render_to_string(f"errors/{name}.html", {"sentence": "Say <why>.", "code": "a-code"}))
    assert len(page.cssselect("main h1")) == 1
    assert page.cssselect("main p.lede")[0].text_content().strip()


def test_the_page_of_our_own_faults_asks_nothing_of_the_database(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with translation.override("en"), django_assert_num_queries(0):
        page = html.fromstring(render_to_string("errors/500.html", {"number": "7F3A"}))
    assert "7F3A" in page.cssselect("main")[0].text_content()
    assert not page.cssselect("form, nav")
