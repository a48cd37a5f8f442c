"""What the registrar gets: identity, people, dates, rights."""

from datetime import date

from repository.crosswalks import datacite
from tests.repository.crosswalks import cast
from tests.repository.crosswalks.xml import elements, language, name, read, texts

FULL = datacite.render(cast.full_record(), cast.edition())


def test_people_and_organisations_are_told_apart_by_name_type() -> None:
    creators = elements(FULL, "creatorName")
    assert [(node.text, node.get("nameType")) for node in creators] == [
        ("Marín, Clara", "Personal"),
        ("Shelf Team, Nouméa", "Organizational"),
        ("Suharto", "Personal"),
    ]


def test_an_orcid_and_a_ror_are_full_addresses() -> None:
    assert texts(FULL, "nameIdentifier", nameIdentifierScheme="ORCID") == ["https://orcid.org/0000-0002-1825-0097"]
    assert texts(FULL, "nameIdentifier", nameIdentifierScheme="ROR") == ["https://ror.org/02feahw73"]
    affiliation = elements(FULL, "affiliation")[0]
    assert (affiliation.text, affiliation.get("affiliationIdentifier")) == ("Ifremer", "https://ror.org/044jxhp58")


def test_someone_with_one_name_has_no_given_name() -> None:
    suharto = elements(FULL, "creator")[2]
    assert [child.text for child in suharto] == ["Suharto", "Suharto"]


def test_two_thousand_creators_keep_their_order() -> None:
    people = [{"family": f"Author {number:04d}"} for number in range(2000)]
    body = datacite.render(cast.minimal_record(creators=people), cast.edition())
    assert texts(body, "creatorName") == [person["family"] for person in people]


def test_without_creators_the_schema_is_told_that_they_are_unavailable() -> None:
    assert texts(datacite.render(cast.bare_record(), cast.edition()), "creatorName") == ["(:unav)"]


def test_the_contact_is_a_contributor_and_the_mail_address_stays_out() -> None:
    assert texts(FULL, "contributorName") == ["Roche, Luc", "Help desk"]
    assert elements(FULL, "contributor")[1].get("contributorType") == "ContactPerson"
    assert b"help@example.org" not in FULL


def test_the_main_title_comes_first_and_translations_are_marked() -> None:
    titles = elements(FULL, "title")
    assert [(title.get("titleType"), language(title)) for title in titles] == [
        (None, "en"),
        ("TranslatedTitle", "fr"),
        ("AlternativeTitle", None),
    ]


def test_the_citation_year_is_that_of_the_first_freeze() -> None:
    assert texts(FULL, "publicationYear") == ["2025"]
    assert texts(FULL, "date", dateType="Issued") == ["2025-03-05"]
    assert texts(FULL, "date", dateType="Updated") == ["2026-11-18"]


def test_a_dataset_never_updated_has_no_date_updated() -> None:
    body = datacite.render(cast.minimal_record(), cast.edition(updated=date(2025, 3, 5)))
    assert elements(body, "date", dateType="Updated") == []


def test_periods_are_ranges_that_may_stay_open() -> None:
    assert texts(FULL, "date", dateType="Collected") == ["2019-01-14/2026-10-19", "2026-10/"]


def test_the_period_of_computed_data_is_covered_not_collected() -> None:
    body = datacite.render(cast.full_record(acquisition=["simulation"]), cast.edition())
    assert texts(body, "date", dateType="Coverage") == ["2019-01-14/2026-10-19", "2026-10/"]


def test_an_issue_date_of_the_records_own_is_told_as_other() -> None:
    other = elements(FULL, "date", dateType="Other")
    assert [(node.text, node.get("dateInformation")) for node in other] == [("2025", "Issued: on paper")]


def test_the_end_of_an_embargo_is_the_date_available() -> None:
    body = datacite.render(cast.minimal_record(), cast.embargoed())
    assert texts(body, "date", dateType="Available") == ["2028-02-01"]
    assert elements(body, "rights")[-1].get("rightsURI") == "info:eu-repo/semantics/embargoedAccess"


def test_the_licence_has_its_spdx_name_and_address() -> None:
    licence = elements(FULL, "rights")[0]
    assert (licence.get("rightsIdentifier"), licence.get("rightsIdentifierScheme")) == ("CC-BY-4.0", "SPDX")
    assert licence.get("rightsURI") == "https://creativecommons.org/licenses/by/4.0/"


def test_a_tombstone_keeps_the_description_and_loses_the_files() -> None:
    body = datacite.render(cast.full_record(), cast.withdrawn())
    (day,) = elements(body, "date", dateType="Withdrawn")
    assert (day.text, day.get("dateInformation")) == ("2027-01-09", "The sensor was <broken> & replaced.")
    assert texts(body, "title") == texts(FULL, "title")
    assert not elements(body, "size")
    assert not elements(body, "format")
    assert b"manual.pdf" not in body


def test_a_test_doi_is_said_not_to_resolve() -> None:
    body = datacite.render(cast.minimal_record(), cast.unresolved())
    assert texts(body, "description", descriptionType="Other") == ["The DOI is a test DOI and does not resolve."]
    assert texts(FULL, "description", descriptionType="Other") == []


def test_the_ror_of_the_publisher_is_given_when_the_sealed_record_names_the_same_one() -> None:
    publication = {"doi": "10.17882/42182", "date": "2025-03-05"}
    ours = {**publication, "publisher": {"kind": "organisation", "name": "Varve", "ror": "044jxhp58"}}
    body = datacite.render(cast.minimal_record(publication=ours), cast.edition())
    assert elements(body, "publisher")[0].get("publisherIdentifier") == "https://ror.org/044jxhp58"
    theirs = {**publication, "publisher": {"kind": "organisation", "name": "Elsewhere", "ror": "044jxhp58"}}
    body = datacite.render(cast.minimal_record(publication=theirs), cast.edition())
    assert elements(body, "publisher")[0].get("publisherIdentifier") is None


def test_mandatory_properties_come_first_and_each_list_is_there_once() -> None:
    names = [name(child) for child in read(FULL)]
    assert names[:6] == ["identifier", "creators", "titles", "publisher", "publicationYear", "resourceType"]
    assert len(set(names)) == len(names)
