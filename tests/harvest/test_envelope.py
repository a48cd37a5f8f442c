"""Documents are well-formed and valid whatever they are told to say."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from harvest.oaipmh import envelope
from harvest.oaipmh.errors import ErrorCode
from harvest.oaipmh.sets import ALL_POLES, pole_set
from harvest.oaipmh.xml import escaped
from tests.harvest.schemas import valid_document

NOW = datetime(2026, 11, 20, 12, 0, 1, 987_654, tzinfo=UTC)
OAI = "{http://www.openarchives.org/OAI/2.0/}"


def whole(*body: bytes, given: tuple[tuple[str, str], ...] = ()) -> bytes:
    return envelope.document(base_url="https://data.example.org/oai", now=NOW, given=given, body=body)


def test_the_answer_is_dated_in_whole_seconds_of_utc() -> None:
    root = valid_document(whole(envelope.error(ErrorCode.BAD_VERB, "No verb.")))
    assert root.findtext(f"{OAI}responseDate") == "2026-11-20T12:00:01Z"


def test_the_request_is_repeated_with_its_arguments() -> None:
    arguments = (("verb", "ListSets"), ("resumptionToken", 'a"b<c>&d\ne'))
    request = valid_document(whole(envelope.error("badResumptionToken", "No."), given=arguments)).find(f"{OAI}request")
    assert request is not None
    assert (request.text, dict(request.attrib)) == ("https://data.example.org/oai", dict(arguments))


@given(st.text())
def test_any_text_makes_a_well_formed_element_and_attribute(text: str) -> None:
    safe = escaped(text)
    root = etree.fromstring(f'<a b="{safe}">{safe}</a>'.encode())
    assert root.get("b") == (root.text or "")
    assert len(root) == 0


def test_a_set_tells_its_names_and_scope_in_both_languages() -> None:
    made = pole_set("ocean", names=(("en", "Ocean"), ("fr", "Océan")), scopes=(("en", ""), ("fr", "Mers & côtes")))
    root = valid_document(whole(*envelope.element("ListSets", map(envelope.harvest_set, (ALL_POLES, made)))))
    found = root[-1][1]
    assert [child.text for child in found[:2]] == ["pole:ocean", "Ocean"]
    described = [(child.get("{http://www.w3.org/XML/1998/namespace}lang"), child.text) for child in found[2][0]]
    assert described == [("en", "Ocean"), ("fr", "Océan"), ("fr", "Mers & côtes")]


def test_a_pole_without_a_name_is_called_by_its_code() -> None:
    assert pole_set("ocean", names=(("en", ""), ("fr", ""))).names == (("en", "ocean"),)


def test_a_deleted_header_says_so_and_keeps_its_sets() -> None:
    header = envelope.header("oai:a.b:1", NOW, ["pole:ocean", "pole:climate"], deleted=True)
    root = valid_document(whole(*envelope.element("ListIdentifiers", [header.encode()])))
    found = root[-1][0]
    assert found.get("status") == "deleted"
    assert [child.text for child in found] == ["oai:a.b:1", "2026-11-20T12:00:01Z", "pole:ocean", "pole:climate"]


def test_identify_is_valid_and_declares_what_the_repository_promises() -> None:
    body = envelope.identify(
        name="Data & more",
        base_url="https://data.example.org/oai",
        admin_email="someone@data.example.org",
        earliest=NOW,
        descriptions=(),
    )
    said = {str(child.tag).removeprefix(OAI): child.text for child in valid_document(whole(body))[-1]}
    assert said["repositoryName"] == "Data & more"
    assert (said["deletedRecord"], said["granularity"]) == ("persistent", "YYYY-MM-DDThh:mm:ssZ")
    assert said["earliestDatestamp"] == "2026-11-20T12:00:01Z"


def test_a_browser_is_told_what_makes_a_page_of_an_answer() -> None:
    root = etree.fromstring(whole(envelope.error("badVerb", "No.")))
    instruction = root.getprevious()
    assert isinstance(instruction, etree._XSLTProcessingInstruction)
    assert instruction.get("href") == envelope.STYLESHEET
