"""Variables with their vocabularies, documents by kind, works with the words of their relation, funding."""

from django.test import Client

from tests.repository.public.conftest import Publish

P01 = "http://vocab.nerc.ac.uk/collection/P01/current/TEMPPR01/"
VARIABLE = {
    "name": "TEMP",
    "standard_name": "sea_water_temperature",
    "unit": "degC",
    "unit_uri": "http://vocab.nerc.ac.uk/collection/P06/current/UPAA/",
    "concepts": [{"name": "Temperature of the water body", "uri": P01, "scheme": "SeaDataNet P01"}],
    "method": {"en": "SBE 3plus thermometer"},
}


def test_a_variable_leads_to_its_names_and_unit_in_vocabularies(publish: Publish, reader: Client) -> None:
    page = reader.get(f"/datasets/{publish(variables=[VARIABLE]).suffix}/").content.decode()
    assert 'href="http://vocab.nerc.ac.uk/standard_name/sea_water_temperature/"' in page
    assert f'<a href="{P01}">Temperature of the water body</a> <span class="faint">SeaDataNet P01</span>' in page
    assert '<a href="http://vocab.nerc.ac.uk/collection/P06/current/UPAA/">degC</a>' in page
    assert "SBE 3plus thermometer" in page


def test_documents_stand_by_kind_apart_from_other_works(publish: Publish, reader: Client) -> None:
    related = [
        {"identifier": "10.5555/atbd", "identifier_type": "DOI", "relation": "IsDocumentedBy", "document_kind": "ATBD"},
        {"identifier": "10.5555/paper", "identifier_type": "DOI", "relation": "IsCitedBy", "title": "Oxygen falls"},
    ]
    documents = [{"path": "manual.pdf", "kind": "PUM", "title": {"en": "How to read these data"}}]
    files = {"manual.pdf": b"%PDF-1.4 none", "a.csv": b"a\n1\n"}
    dataset = publish(related=related, documents=documents, files=files)
    page = reader.get(f"/datasets/{dataset.suffix}/").content.decode()
    documents_part = page[page.index('id="documents"') : page.index('id="related"')]
    assert "User manual (PUM)" in documents_part
    assert (
        f'/datasets/{dataset.suffix}/files/{dataset.snapshots.get().number}/manual.pdf">How to read' in documents_part
    )
    assert "Theoretical basis (ATBD)" in documents_part
    assert 'href="https://doi.org/10.5555/atbd"' in documents_part
    related_part = page[page.index('id="related"') :]
    assert "Cited by" in related_part
    assert "Oxygen falls" in related_part


def test_documents_of_closed_files_are_named_without_a_link(publish: Publish, reader: Client) -> None:
    documents = [{"path": "manual.pdf", "kind": "PUM"}]
    files = {"manual.pdf": b"%PDF-1.4 none", "a.csv": b"a\n1\n"}
    dataset = publish(documents=documents, files=files, access="restricted")
    page = reader.get(f"/datasets/{dataset.suffix}/").content.decode()
    part = page[page.index('id="documents"') :]
    assert "User manual (PUM)" in part
    assert "manual.pdf</span>" in part
