"""What the graph of a dataset says, by the terms of DCAT-AP and GeoDCAT-AP."""

from dataclasses import replace
from typing import Any

from rdflib import RDF, XSD, Graph, Literal, Namespace, URIRef

from repository.crosswalks import dcat
from repository.crosswalks.dcat_files import FILES_LISTED
from repository.crosswalks.edition import Edition
from tests.repository.crosswalks import cast
from tests.repository.crosswalks.graphs import DCAT, DCT, EU, PROV, dataset, read

ADMS = Namespace("http://www.w3.org/ns/adms#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
WKT = URIRef("http://www.opengis.net/ont/geosparql#wktLiteral")


def graph_of(edition: Edition | None = None, **changes: Any) -> Graph:
    body = dcat.render_turtle(cast.full_record(**changes), edition or cast.edition())
    return read(body, "turtle")


def said(graph: Graph, name: URIRef) -> set[Any]:
    return set(graph.objects(dataset(graph), name))


def test_the_dataset_has_its_doi_as_address_and_its_titles_in_each_language() -> None:
    graph = graph_of()
    assert str(dataset(graph)) == "https://doi.org/10.17882/42182"
    assert {title.language for title in said(graph, DCT.title)} == {"en", "fr"}
    assert said(graph, DCAT.landingPage) == {URIRef("https://data.example.org/datasets/42182/")}


def test_a_test_doi_is_never_an_address_at_the_doi_proxy() -> None:
    body = dcat.render_turtle(cast.minimal_record(), cast.unresolved())
    assert b"doi.org" not in body
    assert b"does not resolve" in body


def test_nobody_has_an_e_mail_address() -> None:
    for render in (dcat.render_rdf_xml, dcat.render_turtle, dcat.render_json_ld):
        assert b"help@example.org" not in render(cast.full_record(), cast.edition())


def test_access_and_licence_are_addresses_of_the_authority_tables() -> None:
    graph = graph_of()
    assert said(graph, DCT.accessRights) == {EU["access-right/PUBLIC"]}
    assert said(graph, DCT.license) == {EU["licence/CC_BY_4_0"]}
    assert said(graph, DCT.accrualPeriodicity) == {EU["frequency/MONTHLY"]}
    assert said(graph, DCT.language) == {EU["language/FRA"], EU["language/ENG"]}
    assert EU["data-theme/ENVI"] in said(graph, DCAT.theme)


def test_a_licence_that_no_table_holds_keeps_its_own_address() -> None:
    graph = graph_of(licence={"spdx": "etalab-2.0"})
    assert said(graph, DCT.license) == {URIRef("https://www.etalab.gouv.fr/licence-ouverte-open-licence/")}


def test_a_box_over_the_antimeridian_is_two_rectangles() -> None:
    graph = graph_of()
    (shape,) = graph.objects(None, DCAT.bbox)
    assert shape == Literal(
        "MULTIPOLYGON(((163.5 -23,180 -23,180 -18,163.5 -18,163.5 -23)),"
        "((-180 -23,-175.25 -23,-175.25 -18,-180 -18,-180 -23)))",
        datatype=WKT,
    )
    assert set(graph.objects(None, DCAT.centroid)) == {Literal("POINT(166 -22)", datatype=WKT)}


def test_a_period_is_as_coarse_as_it_was_given() -> None:
    graph = graph_of(time={"periods": [{"begin": "2019"}, {"begin": "2019-04", "end": "2019-05-02"}]})
    kinds = (XSD.gYear, XSD.gYearMonth)
    starts = {Literal(text, datatype=kind) for text, kind in zip(("2019", "2019-04"), kinds, strict=True)}
    assert set(graph.objects(None, DCAT.startDate)) == starts
    assert set(graph.objects(None, DCAT.endDate)) == {Literal("2019-05-02", datatype=XSD.date)}


def test_a_duration_in_weeks_is_told_in_days() -> None:
    graph = graph_of(temporal_resolution={"duration": "P2W"})
    (duration,) = said(graph, DCAT.temporalResolution)
    assert str(duration.n3()).startswith('"P14D"')


def test_each_file_has_its_size_its_hash_and_its_media_type() -> None:
    graph = graph_of()
    (file,) = graph.subjects(DCT.title, Literal("ctd.csv"))
    assert graph.value(file, DCAT.byteSize) == Literal(20_000, datatype=XSD.nonNegativeInteger)
    assert graph.value(file, DCAT.mediaType) == URIRef("https://www.iana.org/assignments/media-types/text/csv")
    checksum = graph.value(file, SPDX.checksum)
    assert graph.value(checksum, SPDX.checksumValue) == Literal("0" * 64, datatype=XSD.hexBinary)
    assert str(graph.value(file, DCAT.downloadURL)).endswith("/files/43871/ctd.csv")


def test_files_that_nobody_gets_yet_have_no_address_to_download() -> None:
    graph = graph_of(cast.embargoed())
    assert said(graph, DCT.accessRights) == {EU["access-right/NON_PUBLIC"]}
    assert said(graph, DCT.available) == {Literal("2028-02-01", datatype=XSD.date)}
    found = {str(address).rpartition("/")[2] for address in graph.objects(None, DCAT.downloadURL)}
    assert found == {"manifest"}


def test_of_very_many_files_the_first_are_told_and_the_list_of_all() -> None:
    newest = cast.edition().layers[0]
    files = tuple(replace(newest.files[0], path=f"{number}.nc") for number in range(FILES_LISTED + 50))
    graph = graph_of(cast.edition(layers=(replace(newest, files=files),)), distribution={}, documents=[])
    assert len(said(graph, DCAT.distribution)) == FILES_LISTED + 2
    assert Literal("250 files, 1250000000 bytes, in one zip.", lang="en") in set(graph.objects(None, DCT.description))


def test_every_layer_is_a_version_with_its_own_address() -> None:
    graph = graph_of()
    layers = said(graph, DCAT.hasVersion)
    assert layers == {URIRef(f"{cast.SITE}/datasets/42182/layers/{number}/") for number in (43871, 42350)}
    assert all((layer, RDF.type, DCAT.Dataset) in graph for layer in layers)


def test_a_withdrawn_dataset_keeps_its_description_and_loses_its_files() -> None:
    graph = graph_of(cast.withdrawn())
    assert said(graph, ADMS.status) == {EU["dataset-status/WITHDRAWN"]}
    assert not said(graph, DCAT.distribution)
    assert any("2027-01-09" in note for note in said(graph, ADMS.versionNotes))
    assert said(graph, DCT.title)


def test_related_works_keep_the_word_of_the_relation() -> None:
    graph = graph_of()
    assert said(graph, DCT.isReferencedBy) == {URIRef("https://doi.org/10.1234/paper")}
    assert said(graph, PROV.wasDerivedFrom) == {URIRef("https://doi.org/10.17882/42182#76230")}
    notation = URIRef("http://www.w3.org/2004/02/skos/core#notation")
    roles = {str(graph.value(role, notation)) for role in graph.objects(None, DCAT.hadRole)}
    assert {"IsCitedBy", "IsDerivedFrom", "References"} <= roles


def test_an_address_that_could_be_a_prefixed_name_is_left_out() -> None:
    graph = graph_of(keywords=[{"term": {"en": "x"}, "uri": "dct:title"}, {"term": {"en": "y"}, "uri": "urn:x:y"}])
    assert URIRef("urn:x:y") in said(graph, DCAT.theme)
    assert URIRef("dct:title") not in said(graph, DCAT.theme) | said(graph, DCT.subject)
