"""What is said of files, titles, times and places of a submission. Code -> severity, English, French. Pure."""

from typing import Final

from repository.record.findings import Severity

FILES: Final = {
    "file-empty": (
        Severity.ERROR,
        "{name} is empty. Ask for the file again, or for the line to be removed.",
        "{name} est vide. Demandez de nouveau le fichier, ou le retrait de la ligne.",
    ),
    "file-not-as-named": (
        Severity.ERROR,
        "{name} is named as {said} but holds {found}. Ask for the right file or the right name.",
        "{name} porte le nom d'un fichier {said} mais contient {found}. Demandez le bon fichier ou le bon nom.",
    ),
    "odv-label-missing": (
        Severity.WARNING,
        "{name} reads as an Ocean Data View spreadsheet without these mandatory columns: {labels}.",
        "{name} se lit comme une feuille Ocean Data View sans ces colonnes obligatoires : {labels}.",
    ),
    "file-twice": (
        Severity.INFO,
        "{name} holds the same bytes as {other}. One of the two may be enough.",
        "{name} contient les mêmes octets que {other}. L'un des deux suffit peut-être.",
    ),
    "file-already-public": (
        Severity.WARNING,
        "{name} holds the same bytes as a file of {doi}, which is public. Is this a new dataset?",
        "{name} contient les mêmes octets qu'un fichier de {doi}, déjà public. Est-ce un nouveau jeu de données ?",
    ),
    "file-in-hand-elsewhere": (
        Severity.WARNING,
        "{name} holds the same bytes as a file of {doi}, which is under review too. Only moderators read this.",
        (
            "{name} contient les mêmes octets qu'un fichier de {doi}, lui aussi en relecture. "
            "Seule la modération lit ceci."
        ),
    ),
    "title-already-public": (
        Severity.WARNING,
        "{doi} is public under the same title. Ask what is different, or for a title that says it.",
        "{doi} est public sous le même titre. Demandez ce qui diffère, ou un titre qui le dise.",
    ),
    "title-nearly-public": (
        Severity.INFO,
        '{doi} is public under nearly the same title, "{title}". Is this another dataset, or a new version of it?',
        (
            "{doi} est public sous presque le même titre, « {title} ». Est-ce un autre jeu de données, ou une nouvelle "
            "version de celui-ci ?"
        ),
    ),
    "period-before-instruments": (
        Severity.INFO,
        "The data begin in {year}, before instruments were in use. Is the year right?",
        "Les données commencent en {year}, avant l'usage des instruments. L'année est-elle juste ?",
    ),
    "box-touches-zero": (
        Severity.INFO,
        "A box touches both the equator and the Greenwich meridian. Were empty positions counted as zero?",
        "Un cadre touche à la fois l'équateur et le méridien de Greenwich. Des positions vides valent-elles zéro ?",
    ),
}
