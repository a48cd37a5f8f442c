"""A deposit whose people are named in every place that a person can think of, and every spelling of their names."""

import base64
import gzip
import html
import io
import json
import unicodedata
import zipfile
from collections.abc import Iterator
from functools import cache
from typing import Any, Final
from urllib.parse import quote

from PIL import Image
from pypdf import PdfWriter

FIRST, SECOND = ("Zéphyrine", "Quillévéré"), ("Bartholomew", "Ixworth-Pendle")
HELPER, CONTACT = ("Oktavia", "Wrzesniewska"), ("Tancrède", "Dufourmantelle")
DEPOSITOR, CO_AUTHOR = ("Ermengarde", "Strohmann"), ("Ludovic", "Heuballen")

PHRASES: Final = (
    "Institute of Needlework", "Haystack Laboratory", "Fondation Aiguille", "NDL-77-QX-4242", "PROJEKTNADEL",
    "CRUISE-HAYSTACK-3", "0000-0002-1825-0097", "0000-0001-5109-3700", "044jxhp58", "02feahw73",
    "tancrede.d@needles.example", "needles.example", "strohmann.e@straw.example", "straw.example",
    "ludovic.h@bales.example",
)  # fmt: skip
"""Organisations, grants, projects, cruises, identifiers and addresses of the people above."""

_BOTH = f"{FIRST[0]} {FIRST[1]} and B. Ixworth-Pendle"


def _texts() -> tuple[dict[str, str], dict[str, str]]:
    """A title, and a long text that tells the names in many spellings."""
    said = {"en": f"Oxygen by {_BOTH}", "fr": f"Oxygène, par {FIRST[1].upper()} {FIRST[0][0]}."}
    told = {"en": f"{quote(FIRST[1])} or {json.dumps(FIRST[1])} wrote to tancrede.d@needles.example, see "
            f"https://people.needles.example/~quillevere, 10.5281/quillevere.1, ORCID 0000000218250097, "
            f"{base64.b64encode(' '.join(FIRST).encode()).decode()}, grant NDL 77 QX 4242, {html.escape(SECOND[1])}, "
            f"B.Ixworth Pendle, IXWORTH-PENDLE, quillevere, Zephyrine; on board for CRUISE-HAYSTACK-3"}  # fmt: skip
    return said, told


def document() -> dict[str, Any]:
    """A valid description that names somebody in every text that it has."""
    said, told = _texts()
    named = {
        "name": f"CTD of {FIRST[1]}",
        "uri": "https://hdl.handle.net/21.T11148/quillevere",
        "identifier": "QUILLEVERE-1",
    }
    return {
        "title": said, "other_titles": [{"text": f"The {SECOND[1]} collection", "kind": "AlternativeTitle"}],
        "abstract": told, "lineage": told, "quality": told, "use_limitations": told, "access_note": told,
        "creators": [
            {"kind": "person", "family": FIRST[1], "given": FIRST[0], "orcid": "0000-0002-1825-0097",
             "affiliations": [{"name": "Institute of Needlework", "ror": "044jxhp58"}]},
            {"kind": "person", "family": SECOND[1], "given": SECOND[0], "orcid": "0000-0001-5109-3700"},
            {"kind": "organisation", "name": "Haystack Laboratory", "ror": "02feahw73"},
        ],
        "contributors": [
            {"role": "DataCollector", "party": {"kind": "person", "family": HELPER[1], "given": HELPER[0]}}
        ],
        "contacts": [{"name": " ".join(CONTACT), "email": "tancrede.d@needles.example"}],
        "funding": [{"funder": "Fondation Aiguille", "award_number": "NDL-77-QX-4242", "award_title": "PROJEKTNADEL"}],
        "projects": [{"name": "PROJEKTNADEL"}], "campaigns": [{"name": "CRUISE-HAYSTACK-3"}],
        "instruments": [named], "platforms": [{"name": f"RV {SECOND[1]}"}],
        "keywords": [
            {"term": {"en": f"{FIRST[1]} method"}, "uri": "https://needles.example/k"}, {"term": {"en": "oxygen"}}
        ],
        "place": {"boxes": [{"west": 3.0, "south": 42.1, "east": 5.3, "north": 43.5}],
                  "names": [{"name": {"en": f"{SECOND[1]} bank"}}]},
        "variables": [{"name": "oxy", "label": {"en": f"oxygen after {FIRST[1]}"}, "unit": "umol/kg",
                       "uncertainty": f"as {HELPER[1]} says"}],
        "related": [{"identifier": "10.5281/zenodo.77", "identifier_type": "DOI", "relation": "IsSupplementTo",
                     "title": f"A paper of {FIRST[1]}"}],
        "identifiers": [{"value": "quillevere-2019", "kind": "local"}],
        "distribution": {"services": [{"kind": "OPeNDAP", "uri": "https://data.needles.example/dap"}]},
        "dates": [{"kind": "Collected", "date": "2019-02-02", "note": f"by {CONTACT[1]}"}],
        "licence": {"name": f"Licence of {SECOND[1]}", "uri": "https://needles.example/licence"},
    }  # fmt: skip


