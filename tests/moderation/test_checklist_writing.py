"""Writing the list of a discipline in its form: versions, both languages, two who write at once, nothing lost."""

import pytest
from django.test import Client
from lxml import html

from moderation.models import Checklist
from moderation.services.checklists import write_checklist
from repository.models import Pole
from tests.moderation.conftest import Cast
from tests.moderation.test_checklists import SCOPE, UNITS

pytestmark = pytest.mark.django_db

OCEAN = "/moderation/checklists/of/ocean/"


def form_of(client: Client, address: str = OCEAN) -> dict[str, str]:
    """What the browser sends of the page as it stands."""
    page = html.fromstring(client.get(address).text)
    (form,) = page.xpath("//form[.//input[@name='seen']]")
    found = {}
    for control in form.xpath(".//*[@name and @name != 'csrfmiddlewaretoken']"):
        if control.get("type") != "checkbox" or control.get("checked") is not None:
            found[control.get("name")] = control.get("value") or control.text or ("on" if control.get("type") else "")
    return found


def test_a_discipline_begins_with_the_list_of_all_and_gets_its_own(client: Client, cast: Cast) -> None:
    client.force_login(cast.bob)
    said = form_of(client)
    assert said["0-english"].startswith("The files open")
    extra = {"6-english": "Flags follow SeaDataNet.", "6-french": "Codes SeaDataNet.", "6-is_required": "on"}
    response = client.post(OCEAN, {**said, **extra}, follow=True)
    assert "Version 1 is in force." in response.text
    made = Checklist.objects.get()
    assert (made.label, made.made_by, len(made.points)) == ("ocean.1", cast.bob, 7)
    assert [point.is_required for point in made.points] == [False] * 6 + [True]


def test_points_are_moved_removed_and_kept_by_their_keys(client: Client, cast: Cast) -> None:
    write_checklist(actor=cast.bob, pole=Pole.objects.get(code="ocean"), points=(UNITS, SCOPE), seen=0)
    client.force_login(cast.bob)
    moved = {**form_of(client), "0-place": "2,5"}
    client.post(OCEAN, moved)
    assert [point.key for point in Checklist.objects.get(number=2).points] == ["p2", "p1"]
    client.post(OCEAN, {**form_of(client), "0-english": "", "0-french": ""})
    assert [point.key for point in Checklist.objects.get(number=3).points] == ["p1"]
    assert "It belongs here." in client.get(f"{OCEAN}?version=2").text


def test_a_point_in_one_language_is_not_taken_and_every_word_stays(client: Client, cast: Cast) -> None:
    client.force_login(cast.bob)
    said = {**form_of(client), "6-english": "<b>Only English</b>"}
    response = client.post(OCEAN, said)
    assert response.status_code == 422
    assert "Say it in English and in French: both are read." in response.text
    assert "&lt;b&gt;Only English&lt;/b&gt;" in response.text
    assert not Checklist.objects.exists()


def test_of_two_who_write_at_once_the_second_sees_the_first_and_keeps_the_words(client: Client, cast: Cast) -> None:
    ocean = Pole.objects.get(code="ocean")
    client.force_login(cast.bob)
    said = {**form_of(client), "6-english": "Mine.", "6-french": "À moi."}
    write_checklist(actor=cast.bella, pole=ocean, points=(UNITS,), seen=0)
    response = client.post(OCEAN, said)
    assert response.status_code == 409
    for words in ("Somebody changed this list after you opened it.", "Bella Test", "Units are explained.", "Mine."):
        assert words in response.text
    again = html.fromstring(response.text).xpath("//input[@name='seen']/@value")[0]
    assert client.post(OCEAN, {**said, "seen": again}).status_code == 302
    assert Checklist.objects.filter(pole=ocean).count() == 2


def test_moderators_read_the_list_of_all_and_operators_write_it(client: Client, cast: Cast) -> None:
    address = "/moderation/checklists/default/"
    client.force_login(cast.bob)
    assert "<form class" not in client.get(address).text.partition("<main")[2].replace("language", "")
    assert client.post(address, {"seen": "1"}).status_code == 403
    client.force_login(cast.olga)
    assert client.post(address, {**form_of(client, address), "0-is_required": "on"}).status_code == 302
    assert [(each.number, each.made_by) for each in Checklist.objects.filter(pole=None)] == [(1, None), (2, cast.olga)]


def test_the_lists_of_ones_disciplines_are_told(client: Client, cast: Cast) -> None:
    write_checklist(actor=cast.bob, pole=Pole.objects.get(code="ocean"), points=(UNITS, SCOPE), seen=0)
    client.force_login(cast.bob)
    text = client.get("/moderation/checklists/").text
    assert "Bob Test" in text
    assert "came with the software" in text
    assert "Climate" not in text
    client.force_login(cast.olga)
    assert "none of its own: that of all disciplines holds" in client.get("/moderation/checklists/").text


@pytest.mark.parametrize("odd", [{}, {"seen": "x"}, {"seen": "9" * 30}, {"seen": "0", "0-english": "x" * 301}])
def test_odd_forms_write_nothing(client: Client, cast: Cast, odd: dict[str, str]) -> None:
    client.force_login(cast.bob)
    assert client.post(OCEAN, odd).status_code in (409, 422)
    assert not Checklist.objects.exists()
