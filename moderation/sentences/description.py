"""What is said of a description: what data of its kind need, and words of vocabularies. Code -> words. Pure."""

from typing import Final

from repository.record.findings import Severity

NEEDS: Final = {
    "acquisition-expected": (
        Severity.INFO,
        "It is not said how the data came to be: measured in place, from space, in the laboratory, computed ...",
        "Il n'est pas dit comment les données ont été obtenues : sur place, de l'espace, au laboratoire, calculées.",
    ),
    "variables-expected": (
        Severity.WARNING,
        "No variable is described. Readers search by what was measured: name each, with its unit.",
        "Aucune variable n'est décrite. On cherche par ce qui a été mesuré : nommez chacune, avec son unité.",
    ),
    "instrument-expected": (
        Severity.WARNING,
        "Measured data, and no instrument is named. Say what measured, with its model where it is known.",
        "Des mesures, et aucun instrument n'est nommé. Dites ce qui a mesuré, avec le modèle s'il est connu.",
    ),
    "platform-expected": (
        Severity.INFO,
        "No ship, station, satellite or campaign is named. It tells what carried the instruments.",
        "Aucun navire, station, satellite ou campagne n'est nommé. Cela dit ce qui portait les instruments.",
    ),
    "processing-level-expected": (
        Severity.WARNING,
        "Remote sensing without a processing level. Say it, such as L2 or L3.",
        "De la télédétection sans niveau de traitement. Indiquez-le, par exemple L2 ou L3.",
    ),
    "resolution-expected": (
        Severity.WARNING,
        "Gridded data without a spatial resolution. Say the size of a cell, in metres or degrees.",
        "Des données maillées sans résolution spatiale. Indiquez la taille d'une maille, en mètres ou en degrés.",
    ),
    "time-step-expected": (
        Severity.INFO,
        "A simulation without its time step. Say how far apart two fields are.",
        "Une simulation sans pas de temps. Dites combien sépare deux champs.",
    ),
    "vertical-expected": (
        Severity.INFO,
        "Measurements in the ocean without a range of depth. Say from where to where, even at the surface.",
        "Des mesures en mer sans profondeur. Dites d'où à où, même en surface.",
    ),
    "method-expected": (
        Severity.WARNING,
        "The method is hardly told. Readers need the protocol or the computation: in the lineage, or by an article.",
        "La méthode est à peine décrite. Il faut le protocole ou le calcul : dans la généalogie, ou par un article.",
    ),
    "sources-expected": (
        Severity.WARNING,
        "Derived or compiled data without their sources. Name what they were made from, with DOI.",
        "Des données dérivées ou compilées sans leurs sources. Nommez ce dont elles sont faites, avec les DOI.",
    ),
    "model-article-expected": (
        Severity.WARNING,
        "A model without the article or document that describes it. Ask for it, with what it was computed from.",
        "Un modèle sans l'article ou le document qui le décrit. Demandez-le, avec ce qui a servi à le calculer.",
    ),
    "model-vertical-expected": (
        Severity.INFO,
        "A model without its range of depth or height. Say it, with the reference of the vertical.",
        "Un modèle sans profondeurs ou altitudes. Indiquez-les, avec la référence verticale.",
    ),
    "parts-expected": (
        Severity.WARNING,
        "A collection that names none of its parts. Relate the datasets that it gathers.",
        "Une collection qui ne nomme aucune de ses parties. Reliez les jeux de données qu'elle rassemble.",
    ),
    "readme-expected": (
        Severity.INFO,
        "No file explains the others. A README or a table of columns, with units and codes, lets others use them.",
        "Aucun fichier n'explique les autres. Un README, ou la liste des colonnes avec leurs unités, les rend utiles.",
    ),
    "station-metadata-expected": (
        Severity.WARNING,
        "Waveforms without the response of their instruments. Ask for the StationXML: they cannot be used without.",
        "Des formes d'onde sans la réponse des instruments. Demandez le StationXML : sans lui, on ne peut s'en servir.",
    ),
    "variables-undescribed": (
        Severity.INFO,
        "{name} has columns that the description does not name: {variables}.",
        "{name} a des colonnes que la description ne nomme pas : {variables}.",
    ),
}

WORDS: Final = {
    "keyword-has-concept": (
        Severity.INFO,
        'The keyword "{term}" is in {scheme} as "{label}". Chosen from there it is found in every language.',
        "Le mot-clé « {term} » est dans {scheme}, sous « {label} ». Choisi là, il se trouve dans toutes les langues.",
    ),
    "vocabulary-not-recommended": (
        Severity.INFO,
        "{scheme} is not among the vocabularies recommended here. Is there the same term in one that is?",
        "{scheme} n'est pas parmi les vocabulaires recommandés ici. Le même terme existe-t-il dans l'un d'eux ?",
    ),
    "concept-unknown": (
        Severity.WARNING,
        "{uri} is an address of a vocabulary held here, and it leads to nothing. Choose the term again.",
        "{uri} est une adresse d'un vocabulaire connu ici, et ne mène à rien. Choisissez de nouveau le terme.",
    ),
    "concept-deprecated": (
        Severity.INFO,
        'The term "{label}" was given up by its vocabulary. Choose another one.',
        "Le terme « {label} » a été abandonné par son vocabulaire. Choisissez-en un autre.",
    ),
    "concept-replaced": (
        Severity.INFO,
        'The term "{label}" was replaced in its vocabulary by {uri}. Choose that one.',
        "Le terme « {label} » a été remplacé dans son vocabulaire par {uri}. Choisissez celui-là.",
    ),
    "discipline-vocabulary-unused": (
        Severity.INFO,
        "No term comes from the vocabularies that data centres of this discipline ask for ({names}).",
        "Aucun terme ne vient des vocabulaires que demandent les centres de données de cette discipline ({names}).",
    ),
    "variables-without-code": (
        Severity.INFO,
        "{count} variables have neither a CF standard name nor a P01 or P02 code: {variables}.",
        "{count} variables n'ont ni nom standard CF, ni code P01 ou P02 : {variables}.",
    ),
    "standard-name-unknown": (
        Severity.WARNING,
        '"{name}" is not in the CF table of standard names. Look it up again, or leave it empty.',
        "« {name} » n'est pas dans la table des noms standard CF. Cherchez-le de nouveau, ou laissez vide.",
    ),
    "unit-not-recognised": (
        Severity.INFO,
        'The unit "{unit}" of {name} is in none of the forms that programs read (UDUNITS), and has no P06 address.',
        "L'unité « {unit} » de {name} n'a pas une forme que lisent les programmes (UDUNITS), ni d'adresse P06.",
    ),
    "unit-of-another-quantity": (
        Severity.WARNING,
        'The unit "{unit}" does not measure {name}, which CF gives in {canonical}. One of the two is wrong.',
        "L'unité « {unit} » ne mesure pas {name}, que CF donne en {canonical}. L'un des deux est faux.",
    ),
}
