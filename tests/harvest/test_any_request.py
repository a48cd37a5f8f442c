"""Whatever is asked, the answer is a valid document and never a failure of the server."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from harvest.oaipmh.arguments import Verb
from harvest.oaipmh.descriptions import Welcome
from harvest.oaipmh.provider import Provider
from harvest.oaipmh.verbs import respond
from tests.harvest.items import LONG_AGO, published
from tests.harvest.reading import OAI
from tests.harvest.schemas import valid_document

PROVIDER = Provider(
    name="Varve",
    base_url="https://data.example.org/oai",
    admin_email="someone@data.example.org",
    domain="varve.localhost",
    page_size=3,
    keys=(b"k" * 32,),
    datacentre="VARVE.TEST",
    welcome=Welcome(
        "https://data.example.org", "https://data.example.org/i.svg", "https://data.example.org/agreement/"
    ),
)
NAMES = ["verb", "metadataPrefix", "identifier", "from", "until", "set", "resumptionToken"]
VALUES = [
    "oai_dc",
    "datacite",
    "pole:ocean",
    "oai:varve.localhost:42182",
    "2026-03-05",
    "2026-03-05T10:11:12Z",
    "9999-12-31T23:59:59Z",
    "0001-01-01",
    "://",
    ":a",
    "//a:b:c",
    "http://[",
    "%41%",
    "?",
    "",
]

uris = st.text("abc0129:/?@!$&'()*+,;=%.-_~", max_size=12)
pairs = st.lists(
    st.tuples(st.sampled_from(NAMES) | st.text(max_size=5), st.sampled_from(VALUES) | uris | st.text(max_size=20)),
    max_size=5,
)
verbs = st.sampled_from([verb.value for verb in Verb])
calm = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.django_db
def test_any_pairs_get_a_valid_document() -> None:
    published("42182")

    @calm
    @given(pairs)
    def check(asked: list[tuple[str, str]]) -> None:
        valid_document(respond(asked, provider=PROVIDER, now=LONG_AGO))

    check()


@pytest.mark.django_db
def test_any_arguments_of_a_real_verb_get_a_valid_document() -> None:
    published("42182")

    @calm
    @given(verbs, st.dictionaries(st.sampled_from(NAMES[1:]), st.sampled_from(VALUES) | uris, max_size=4))
    def check(verb: str, asked: dict[str, str]) -> None:
        answer = valid_document(respond([("verb", verb), *asked.items()], provider=PROVIDER, now=LONG_AGO))
        assert answer.find("o:error", OAI) is not None or answer.find(f"o:{verb}", OAI) is not None

    check()


@pytest.mark.django_db
def test_any_identifier_gets_a_valid_document() -> None:
    @calm
    @given(uris)
    def check(identifier: str) -> None:
        asked = [("verb", "GetRecord"), ("identifier", identifier), ("metadataPrefix", "oai_dc")]
        valid_document(respond(asked, provider=PROVIDER, now=LONG_AGO))

    check()
