"""What there is, and what each process takes, is valid by the schemas of both versions and read by OWSLib."""

import pytest
from lxml import etree
from owslib.wps import WebProcessingService

from compute.doors.wps.capabilities import Provider, capabilities
from compute.doors.wps.described import descriptions
from compute.doors.wps.offered import offerings
from compute.doors.wps.versions import V1, V2, Version
from compute.processes.registry import processes
from tests.compute.wps.schemas import valid

PROVIDER = Provider("Varve & friends", "https://varve.example", "https://varve.example/wps", "a@varve.example")
EVERY = list(processes().values())


@pytest.mark.parametrize("version", [V1, V2], ids=lambda version: version.number)
def test_capabilities_are_valid_and_name_every_process(version: Version) -> None:
    root = valid(capabilities(version, PROVIDER, EVERY), version.number)

    assert root.get("version") == version.number
    ids = root.xpath("//*[local-name()='Process' or local-name()='ProcessSummary']/*[local-name()='Identifier']/text()")
    assert ids == [process.id for process in EVERY]


def test_descriptions_of_1_0_0_are_valid_and_owslib_reads_them() -> None:
    body = descriptions(EVERY)
    valid(body, "1.0.0")
    client = WebProcessingService(PROVIDER.address, skip_caps=True)

    divand = client.describeprocess("divand", xml=body)
    inputs = {one.identifier: one for one in divand.dataInputs}
    assert set(inputs) == set(processes()["divand"].inputs)
    assert (inputs["bbox"].dataType, inputs["bbox"].defaultValue) == (
        "BoundingBoxData",
        "urn:ogc:def:crs:OGC:1.3:CRS84",
    )
    assert (inputs["length"].allowedValues, inputs["length"].defaultValue) == (["fixed", "fit"], "fixed")
    assert (inputs["observations"].minOccurs, inputs["observations"].maxOccurs) == (1, 1_000)
    assert inputs["observations"].defaultValue.mimeType == "application/json"
    assert (divand.storeSupported, divand.statusSupported) == (True, True)
    assert {one.identifier for one in divand.processOutputs} == {"field", "report"}


def test_offerings_of_2_0_0_are_valid_and_say_how_each_may_be_run() -> None:
    root = valid(offerings(EVERY), "2.0.0")

    ways = {
        one.findtext(".//{*}Process/{*}Identifier"): one.get("jobControlOptions")
        for one in root.iterfind("{*}ProcessOffering")
    }
    assert ways["echo"] == "sync-execute async-execute"
    assert ways["divand"] == "async-execute"
    assert root.find(".//{*}Process/{*}Input[{*}Identifier='observations']").get("maxOccurs") == "unbounded"


def test_words_of_a_process_are_text_and_never_markup() -> None:
    class Sly(type(processes()["echo"])):  # type: ignore[misc]
        title = "</ows:Title><evil/>"
        description = "{{ 7 * 7 }} & <b>"

    for body in (descriptions([Sly()]), offerings([Sly()])):
        root = etree.fromstring(body)
        assert root.find(".//{*}evil") is None
        assert "{{ 7 * 7 }} & <b>" in root.xpath("//*[local-name()='Abstract']/text()")
