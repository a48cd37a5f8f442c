"""Answers written from golden records, without a database."""

from datetime import UTC, datetime

from harvest.csw.provider import Provider
from tests.repository.crosswalks.golden import CASES, golden_path

NOW = datetime(2026, 11, 21, 12, 30, tzinfo=UTC)
PROVIDER = Provider(
    name="Varve",
    base_url="https://data.example.org/csw",
    site_url="https://data.example.org",
    description_url="https://data.example.org/opensearch.xml",
    search_url="https://data.example.org/search/",
    contact_email="contact@data.example.org",
)


def stored(name: str) -> list[bytes]:
    """The stored bodies of the records that have all that a record needs."""
    return [golden_path(case, name).read_bytes() for case in CASES if case != "bare"]
