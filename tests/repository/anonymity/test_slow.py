"""Texts written to keep the page of a private link busy: looked through within seconds, and nothing is missed."""

import time

import pytest

from repository.anonymity.hiding import hide
from repository.anonymity.names import Human, Known
from repository.anonymity.seeking import Seeker
from repository.record.part import TEXT_LENGTH

SEEKER = Seeker(
    Known((Human("Marin", "Clara"), Human("de la Cruz", "Ana")), ("Institut de la Mer",), ("marin@obs.fr",))
)


@pytest.mark.parametrize("piece", ["a", "a.", "%4", "&a", "C ", "C. ", "@a", "0000-", "marin ", "x%41", "="])
def test_the_longest_text_of_a_record_is_looked_through_within_seconds(piece: str) -> None:
    text = (piece * TEXT_LENGTH)[:TEXT_LENGTH]
    began = time.process_time()
    hide(text, SEEKER, mark="#")
    assert time.process_time() - began < 10


def test_names_are_found_in_words_with_escapes_wherever_these_stand() -> None:
    written = "see (https) x/Mar%69n_Ana%20y and \\u004darin, a=b c&#77;arin; plain%4words"
    assert hide(written, SEEKER, mark="#").text == "see (https) # and # a=b # plain%4words"


def test_a_mail_address_is_hidden_with_as_many_letters_as_it_may_have() -> None:
    assert hide(f"{'a' * 64}@obs.example", SEEKER, mark="#").text == "#"
