"""That nothing was changed is told from what was written since, and no row that is written goes unseen."""

import pytest

from repository.models import Pole
from tests.addresses.asking import everything_stored, stored_since, written
from tests.addresses.scene import nothing_stays

pytestmark = pytest.mark.django_db


def test_each_kind_of_write_is_seen() -> None:
    stored, begun = everything_stored(), written()
    for write in (
        lambda: Pole.objects.create(code="new", name_en="New", name_fr="Nouveau", position=99),
        lambda: Pole.objects.filter(code="ocean").update(name_en="Oceans"),
        lambda: Pole.objects.filter(code="ocean").delete(),
    ):
        with nothing_stays():
            write()
            assert stored_since(begun, stored) != stored
            assert stored_since(begun, stored) == everything_stored()


def test_what_was_taken_back_is_no_change() -> None:
    stored, begun = everything_stored(), written()
    with nothing_stays():
        Pole.objects.filter(code="ocean").update(name_en="Oceans")
    assert begun != written()
    assert stored_since(begun, stored) == stored


def test_a_row_that_becomes_another_of_the_same_number_is_seen() -> None:
    Pole.objects.filter(code="ocean").update(name_en="Before")
    stored, begun = everything_stored(), written()
    Pole.objects.filter(code="ocean").update(name_en="After")
    assert stored_since(begun, stored) != stored
