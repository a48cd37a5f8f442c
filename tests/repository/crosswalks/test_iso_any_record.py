"""Both forms of ISO of what the common records leave out, of the largest record there may be, and beside real ones."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from repository.crosswalks import iso19115_3, iso19139
from repository.crosswalks.edition import Edition
from repository.crosswalks.schemas import faults
from repository.record import terms
from repository.record.model import Record
from tests.repository.crosswalks import cast
from tests.repository.crosswalks.foreign.test_real_records import sample
from tests.strategies import PATIENT
from tests.strategies.editions import editions
from tests.strategies.records import LINES, TEXTS, URI, by_language, documents, of, one_of, some

FORMS = {iso19115_3: "drivers/iso19115-3-all.xsd", iso19139: "drivers/iso19139-all.xsd"}
NAMED = {"name": LINES}
PATHS = LINES.map(lambda text: text.replace("/", "").replace("\\", "").strip()).filter(
    lambda text: text not in ("", ".")
)
SOFTWARE = st.fixed_dictionaries(NAMED, optional={"version": LINES, "uri": URI})
REST = of(
    processing_level=LINES,
    temporal_resolution=of(note=by_language(LINES)).map(lambda said: {"duration": "P1Y2W3DT4H5.5S", **said}),
    update_frequency=one_of(terms.UpdateFrequency),
    spatial_resolution=some(
        st.builds(
            lambda distance, unit: {"distance": distance, "unit": unit},
            st.floats(5e-324, 1e300),
            st.sampled_from(("m", "km", "degree", "arc-minute", "arc-second")),
        )
    ),
    reference_systems=some(st.fixed_dictionaries({"uri": URI}, optional=NAMED)),
    vertical=st.just([{"minimum": -1e-300, "maximum": 2, "positive": "up", "datum": '"<&>"', "datum_uri": "urn:x:y"}]),
    documents=some(
        st.fixed_dictionaries({"path": PATHS,
                               "kind": one_of(terms.DocumentKind)}, optional={"title": by_language(LINES)}), 2
    ),
    distribution=of(
        formats=some(st.fixed_dictionaries(NAMED, optional={"version": LINES, "uri": URI})),
        services=some(st.fixed_dictionaries({"kind": one_of(terms.ServiceKind), "uri": URI}, optional=NAMED)),
    ),
    provenance=st.fixed_dictionaries(
        {"process": LINES},
        optional={
            "process_version": LINES, "environment": TEXTS, "software": some(SOFTWARE, 3),
            "parameters": some(st.fixed_dictionaries({"name": LINES, "value": TEXTS})),
            "sources": some(st.fixed_dictionaries({"identifier": LINES})),
        },
    ),
)  # fmt: skip


@settings(PATIENT, max_examples=60)
@given(documents(), REST, editions())
def test_what_other_records_leave_out_is_valid_too(document: dict[str, Any], rest: dict[str, Any], e: Edition) -> None:
    folder = cast.schemas_folder()
    record = Record.model_validate({**document, **rest})
    for form, schema in FORMS.items():
        assert faults(etree.fromstring(form.render(record, e)), folder=folder, schema=schema) == ()


def test_the_largest_record_is_valid() -> None:
    folder = cast.schemas_folder()
    box = {"west": 170.5, "south": -1, "east": -170, "north": 1}
    record = cast.full_record(
        creators=[{"family": f"Marín {n}", "affiliations": [{"name": "A"}, {"name": "B"}]} for n in range(2_000)],
        place={"boxes": [{**box, "north": n / 10} for n in range(500)]},
        abstract=dict.fromkeys(("en", "fr", "ar", "zh-Hant-TW", "und"), "5 < x & y 🌊 " * 14000),
        keywords=[{"term": {"en": f"word {n}", "fr": f"mot {n}"}} for n in range(1_000)],
    )
    for form, schema in FORMS.items():
        body = form.render(record, cast.edition())
        root = etree.fromstring(body, etree.XMLParser(huge_tree=True))
        assert faults(root, folder=folder, schema=schema) == ()


@pytest.mark.parametrize(
    ("form", "path", "where"),
    [
        (iso19115_3, "iso19115-3/sextant-odatis-acc-fronts.xml", where)
        for where in (
            "metadataIdentifier/MD_Identifier/code",
            "metadataScope/MD_MetadataScope/resourceScope/MD_ScopeCode/@codeListValue",
            "identificationInfo/MD_DataIdentification/citation/CI_Citation/title",
            "identificationInfo/MD_DataIdentification/citation/CI_Citation/identifier/MD_Identifier/code",
            "identificationInfo/MD_DataIdentification/extent/EX_Extent/geographicElement/EX_GeographicBoundingBox",
            "identificationInfo/MD_DataIdentification/descriptiveKeywords/MD_Keywords/keyword/Anchor/@href",
            "identificationInfo/MD_DataIdentification/resourceConstraints/MD_LegalConstraints/otherConstraints",
            "distributionInfo/MD_Distribution/transferOptions/MD_DigitalTransferOptions/onLine/CI_OnlineResource/linkage",
            "acquisitionInformation/MI_AcquisitionInformation/instrument/MI_Instrument/identifier/MD_Identifier/code",
            "resourceLineage/LI_Lineage/statement",
        )
    ]
    + [
        (iso19139, "iso19139/i18n-dataset.xml", where)
        for where in (
            "fileIdentifier/CharacterString", "language/LanguageCode/@codeListValue", "dateStamp",
            "locale/PT_Locale/@id",
            "identificationInfo/MD_DataIdentification/citation/CI_Citation/title/PT_FreeText",
            "identificationInfo/MD_DataIdentification/pointOfContact/CI_ResponsibleParty/organisationName",
            "identificationInfo/MD_DataIdentification/descriptiveKeywords/MD_Keywords/keyword",
            "distributionInfo/MD_Distribution/transferOptions/MD_DigitalTransferOptions/onLine/CI_OnlineResource",
            "dataQualityInfo/DQ_DataQuality/lineage/LI_Lineage",
        )
    ],
)  # fmt: skip
def test_what_real_records_say_stands_at_the_same_place_in_ours(form: Any, path: str, where: str) -> None:
    steps = [f"@*[local-name()='{s[1:]}']" if s.startswith("@") else f"*[local-name()='{s}']" for s in where.split("/")]
    for body in (sample(path), form.render(cast.full_record(), cast.edition(updated=date(2026, 11, 19)))):
        assert etree.fromstring(body).xpath("/*/" + "/".join(steps))
