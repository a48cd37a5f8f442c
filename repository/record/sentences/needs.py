"""What is said of something that submission needs and that is not there. All of these block submission."""

from collections.abc import Mapping
from typing import Final

NEEDS: Final[Mapping[str, tuple[str, str]]] = {
    "not-a-description": (
        "This is not a description of a dataset. Start the description again.",
        "Ceci n’est pas la description d’un jeu de données. Recommencez la description.",
    ),
    "schema-unreadable": (
        (
            "This description was made for another version of the repository and cannot be read here. "
            "Write to the help desk."
        ),
        (
            "Cette description a été faite pour une autre version de l’entrepôt et ne peut être lue ici. "
            "Écrivez à l’assistance."
        ),
    ),
    "publication-reserved": (
        "DOI, layers and dates of publication are written when the dataset is published. Remove them from the draft.",
        "DOI, couches et dates de publication sont inscrits lors de la publication. Retirez-les du brouillon.",
    ),
    "files-missing": (
        "There is no file yet. Drop the data files at the first step.",
        "Il n’y a encore aucun fichier. Déposez les fichiers de données à la première étape.",
    ),
    "document-file-missing": (
        'The document "{value}" is not among the files. Send it, or choose another file.',
        "Le document « {value} » n’est pas parmi les fichiers. Envoyez-le, ou choisissez un autre fichier.",
    ),
    "title-missing": (
        "There is no title yet. Say what was observed, where and when, in one line.",
        "Il n’y a pas encore de titre. Dites en une ligne ce qui a été observé, où et quand.",
    ),
    "abstract-missing": (
        "There is no abstract yet. Say what the data are, how they were made and what they can serve for.",
        (
            "Il n’y a pas encore de résumé. Dites ce que sont les données, comment elles ont été faites "
            "et à quoi elles peuvent servir."
        ),
    ),
    "language-missing": (
        "The language of the description is not given. Choose the one that the title and abstract are written in.",
        "La langue de la description n’est pas indiquée. Choisissez celle du titre et du résumé.",
    ),
    "lineage-missing": (
        "The lineage is missing. Say how the data were acquired and processed, so that others can trust them.",
        (
            "La généalogie manque. Dites comment les données ont été acquises et traitées, "
            "pour que d’autres puissent s’y fier."
        ),
    ),
    "licence-missing": (
        "No licence is chosen. Without one nobody may use the data again.",
        "Aucune licence n’est choisie. Sans licence, personne ne peut réutiliser les données.",
    ),
    "keyword-missing": (
        "There is no keyword yet. Give at least one, so that the dataset can be found.",
        "Il n’y a pas encore de mot-clé. Donnez-en au moins un, pour que le jeu de données puisse être trouvé.",
    ),
    "pole-missing": (
        "No discipline is chosen. It decides who reads the deposit.",
        "Aucune discipline n’est choisie. Elle décide de qui lira le dépôt.",
    ),
    "pole-unknown": (
        '"{value}" is not one of the disciplines here. Choose one from the list.',
        "« {value} » n’est pas une des disciplines d’ici. Choisissez-en une dans la liste.",
    ),
    "creator-missing": (
        "There is no author yet. Name at least one person or organisation who made the data.",
        "Il n’y a pas encore d’auteur. Nommez au moins une personne ou un organisme à l’origine des données.",
    ),
    "contact-unreachable": (
        '{label}, "{name}", has neither an e-mail address nor a page. Give one of them.',
        "{label}, « {name} » : il n’y a ni adresse électronique ni page. Donnez l’une des deux.",
    ),
    "place-missing": (
        "The place is missing. Give the four limits of a box, or say that no place applies.",
        "Le lieu manque. Donnez les quatre limites d’un cadre, ou dites qu’aucun lieu ne s’applique.",
    ),
    "period-missing": (
        "The period is missing. Give the first and last date of the data, or say that no period applies.",
        "La période manque. Donnez la première et la dernière date des données, ou dites qu’aucune ne s’applique.",
    ),
    "period-begin-missing": (
        "{label} has no begin. Give the first date of the data; a year is enough.",
        "{label} : il n’y a pas de début. Donnez la première date des données ; une année suffit.",
    ),
    "period-end-missing": (
        "{label} has no end. Give the last date of the data, or mark it as still growing.",
        "{label} : il n’y a pas de fin. Donnez la dernière date des données, ou indiquez qu’elle est encore en cours.",
    ),
}
"""Code -> the sentence in English and in French."""
