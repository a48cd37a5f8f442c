"""Every request that is logged and every way in which it ends has a word for the operator."""

import re
from pathlib import Path

from repository.services import registration, reservations
from repository.templatetags.doi_words import OUTCOMES, outcome_word, request_word

ROOM = Path(registration.__file__).parents[1] / "registrars"


def test_every_request_has_a_word() -> None:
    actions = {
        registration.PUBLISH,
        registration.WITHDRAW,
        registration.REFRESH,
        reservations.RESERVE,
        reservations.RELEASE,
    }
    assert {action for action in actions if request_word(action) == action} == set()


def test_every_outcome_of_a_registrar_has_a_word() -> None:
    codes = {code for path in ROOM.glob("*.py") for code in re.findall(r'code\s*=\s*"([a-z-]+)"', path.read_text())}
    assert len(codes) > 6
    assert codes - {*OUTCOMES} == set()
    assert {*reservations._OUTCOMES.values()} - {*OUTCOMES} == set()


def test_a_code_without_a_word_stays_as_it_is() -> None:
    assert (request_word("other"), outcome_word("doi-other")) == ("other", "doi-other")
