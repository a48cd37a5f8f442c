"""The disciplines, kept by an operator in both languages."""

import pytest
from django.test import Client

from repository.errors import NotAllowed
from repository.models import LifecycleEvent, Person, Pole
from repository.services.poles import add_pole, change_pole
from tests.factories import make_moderator, make_pole

pytestmark = pytest.mark.django_db

HYDROLOGY = {
    "code": "hydrology",
    "name_en": "Hydrology",
    "name_fr": "Hydrologie",
    "scope_en": "Rivers and lakes.",
    "scope_fr": "Rivières et lacs.",
    "mail": "hydro@example.org",
    "position": "9",
}


def test_a_new_discipline_is_there_for_depositors_and_harvesters_at_once(browser: Client) -> None:
    assert browser.post("/operations/disciplines/new/", HYDROLOGY)["Location"] == "/operations/disciplines/"
    pole = Pole.objects.get(code="hydrology")
    assert (pole.name_fr, pole.position) == ("Hydrologie", 9)
    event = LifecycleEvent.objects.get(type="pole.changed")
    assert event.payload == {"code": "hydrology", "is_new": True}
    assert "pole:hydrology" in browser.get("/oai?verb=ListSets").content.decode()
    assert "hydro@example.org" in browser.get("/contact/").content.decode()
    page = browser.get("/operations/disciplines/").content.decode()
    assert "nobody" in page


def test_a_discipline_is_changed_but_for_its_code(browser: Client) -> None:
    make_pole("ocean")
    browser.post("/operations/disciplines/ocean/", {**HYDROLOGY, "name_en": "Seas", "code": "seas"})
    pole = Pole.objects.get(code="ocean")
    assert pole.name_en == "Seas"
    assert set(LifecycleEvent.objects.get(type="pole.changed").payload["changed"]) >= {"name_en", "mail"}
    browser.post("/operations/disciplines/ocean/", {**HYDROLOGY, "name_en": "Seas"})
    assert LifecycleEvent.objects.filter(type="pole.changed").count() == 1


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"code": "ocean"}, "There is a discipline of this code already"),
        ({"code": "Hydro logy"}, "Begin with a small letter"),
        ({"code": "9lives"}, "Begin with a small letter"),
        ({"name_fr": ""}, "required"),
        ({"position": "-1"}, "greater than or equal to 0"),
        ({"position": "99999999999"}, "less than or equal"),
        ({"mail": "nowhere"}, "valid email"),
        ({"name_en": "Hydro\u2028logy"}, "cannot be printed"),
    ],
)
def test_what_cannot_be_kept_is_said_at_its_field(browser: Client, typed: dict[str, str], words: str) -> None:
    make_pole("ocean")
    before = Pole.objects.count()
    answer = browser.post("/operations/disciplines/new/", {**HYDROLOGY, **typed})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "Rivers and lakes." in answer.content.decode()
    assert Pole.objects.count() == before


def test_a_discipline_shows_its_moderators(browser: Client) -> None:
    make_moderator("mona", pole="ocean")
    assert "Mona Test" in browser.get("/operations/disciplines/").content.decode()
    assert browser.get("/operations/disciplines/none/").status_code == 404


def test_the_services_themselves_refuse_who_is_no_operator(alice: Person) -> None:
    make_pole("ocean")
    with pytest.raises(NotAllowed):
        add_pole(actor=alice, code="mine", fields=HYDROLOGY)
    with pytest.raises(NotAllowed):
        change_pole(actor=alice, code="ocean", fields=HYDROLOGY)
