"""The administration pages have no door of their own: whoever wants in signs in where guesses are counted."""

import pytest
from django.test import Client

from repository.models import Person
from tests.factories import PASSWORD, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff() -> Person:
    """Somebody who may open the administration pages."""
    return make_person("ada", is_staff=True, is_superuser=True)


def test_a_right_password_opens_nothing_at_the_administration_itself(staff: Person) -> None:
    browser = Client()
    answer = browser.post("/admin/login/", {"username": staff.email, "password": PASSWORD})
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/?next=")
    assert "_auth_user_id" not in browser.session


def test_staff_who_signed_in_see_the_administration_and_others_do_not(staff: Person) -> None:
    browser = Client()
    browser.force_login(staff)
    assert browser.get("/admin/").status_code == 200
    browser.force_login(make_person("bob"))
    assert browser.get("/admin/login/").status_code == 403
