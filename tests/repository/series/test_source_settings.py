"""Sources as operators name them in the environment: what each kind needs beside its address, and what stays secret."""

import pytest

from config.settings.environment import BadSetting, Environment
from config.settings.sources import sources_of
from repository.clients.sources.base import SourceKeys, SourceQuery

TIDES = {
    "SOURCES": "tides, lab",
    "SOURCE_TIDES_URL": "postgresql://reader@db.example.org/tides",
    "SOURCE_TIDES_PASSWORD": "secret word",
    "SOURCE_TIDES_QUERY": "SELECT time, level FROM levels ORDER BY time",
    "SOURCE_LAB_URL": "irods://reader@data.example.org/tempZone/home/lab",
    "SOURCE_LAB_PASSWORD": "another word",
    "SOURCE_LAB_CA_FILE": "/etc/ssl/zone.pem",
}


def test_each_kind_takes_what_opens_it() -> None:
    urls, keys, queries = sources_of(Environment(TIDES))
    assert urls == {"tides": TIDES["SOURCE_TIDES_URL"], "lab": TIDES["SOURCE_LAB_URL"]}
    assert keys["tides"] == SourceKeys(password="secret word")
    assert keys["lab"] == SourceKeys(password="another word", ca_file="/etc/ssl/zone.pem")
    assert queries == {"tides": SourceQuery(TIDES["SOURCE_TIDES_QUERY"], 600)}


def test_no_secret_is_told_where_keys_are_shown() -> None:
    assert "secret word" not in repr(sources_of(Environment(TIDES)))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SOURCE_TIDES_QUERY", ""),
        ("SOURCE_TIDES_QUERY", "DELETE FROM levels"),
        ("SOURCE_TIDES_PASSWORD", ""),
        ("SOURCE_TIDES_SECONDS", "0"),
        ("SOURCE_TIDES_URL", "postgresql://reader:secret@db.example.org/tides"),
        ("SOURCE_LAB_PASSWORD", ""),
        ("SOURCE_LAB_URL", "irods://data.example.org/tempZone/home/lab"),
    ],
)
def test_what_is_missing_or_wrong_names_its_variable(name: str, value: str) -> None:
    with pytest.raises(BadSetting, match=name):
        sources_of(Environment({**TIDES, name: value}))
