"""Lists in pages, by set and by date."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from lxml import etree
from pytest_django import Settings

from harvest import queries
from tests.harvest.conftest import Harvester
from tests.harvest.items import LONG_AGO, identifiers, many, published
from tests.harvest.reading import error_of, identifiers_in, token_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def pages_of_three(settings: Settings) -> None:
    settings.OAI_PAGE_SIZE = 3


def pages(ask: Harvester, **arguments: str) -> Iterator[etree._Element]:
    """Every page of a list, as a harvester asks for them."""
    verb = arguments.get("verb", "ListRecords")
    answer = ask(**{"verb": verb, "metadataPrefix": "oai_dc"} | arguments)
    while True:
        yield answer
        token = token_in(answer)
        if token is None or not token.text:
            return
        answer = ask(verb=verb, resumptionToken=token.text)


def listed(ask: Harvester, **arguments: str) -> list[str]:
    return [found for page in pages(ask, **arguments) for found in identifiers_in(page)]


@pytest.mark.parametrize("verb", ["ListRecords", "ListIdentifiers"])
def test_a_list_comes_whole_and_in_order_over_its_pages(ask: Harvester, verb: str) -> None:
    datasets = many(8)
    assert [identifiers_in(page) for page in pages(ask, verb=verb)] == [
        identifiers(datasets[:3]),
        identifiers(datasets[3:6]),
        identifiers(datasets[6:]),
    ]


def test_only_the_last_page_of_a_split_list_has_an_empty_token(ask: Harvester) -> None:
    many(7)
    tokens = [token_in(page) for page in pages(ask)]
    assert [bool(token is not None and token.text) for token in tokens] == [True, True, False]
    assert [None if token is None else dict(token.attrib) for token in tokens][2] == {
        "completeListSize": "7",
        "cursor": "6",
    }
    assert [token.get("cursor") for token in tokens if token is not None] == ["0", "3", "6"]


def test_a_token_lives_a_day_or_longer(ask: Harvester) -> None:
    many(4)
    token = token_in(next(pages(ask)))
    assert token is not None
    assert datetime.fromisoformat(str(token.get("expirationDate"))) > datetime.now(UTC) + timedelta(days=1)


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_that_fits_on_a_page_has_no_token(ask: Harvester, count: int) -> None:
    many(count)
    (page,) = pages(ask)
    assert token_in(page) is None


def test_a_list_of_full_pages_ends_without_an_empty_one(ask: Harvester) -> None:
    many(6)
    assert [len(identifiers_in(page)) for page in pages(ask)] == [3, 3]


def test_items_of_one_second_are_neither_lost_nor_repeated_across_pages(ask: Harvester) -> None:
    datasets = [*many(2), *(published(str(2000 + n), LONG_AGO + timedelta(hours=1)) for n in range(8))]
    assert listed(ask) == identifiers(datasets)


def test_a_list_too_long_to_count_cheaply_gives_no_size(ask: Harvester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "COUNT_LIMIT", 3)
    many(4)
    sizes = [token.get("completeListSize") for token in map(token_in, pages(ask)) if token is not None]
    assert sizes == [None, None]


def test_a_set_holds_its_own_items_only_and_through_every_page(ask: Harvester) -> None:
    ocean = [published(str(1000 + n), LONG_AGO + timedelta(hours=n), sets=["pole:ocean"]) for n in range(4)]
    both = published("1500", LONG_AGO + timedelta(hours=5), sets=["pole:climate", "pole:ocean"])
    published("1600", LONG_AGO + timedelta(minutes=1), sets=["pole:ocean-floor"])
    published("1700", LONG_AGO + timedelta(minutes=2), sets=[])
    assert listed(ask, set="pole:ocean") == identifiers([*ocean, both])
    assert listed(ask, set="pole:climate") == identifiers([both])


def test_the_root_set_holds_the_items_of_every_pole(ask: Harvester) -> None:
    datasets = [published(str(1000 + n), sets=[f"pole:{n}"]) for n in range(4)]
    published("1700", sets=["polenta"])
    assert listed(ask, set="pole") == identifiers(datasets)


def test_a_set_that_nothing_belongs_to_matches_no_records(ask: Harvester) -> None:
    many(1)
    assert error_of(ask(verb="ListRecords", metadataPrefix="oai_dc", set="pole:nothing")) == "noRecordsMatch"


def test_both_ends_of_a_period_are_inside_it(ask: Harvester) -> None:
    datasets = many(5, every=timedelta(seconds=1))
    ends = {"from_": "2026-03-05T10:11:13Z", "until": "2026-03-05T10:11:15Z"}
    assert listed(ask, **ends) == identifiers(datasets[1:4])
    assert listed(ask, from_="2026-03-05T10:11:13Z") == identifiers(datasets[1:])
    assert listed(ask, until="2026-03-05T10:11:15Z") == identifiers(datasets[:4])


def test_a_period_of_days_takes_whole_days_and_holds_over_pages(ask: Harvester) -> None:
    datasets = many(8, every=timedelta(hours=12), start=datetime(2026, 3, 5, tzinfo=UTC))
    assert listed(ask, from_="2026-03-06", until="2026-03-07") == identifiers(datasets[2:6])
    assert listed(ask, from_="2026-03-06") == identifiers(datasets[2:])


@pytest.mark.parametrize("period", [{"from_": "2099-01-01"}, {"until": "2026-03-04"}, {"until": "1999-01-01"}])
def test_a_period_without_items_matches_no_records(ask: Harvester, period: dict[str, str]) -> None:
    many(1)
    assert error_of(ask(verb="ListIdentifiers", metadataPrefix="oai_dc", **period)) == "noRecordsMatch"


def test_withdrawn_items_stay_in_the_list_at_their_place(ask: Harvester) -> None:
    datasets = [published(str(1000 + n), LONG_AGO + timedelta(hours=n), withdrawn=n % 2 == 0) for n in range(5)]
    for verb in ("ListRecords", "ListIdentifiers"):
        assert listed(ask, verb=verb) == identifiers(datasets)


def test_datestamps_never_go_back_along_a_list(ask: Harvester) -> None:
    many(9, every=timedelta(seconds=-7))
    stamps = [str(found.text) for page in pages(ask) for found in page.iterfind(".//{*}datestamp")]
    assert len(stamps) == 9
    assert all(first <= second for first, second in pairwise(stamps))


def test_a_token_of_one_verb_is_refused_by_the_other(ask: Harvester) -> None:
    many(4)
    token = token_in(ask(verb="ListRecords", metadataPrefix="oai_dc"))
    assert token is not None
    answer = ask(verb="ListIdentifiers", resumptionToken=str(token.text))
    assert error_of(answer) == "badResumptionToken"


def test_a_page_is_read_in_one_statement(ask: Harvester, settings: Settings) -> None:
    many(12)
    token = token_in(ask(verb="ListRecords", metadataPrefix="oai_dc"))
    reads: list[str] = []
    original = queries._rows

    def counted(parts: tuple[str, ...], values: dict[str, object]) -> list[queries.Row]:
        reads.append(" ".join(parts))
        return original(parts, values)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(queries, "_rows", counted)
        assert token is not None
        ask(verb="ListRecords", resumptionToken=str(token.text))
    assert len(reads) == 1
