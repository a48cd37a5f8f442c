"""What is said beyond what submission needs: warnings, and plain information."""

from collections.abc import Mapping
from typing import Final

WARNINGS: Final[Mapping[str, tuple[str, str]]] = {
    "title-short": (
        'The title, "{value}", is very short. Add what was observed, where and when.',
        "Le titre, « {value} », est très court. Ajoutez ce qui a été observé, où et quand.",
    ),
    "title-file-name": (
        'The title, "{value}", looks like the name of a file. Readers see it first: write it in words.',
        "Le titre, « {value} », ressemble à un nom de fichier. On le lit d’abord : écrivez-le en toutes lettres.",
    ),
    "title-language": (
        "The title is not given in the language of the description, {value}. Add it, or change the language.",
        "Le titre n’est pas donné dans la langue de la description, {value}. Ajoutez-le, ou changez la langue.",
    ),
    "abstract-language": (
        "The abstract is not given in the language of the description, {value}. Add it, or change the language.",
        "Le résumé n’est pas donné dans la langue de la description, {value}. Ajoutez-le, ou changez la langue.",
    ),
    "abstract-short": (
        "The abstract has {value} characters. Readers decide by it: say what was measured, where, when and how.",
        (
            "Le résumé compte {value} caractères. Le lecteur décide d’après lui : dites ce qui a été mesuré, "
            "où, quand et comment."
        ),
    ),
    "lineage-short": (
        "The lineage has {value} characters. Name the instruments, the processing and what was not done.",
        "La généalogie compte {value} caractères. Nommez les instruments, les traitements et ce qui n’a pas été fait.",
    ),
    "topic-missing": (
        "No topic is chosen. Catalogues sort datasets by it.",
        "Aucun thème n’est choisi. Les catalogues classent les jeux de données par thème.",
    ),
    "licence-unknown": (
        'The licence "{value}" is not one of those offered here. Check its short name in the SPDX list.',
        "La licence « {value} » n’est pas de celles proposées ici. Vérifiez son nom court dans la liste SPDX.",
    ),
    "reference-system-unknown": (
        "No coordinate reference system is known by the EPSG number {value}. Look it up on epsg.org, or correct it.",
        "Aucun système de coordonnées connu n’a le numéro EPSG {value}. Cherchez-le sur epsg.org, ou corrigez-le.",
    ),
    "orcid-missing": (
        "{name} has no ORCID. With one, the dataset counts among their works.",
        "{name} n’a pas d’ORCID. Avec un ORCID, le jeu de données compte parmi ses travaux.",
    ),
    "affiliation-missing": (
        "{name} has no affiliation. Say where they worked when the data were made.",
        "{name} n’a pas d’affiliation. Dites où cette personne travaillait quand les données ont été faites.",
    ),
    "creator-twice": (
        "{label} has the same ORCID as an earlier one, {value}. Is it one person twice?",
        "{label} : même ORCID qu’un auteur précédent, {value}. Est-ce deux fois la même personne ?",
    ),
    "contact-missing": (
        "Nobody is named for questions. Give a contact that will last, such as a team’s address.",
        "Personne n’est nommé pour les questions. Donnez un contact durable, par exemple l’adresse d’une équipe.",
    ),
    "box-whole-world": (
        "{label} covers the whole Earth. Keep it only if the data do.",
        "{label} : il couvre toute la Terre. Ne le gardez que si les données la couvrent.",
    ),
    "box-at-zero": (
        "{label} is the point 0, 0, in the Gulf of Guinea. Was the position left empty in the file?",
        "{label} : c’est le point 0, 0, dans le golfe de Guinée. La position était-elle vide dans le fichier ?",
    ),
    "period-in-future": (
        "The period ends in the future, {value}. Correct it, unless these are predictions.",
        "La période finit dans le futur, {value}. Corrigez-la, sauf s’il s’agit de prévisions.",
    ),
    "unit-missing": (
        (
            'The variable "{value}" has no unit. Readers will not know how to read its numbers. '
            "Say the unit, or 1 if there is none."
        ),
        (
            "La variable « {value} » n’a pas d’unité. On ne saura pas lire ses nombres. "
            "Indiquez l’unité, ou 1 s’il n’y en a pas."
        ),
    ),
    "variable-twice": (
        'The variable "{value}" is described twice. Keep one of the two.',
        "La variable « {value} » est décrite deux fois. N’en gardez qu’une.",
    ),
}
"""Code -> the sentence in English and in French. A warning does not block submission."""

NOTES: Final[Mapping[str, tuple[str, str]]] = {
    "abstract-translation": (
        "The abstract is in one language. A second one, French or English, doubles its readers.",
        "Le résumé est dans une seule langue. Une seconde, français ou anglais, double le nombre de lecteurs.",
    ),
    "keyword-free": (
        "No keyword comes from a vocabulary. One that does is found in every language and by machines.",
        "Aucun mot-clé ne vient d’un vocabulaire. Un tel terme se trouve dans toutes les langues et par les machines.",
    ),
    "licence-restrictive": (
        'The licence "{value}" forbids some uses. Readers in companies, and some archives, will not be able to use it.',
        (
            "La licence « {value} » interdit certains usages. Des entreprises, et certaines archives, ne pourront pas "
            "s’en servir."
        ),
    ),
    "forwarding-unanswered": (
        "It is not said whether the files may be passed on to other data centres. Answer yes or no.",
        "Il n’est pas dit si les fichiers peuvent être transmis à d’autres centres de données. Répondez oui ou non.",
    ),
    "box-crosses-antimeridian": (
        (
            "{label}: the west, {west}, is east of the east, {east}, so the box goes over the antimeridian. "
            "If that is not meant, exchange the two."
        ),
        (
            "{label} : l’ouest, {west}, est à l’est de l’est, {east} : le cadre traverse donc l’antiméridien. "
            "Sinon, échangez les deux valeurs."
        ),
    ),
}
"""Code -> the sentence in English and in French. A note is only good to know."""
