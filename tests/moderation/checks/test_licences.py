"""A licence is held against those of the sources, the words of the files, and what providers ask to be said."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.checks.licences import may_become
from repository.record.rights import KNOWN_LICENCES
from tests.moderation.checks.made import codes, file, found

SPDX = sorted(KNOWN_LICENCES)
FROM = {"identifier": "10.5072/42", "identifier_type": "DOI", "relation": "IsDerivedFrom"}


def under(spdx: str, **fields: Any) -> dict[str, Any]:
    return {"licence": {"spdx": spdx}, **fields}


@pytest.mark.parametrize(
    ("given_licence", "chosen", "may"),
    [
        ("CC-BY-4.0", "CC-BY-4.0", True),
        ("CC-BY-4.0", "CC-BY-NC-4.0", True),
        ("CC-BY-4.0", "CC0-1.0", False),
        ("CC0-1.0", "CC0-1.0", True),
        ("CC0-1.0", "CC-BY-4.0", True),
        ("etalab-2.0", "CC-BY-4.0", True),
        ("CC-BY-SA-4.0", "CC-BY-4.0", False),
        ("CC-BY-SA-4.0", "CC-BY-NC-SA-4.0", False),
        ("CC-BY-NC-4.0", "CC-BY-4.0", False),
        ("CC-BY-NC-4.0", "CC-BY-NC-SA-4.0", True),
        ("CC-BY-ND-4.0", "CC-BY-ND-4.0", False),
        ("ODbL-1.0", "CC-BY-4.0", False),
        ("ODbL-1.0", "ODbL-1.0", True),
    ],
)
def test_what_a_source_allows(given_licence: str, chosen: str, may: bool) -> None:
    assert may_become(given_licence, chosen) is may


@given(st.sampled_from(SPDX), st.sampled_from(SPDX))
def test_nothing_is_given_away_that_was_not_given(given_licence: str, chosen: str) -> None:
    if may_become(given_licence, chosen):
        assert "-ND" not in given_licence
        assert ("-NC" in chosen) >= ("-NC" in given_licence)
        assert ("-SA" in chosen) >= ("-SA" in given_licence)


@given(st.text(max_size=30), st.text(max_size=30))
def test_licences_of_any_name_are_answered(given_licence: str, chosen: str) -> None:
    assert may_become(given_licence, chosen) in (True, False)


def test_a_public_source_under_a_stricter_licence_is_told_with_both() -> None:
    sources = {"10.5072/42": "CC-BY-NC-4.0"}
    (said,) = (each for each in found(licences=sources, related=[FROM]) if each.code == "licence-against-source")
    assert said.pointer == "licence"
    for words in ("10.5072/42", "CC-BY-NC-4.0", "under CC-BY-4.0"):
        assert words in said.english
    assert "licence-against-source" not in codes(licences=sources, related=[{**FROM, "relation": "Cites"}])
    assert "licence-against-source" not in codes(licences=sources, related=[FROM], **under("CC-BY-NC-4.0"))
    assert "licence-against-source" not in codes(licences={"10.5072/42": "CC0-1.0"}, related=[FROM])


def test_a_source_without_a_name_is_told() -> None:
    page = {"identifier": "https://data.example.org/1", "identifier_type": "URL", "relation": "IsDerivedFrom"}
    assert "source-uncited" in codes(related=[page])
    assert "source-uncited" not in codes(related=[{**page, "title": "Atlas of the Alps"}])
    assert "source-uncited" not in codes(related=[FROM])


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("LICENSE", b"Creative Commons Attribution-NonCommercial 4.0 International Public License", "CC-BY-NC-4.0"),
        ("docs/LICENCE.txt", b"CC-BY-SA-4.0\n", "CC-BY-SA-4.0"),
        ("COPYING", b"\n\nODC Open Database License (ODbL)", "ODbL-1.0"),
        ("Licence.md", b"Licence Ouverte / Open Licence version 2.0", "etalab-2.0"),
    ],
)
def test_a_file_with_another_licence_is_told(name: str, text: bytes, said: str) -> None:
    (one,) = (each for each in found(file(name, head=text)) if each.code == "licence-in-file-differs")
    assert said in one.english
    assert "licence-in-file-differs" not in codes(file(name, head=text), **under(said))


def test_the_licence_that_a_netcdf_file_states_is_held_against_the_description() -> None:
    stated = file("a.nc", head=b"CDF\x01", form="NetCDF-3", licence={"spdx": "CC0-1.0"})
    assert "licence-in-file-differs" in codes(stated)
    assert "licence-in-file-differs" not in codes(stated, **under("CC0-1.0"))


def test_reserved_rights_in_a_readme_are_told_with_their_words() -> None:
    readme = file("README.txt", head="Résultats.\nTous droits réservés.".encode())
    (said,) = (each for each in found(readme) if each.code == "rights-reserved-in-file")
    assert '"Tous droits réservés"' in said.english
    assert "rights-reserved-in-file" not in codes(file("a.csv", head=b"all rights reserved,1\n"))


def test_licences_of_software_and_without_an_address_are_told() -> None:
    assert "licence-of-software" in codes(**under("GPL-3.0-or-later"))
    assert "licence-of-software" not in codes(**under("GPL-3.0-or-later", resource_type={"general": "Software"}))
    assert "licence-without-address" in codes(licence={"name": "Ask us"})
    named = {"name": "Ours", "uri": "https://example.org/licence"}
    assert "licence-without-address" not in codes(licence=named)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Methane from Sentinel-5P, averaged.", "Contains modified Copernicus Sentinel data [year]"),
        ("Winds of ERA5 at 10 m.", "Copernicus Climate Change Service"),
        ("Currents of GLORYS12.", "Copernicus Marine Service"),
        ("Roads of OpenStreetMap.", "© OpenStreetMap contributors"),
    ],
)
def test_what_providers_ask_to_be_said_is_asked_for_until_it_is_said(text: str, asked: str) -> None:
    (one,) = (each for each in found(lineage={"en": text}) if each.code == "attribution-missing")
    assert asked in one.english
    said = text + " " + asked + " Copernicus Climate Change Service, E.U. Copernicus Marine Service Information."
    assert "attribution-missing" not in codes(lineage={"en": said})


def test_a_sentinel_on_its_own_is_not_a_satellite() -> None:
    assert "attribution-missing" not in codes(lineage={"en": "Sentinel species of the coast, by camera traps."})