@cache
def files() -> dict[str, bytes]:
    """Files that tell in their names, their metadata, their text and their compressed parts; and one that does not."""
    pdf, picture, parcel, office = io.BytesIO(), io.BytesIO(), io.BytesIO(), io.BytesIO()
    report = PdfWriter()
    report.add_blank_page(100, 100)
    report.add_metadata({"/Author": " ".join(FIRST)})
    report.write(pdf)
    exif = Image.Exif()
    exif[315] = f"{SECOND[0]} {SECOND[1]}"
    Image.new("RGB", (8, 8)).save(picture, "JPEG", exif=exif)
    with zipfile.ZipFile(parcel, "w", zipfile.ZIP_DEFLATED) as members:
        members.writestr("inside.csv", f"# operator {HELPER[0]} {HELPER[1]}\n" + "1,2\n" * 50)
    with zipfile.ZipFile(office, "w", zipfile.ZIP_DEFLATED) as members:
        members.writestr("docProps/core.xml", f"<dc:creator>{' '.join(CONTACT)}</dc:creator>" * 3)
    return {
        "clean.csv": b"station,oxygen\nA1,251.2\n",
        f"{bare(FIRST[1])}_casts.csv": b"cast\n1\n",
        "header.csv": f"# made by {' '.join(DEPOSITOR)}\nstation\nA1\n".encode(),
        "stations.txt": f"//<Creator>{SECOND[1]}</Creator>\nCruise\tStation\n".encode("latin-1"),
        "report.pdf": pdf.getvalue(),
        "deck.jpg": picture.getvalue(),
        "parcel.zip": parcel.getvalue(),
        "notes.docx": office.getvalue(),
        "log.gz": gzip.compress(f"orcid 0000-0001-5109-3700 {bare(SECOND[1]).upper()}".encode()),
        "wide.txt": f"observer {' '.join(CO_AUTHOR)}".encode("utf-16"),
        "mail.txt": f"From: {base64.b64encode(' '.join(FIRST).encode()).decode()}".encode(),
    }


def bare(text: str) -> str:
    """Without accents."""
    return "".join(each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each))


def needles() -> set[str]:
    """Every spelling of everything that names somebody, in small letters."""
    names = [name for person in (FIRST, SECOND, HELPER, CONTACT, DEPOSITOR, CO_AUTHOR) for name in _names(*person)]
    return {spelling.lower() for text in (*names, *PHRASES) for spelling in _spellings(text)}


def _names(given: str, family: str) -> Iterator[str]:
    yield from (family, given, f"{given} {family}", f"{family}, {given}", f"{given[0]}. {family}", f"{given}.{family}")


def _spellings(text: str) -> Iterator[str]:
    for each in {text, bare(text)}:
        yield from (each, each.replace("-", ""), each.replace("-", " "), each.replace(" ", "_"), each.replace(" ", ""))
        yield from (quote(each), quote(each, safe=""), json.dumps(each)[1:-1], html.escape(each))
        for before in range(3):
            whole = base64.b64encode(b"\0" * before + each.encode()).decode()
            yield whole[-(-before * 8 // 6) : (before + len(each.encode())) * 8 // 6]
