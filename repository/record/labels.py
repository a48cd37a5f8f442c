"""What people call the fields of a record, in English and French: for findings, and for pages that name fields."""

from collections.abc import Mapping
from typing import Final

from repository.record.document import Path

_FIELDS: Final = """
abstract|abstract|résumé
access_note|note on access|note sur l'accès
acquisition|way of acquisition|mode d'acquisition
affiliation|affiliation|affiliation
affiliations|affiliations|affiliations
age|age|âge
award_number|grant number|numéro de subvention
award_title|title of the grant|titre de la subvention
award_uri|page of the grant|page de la subvention
began|begin|début
begin|begin|début
boxes|boxes|cadres géographiques
campaigns|campaigns|campagnes
citation|citation|citation
concepts|concepts|concepts
contacts|contacts|contacts
contributors|contributors|contributeurs
country|country|pays
creators|authors|auteurs
data_languages|languages of the data|langues des données
date|date|date
dates|dates|dates
datum|vertical datum|référence verticale
datum_uri|address of the datum|adresse de la référence verticale
distance|distance|distance
distribution|distribution|distribution
document|layer document|document de couche
document_kind|kind of document|type de document
documents|documents|documents
doi|DOI|DOI
duration|duration|durée
east|east|est
email|e-mail address|adresse électronique
end|end|fin
ended|end|fin
environment|environment|environnement
epsg|EPSG number|numéro EPSG
exterior|outline|contour
family|family name|nom de famille
files|files|fichiers
formats|formats|formats
forwarding|permission to pass the files on|autorisation de transmettre les fichiers
fragment|fragment|fragment
funder|funder|financeur
funder_identifier|identifier of the funder|identifiant du financeur
funder_identifier_type|kind of identifier|type d'identifiant
funding|funding|financements
general|kind of resource|type de ressource
given|given name|prénom
holes|holes|trous
identifier|identifier|identifiant
identifier_type|kind of identifier|type d'identifiant
identifiers|identifiers|identifiants
instruments|instruments|instruments
interval|interval|intervalle
job|job|calcul
keywords|keywords|mots-clés
kind|kind|type
label|label|libellé
language|language of the description|langue de la description
layers|layers|couches
licence|licence|licence
lineage|lineage|généalogie
maximum|maximum|maximum
media_type|media type|type de média
method|method|méthode
minimum|minimum|minimum
name|name|nom
names|named places|lieux nommés
north|north|nord
not_applicable|does not apply|sans objet
note|note|note
number|version number|numéro de version
ongoing|still growing|encore en cours
orcid|ORCID|ORCID
other_titles|other titles|autres titres
parameters|parameters|paramètres
party|person or organisation|personne ou organisme
path|file|fichier
periods|periods|périodes
place|place|lieu
platforms|platforms|plates-formes
plus_minus|uncertainty of the age|incertitude sur l'âge
poles|disciplines|disciplines
polygons|outlines|contours
positive|direction of the axis|sens de l'axe
process|process|traitement
process_version|version of the process|version du traitement
processing_level|processing level|niveau de traitement
projects|projects|projets
provenance|provenance|provenance
publication|publication|publication
publisher|publisher|éditeur
quality|quality|qualité
record_date|date of the description|date de la description
reference_systems|coordinate reference systems|systèmes de coordonnées
related|related works|ressources liées
relation|relation|relation
resource_type|kind of resource|type de ressource
role|role|rôle
ror|ROR identifier|identifiant ROR
scale|scale|échelle
schema_version|schema version|version du schéma
scheme|vocabulary|vocabulaire
scheme_uri|address of the vocabulary|adresse du vocabulaire
services|services|services
sha256|SHA256|SHA256
software|software|logiciels
sources|sources|sources
south|south|sud
spatial_resolution|spatial resolution|résolution spatiale
spdx|licence|licence
standard_name|standard name|nom standard
standard_name_uri|address of the standard name|adresse du nom standard
temporal_resolution|temporal resolution|résolution temporelle
term|keyword|mot-clé
text|text|texte
time|period|période
title|title|titre
topics|topics|thèmes
uncertainty|uncertainty|incertitude
unit|unit|unité
unit_uri|address of the unit|adresse de l'unité
update_frequency|update frequency|fréquence de mise à jour
uri|address|adresse
use_limitations|limits of use|limites d'utilisation
value|value|valeur
variables|variables|variables
version|version|version
vertical|depth or height|profondeur ou altitude
west|west|ouest
"""

_ENTRIES: Final = """
acquisition|way of acquisition|mode d'acquisition
affiliations|affiliation|affiliation
boxes|box|cadre
campaigns|campaign|campagne
concepts|concept|concept
contacts|contact|contact
contributors|contributor|contributeur
creators|author|auteur
data_languages|language|langue
dates|date|date
documents|document|document
exterior|position|position
formats|format|format
funding|funding|financement
holes|hole|trou
identifiers|identifier|identifiant
instruments|instrument|instrument
keywords|keyword|mot-clé
layers|layer|couche
names|named place|lieu
other_titles|other title|autre titre
parameters|parameter|paramètre
periods|period|période
platforms|platform|plate-forme
poles|discipline|discipline
polygons|outline|contour
projects|project|projet
reference_systems|coordinate reference system|système de coordonnées
related|related work|ressource liée
services|service|service
software|software|logiciel
sources|source|source
spatial_resolution|resolution|résolution
topics|topic|thème
variables|variable|variable
vertical|range|intervalle vertical
"""


def _table(rows: str) -> dict[str, tuple[str, str]]:
    cells = (row.split("|") for row in rows.strip().splitlines())
    return {field: (english, french) for field, english, french in cells}


LABELS: Final[Mapping[str, tuple[str, str]]] = _table(_FIELDS)
"""Field -> its name in English and French, lower case."""

ENTRIES: Final[Mapping[str, tuple[str, str]]] = _table(_ENTRIES)
"""List field -> what one entry of it is called."""


def label_of(path: Path) -> tuple[str, str]:
    """The name of the field at a path, in English and French, with a capital; a text by language names its language."""
    if not path:
        return ("Description", "Description")
    last = path[-1]
    if isinstance(last, int):
        names = ENTRIES.get(str(path[-2]) if len(path) > 1 else "", ("entry", "élément"))
        return _capital(f"{names[0]} {last + 1}"), _capital(f"{names[1]} {last + 1}")
    if last in LABELS:
        return _capital(LABELS[last][0]), _capital(LABELS[last][1])
    if len(path) > 1 and path[-2] in LABELS:
        parent = LABELS[str(path[-2])]
        return _capital(f"{parent[0]}, {last[:20]}"), _capital(f"{parent[1]}, {last[:20]}")
    return last[:60], last[:60]


def where_of(path: Path) -> tuple[str, str]:
    """The list entries a field stands in, in English and French: ` (author 2, affiliation 1)`, or nothing."""
    steps = [
        (ENTRIES.get(str(path[at - 1]), ("entry", "élément")), step)
        for at, step in enumerate(path[:-1])
        if at and isinstance(step, int)
    ]
    if not steps:
        return ("", "")
    english, french = (", ".join(f"{names[side]} {step + 1}" for names, step in steps) for side in (0, 1))
    return f" ({english})", f" ({french})"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
