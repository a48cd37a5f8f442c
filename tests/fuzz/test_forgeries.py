"""Forms without the token of their page, and tokens that nobody gave out: refused in words, and nothing changes."""

import pytest
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.test import Client
from django.urls import reverse

from repository.models import Person
from repository.uploads.permits import permit_for
from tests.addresses.asking import everything_stored
from tests.addresses.scene import Scene
from tests.addresses.table import every_address
from tests.fuzz.sound import check

pytestmark = pytest.mark.django_db

WITHOUT_FORMS = {"oai", "csw", "ogcapi-items", "stac-search", "deposit-dataset", "set_language"}
"""Programs that read the catalogue send forms too, and hold no cookie; the next leads on, whatever is sent; the last
changes nothing here.
"""


def _refused(name: str) -> tuple[int, ...]:
    """No browser's form speaks tus; and a cookie opens nothing of the API."""
    if name.startswith("tus-"):
        return (412,)
    return (401, 403, 405) if name.startswith("api-") else (302, 403, 404, 405)


TOKENS = {
    "none": {},
    "made up": {"csrfmiddlewaretoken": "a" * 64},
    "no letters": {"csrfmiddlewaretoken": "\x00<fuzz>" * 8},
}


@pytest.mark.parametrize(
    ("kind", "language"),
    [
        ("no letters", "fr"),
        pytest.param("none", "fr", marks=pytest.mark.drill),
        pytest.param("made up", "en", marks=pytest.mark.drill),
    ],
)
def test_a_form_without_the_token_of_its_page_is_refused_everywhere_and_changes_nothing(
    scene: Scene, kind: str, language: str
) -> None:
    browser = scene.browser("author", language=language, checks_forms=True)
    before = everything_stored()
    for address in every_address():
        if address.name in WITHOUT_FORMS:
            continue
        answer = browser.post(address.filled(scene.values("correction")), TOKENS[kind])
        check(answer, language)
        assert answer.status_code in _refused(address.name), address.name
        if answer.status_code == 302:
            assert "/login/" in answer.headers["Location"] or "/reauthenticate/" in answer.headers["Location"]
        if answer.status_code == 403 and address.name == "deposit-description":
            assert ("This form is too old" in answer.text) == (language == "en")
    assert everything_stored() == before


def test_the_token_of_another_browser_is_refused(scene: Scene) -> None:
    path = reverse("deposit-create")
    token = scene.browser("stranger").get(reverse("deposit-list")).context["csrf_token"]
    browser = scene.browser("author", checks_forms=True)
    browser.get(reverse("deposit-list"))
    before = everything_stored()
    assert browser.post(path, {"csrfmiddlewaretoken": str(token)}).status_code == 403
    assert everything_stored() == before
    mine = browser.get(reverse("deposit-list")).context["csrf_token"]
    assert browser.post(path, {"csrfmiddlewaretoken": str(mine)}).status_code == 302


def test_a_form_sent_from_another_site_is_refused_even_with_its_token(scene: Scene) -> None:
    browser = scene.browser("author", checks_forms=True)
    token = str(browser.get(reverse("deposit-list")).context["csrf_token"])
    for origin in ("https://evil.example.org", "null", "http://testserver.evil.example.org", "\x00"):
        answer = browser.post(reverse("deposit-create"), {"csrfmiddlewaretoken": token}, headers={"origin": origin})
        assert answer.status_code == 403, origin


def mangled(token: str) -> list[str]:
    """A true token, and what comes of it by cutting, doubling, turning round and changing one letter."""
    flipped = ("A" if token[-1] != "A" else "B") + token[1:]
    return ["", token[:-1], token + "A", token * 2, token[::-1], flipped, token.swapcase(), "x" * 3_000]


def test_a_link_for_a_new_password_works_letter_by_letter_or_not_at_all(scene: Scene) -> None:
    person = Person.objects.get(pk=scene.people["stranger"].pk)  # as it is stored: the key knows the last sign-in
    key, number = default_token_generator.make_token(person), user_pk_to_url_str(person)
    before = everything_stored()
    for made_up in mangled(key)[1:]:
        answer = Client().get(f"/accounts/password/reset/key/{number}-{made_up}/", follow=True)
        check(answer, "en")
        assert 'type="password"' not in answer.text
    for nobody in ("0", "zzzzzzzz", "1" * 300, "-1"):
        check(Client().get(f"/accounts/password/reset/key/{nobody}-{key}/", follow=True), "en")
    assert everything_stored() == before
    assert 'type="password"' in Client().get(f"/accounts/password/reset/key/{number}-{key}/", follow=True).text


def test_a_link_that_confirms_an_address_works_letter_by_letter_or_not_at_all(scene: Scene) -> None:
    key = str(scene.values("draft")["confirmation"])
    before = everything_stored()
    for made_up in mangled(key)[1:]:
        check(Client().get(f"/accounts/confirm-email/{made_up}/"), "en")
        check(Client().post(f"/accounts/confirm-email/{made_up}/"), "en")
    assert everything_stored() == before


def test_a_permit_to_send_files_is_one_person_s_for_one_dataset(scene: Scene) -> None:
    dataset = scene.datasets["draft"]
    path = reverse("deposit-upload", args=[dataset.deposit_id, dataset.key])
    true = permit_for(scene.people["author"], dataset.key)
    others = [
        permit_for(scene.people["co_author"], dataset.key),
        permit_for(scene.people["author"], scene.datasets["correction"].key),
    ]
    browser = scene.browser("author", checks_forms=True)
    before = everything_stored()
    for made_up in (*mangled(true), *others):
        answer = browser.generic("POST", path, QUERY_STRING=f"permit={made_up}")
        check(answer, "en")
        assert answer.status_code == 403
    assert everything_stored() == before


@pytest.mark.parametrize("token", [*mangled("MjAyNi0wMy0wNVQxMDoxMToxMlp8MTIzfG9haV9kYw"), "\x00", "%00", "é", "a|b|c"])
def test_a_harvester_s_made_up_token_is_told_in_the_protocol(scene: Scene, token: str) -> None:
    answer = Client().get(reverse("oai"), {"verb": "ListRecords", "resumptionToken": token})
    assert answer.status_code == 200
    assert 'code="badResumptionToken"' in answer.text or 'code="badArgument"' in answer.text
    check(answer, "en")
