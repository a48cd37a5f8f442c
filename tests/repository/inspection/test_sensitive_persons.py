"""Data about persons are found by their form and their check digits, and never told whole."""

import random
import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repository.inspection.sensitive.labels import is_of_observers, is_of_taxa, is_personal
from repository.inspection.sensitive.persons import is_iban, is_nir, persons_in
from repository.inspection.table.columns import words_of


def kinds(text: str) -> list[str]:
    return [hit.kind for hit in persons_in(text)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("clara.marin@example.org", "mail"),
        ("<c+m@sub.univ-brest.fr>", "mail"),
        ("04 68 88 73 73", "phone"),
        ("04.68.88.73.73", "phone"),
        ("+33 (0)4 68 88 73 73", "phone"),
        ("+33468887373", "phone"),
        ("+44 20 7946 0958", "phone"),
        ("255081416802538", "nir"),
        ("2 55 08 14 168 025 38", "nir"),
        ("FR14 2004 1010 0505 0001 3M02 606", "iban"),
        ("GB82WEST12345698765432", "iban"),
    ],
)
def test_each_kind_is_found_alone_and_in_a_sentence(text: str, kind: str) -> None:
    assert kinds(text) == [kind]
    assert kinds(f"Ask {text}, please.") == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "43.1234567,5.2345678",
        "2019-04-12T10:00:00Z",
        "1234567890",
        "0468887373",
        "10.5072/42182#42350",
        "-999.99 9999.0 1e20",
        "+12.5 +13.25 +1013.25",
        "user@host",
        "255081416802539",
        "1000000000000000",
        "1.55081416802538",
        "FR14 2004 1010 0505 0001 3M02 607",
        "AB12CDEF34567890123",
        "0000-0002-1825-0097",
        "01 02 2019 12 30 00",
        "978-2-1234-5680-3",
        "PSALST01 TEMPPR01",
        "2006-02-18 12:54:17 51.2471667 1 396 88",
    ],
)
def test_what_only_looks_like_it_is_left_alone(text: str) -> None:
    assert kinds(text) == []


def test_what_overlaps_is_told_once() -> None:
    assert kinds("2 55 08 14 168 025 38 and 04 68 88 73 73") == ["nir", "phone"]


@given(st.text(max_size=400))
def test_any_text_is_looked_through(text: str) -> None:
    for hit in persons_in(text):
        assert 0 <= hit.start < hit.end <= len(text)


LETTERS = st.text("abcdefghij0123456789", min_size=3, max_size=20)


@given(local=LETTERS, host=LETTERS, before=st.sampled_from(["", "a ", ";", "\t", "\x1f"]))
def test_an_address_is_found_and_what_is_shown_does_not_give_it_away(local: str, host: str, before: str) -> None:
    (hit,) = persons_in(f"{before}{local}@{host}.org ")
    assert hit.kind == "mail"
    assert local not in hit.shown
    assert host not in hit.shown


@given(st.integers(0, 10**13 - 1))
def test_a_social_security_number_has_one_key(number: int) -> None:
    plain = f"{number:013d}"
    keys = [key for key in range(100) if is_nir(f"{plain}{key:02d}")]
    assert keys == [97 - number % 97]


@given(st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", min_size=23, max_size=23))
def test_an_account_number_has_one_pair_of_check_digits(account: str) -> None:
    assert sum(is_iban(f"FR{key:02d}{account}") for key in range(2, 99)) == 1


def test_corsica_has_letters_in_its_numbers() -> None:
    number = int("1850719004" + "001")
    key = 97 - number % 97
    assert is_nir(f"185072A004001{key:02d}")


@pytest.mark.parametrize(
    "piece", ["a", "a.", "1 ", "+1 ", "2 55 ", "FR14 ", "@", "a@a.", "a@", "0", "01 ", "A1B2 ", "%a", "(", "12-"]
)
def test_hostile_texts_take_no_longer_than_their_length(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    began = time.process_time()
    for _hit in persons_in(text):
        pass
    assert time.process_time() - began < 5


def test_nothing_of_random_numbers_is_taken_for_persons() -> None:
    chance = random.Random(9)
    rows = [",".join(f"{chance.uniform(-1000, 1000):.{chance.randint(0, 9)}f}" for _ in range(12)) for _ in range(3000)]
    assert [row for row in rows if kinds(row)] == []


@pytest.mark.parametrize(
    "label", ["Prénom", "firstName", "Date de naissance", "e-mail", "Adresse postale", "phone number"]
)
def test_labels_about_persons_are_known(label: str) -> None:
    assert is_personal(words_of(label))


@pytest.mark.parametrize(
    "label", ["nom", "name", "NIR", "station_name", "Nom de la station", "date", "address_id", "mobility", "telemetry"]
)
def test_labels_that_may_be_anything_are_left_alone(label: str) -> None:
    assert not is_personal(words_of(label))


def test_observers_and_species_have_labels_of_their_own() -> None:
    assert is_of_observers(words_of("recordedBy"))
    assert is_of_taxa(words_of("scientificName"))
    assert is_of_taxa(words_of("Nom scientifique"))
    assert not is_of_taxa(words_of("temperature"))
    assert re.fullmatch(r"[a-z]+", words_of("Espèce")[0])
