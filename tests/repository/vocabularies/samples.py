"""Small vocabularies, written for the tests."""

from pathlib import Path

from repository.services.vocabularies import Loaded, load_vocabulary

TURTLE = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix ex: <http://example.org/sea/> .
<http://example.org/sea> a skos:ConceptScheme ; skos:prefLabel "Sea"@en, "Mer"@fr ; owl:versionInfo "3" .
ex:water a skos:Concept ; skos:prefLabel "sea water"@en, "eau de mer"@fr, "Meerwasser"@de ; skos:notation "W1" .
ex:salinity a skos:Concept ; skos:prefLabel "salinity"@en, "salinité"@fr ; skos:altLabel "saltiness"@en ;
  skos:broader ex:water ; skos:definition "How much salt there is."@en .
ex:brine a skos:Concept ; skos:prefLabel "brine"@en ; owl:deprecated true ; dct:isReplacedBy ex:salinity .
"""

RDF_XML = """<?xml version="1.0" encoding="UTF-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:skos="http://www.w3.org/2004/02/skos/core#">
<skos:Concept rdf:about="http://example.org/sea/water"><skos:prefLabel xml:lang="en">sea water</skos:prefLabel>
<skos:narrower><skos:Concept rdf:about="http://example.org/sea/ice"><skos:prefLabel xml:lang="fr">glace</skos:prefLabel>
</skos:Concept></skos:narrower></skos:Concept></rdf:RDF>
"""

JSON_LD = """{"@context": {"skos": "http://www.w3.org/2004/02/skos/core#"}, "@graph": [
{"@id": "http://example.org/sea/water", "@type": "skos:Concept",
 "skos:prefLabel": [{"@language": "en", "@value": "sea water"}, {"@language": "fr", "@value": "eau de mer"}]}]}
"""

CSV = """uri,label_en,label_fr,alt_en,definition_fr,broader
http://example.org/sea/water,sea water,eau de mer,brine|seawater,L'eau des mers.,
http://example.org/sea/ice,sea ice,glace de mer,,,http://example.org/sea/water
"""

CF_TABLE = """<?xml version="1.0"?>
<standard_name_table><version_number>93</version_number>
<entry id="sea_water_salinity"><canonical_units>1</canonical_units>
<description>The salt in the sea.</description></entry>
<entry id="sea_ice_draft"><canonical_units>m</canonical_units><description/></entry>
<alias id="sea_water_saltiness"><entry_id>sea_water_salinity</entry_id></alias></standard_name_table>
"""

GCMD = """"Keyword Version: 20.5","Revision: 2025-01-01","Timestamp: now"
Category,Topic,Term,UUID
EARTH SCIENCE,,,AAAA-1
EARTH SCIENCE,OCEANS,,AAAA-2
EARTH SCIENCE,OCEANS,SALINITY,AAAA-3
"""


def write(folder: Path, name: str, text: str) -> Path:
    """A file of a vocabulary."""
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def load(folder: Path, name: str, text: str, *, scheme: str = "sea", **more: object) -> Loaded:
    """Load a text as a file of that name."""
    return load_vocabulary(path=write(folder, name, text), scheme=scheme, name=name, **more)  # type: ignore[arg-type]
