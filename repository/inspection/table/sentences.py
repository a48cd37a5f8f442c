"""What is said of a text table, in both languages; spreadsheets of Ocean Data View have more of their own."""

import re
from collections.abc import Mapping
from typing import Final

from repository.inspection.reading import Severity
from repository.inspection.remarks import Sentences

_NO_BREAK: Final = "\N{NO-BREAK SPACE}"


def in_french(sentences: Mapping[str, tuple[Severity, str, str]]) -> Sentences:
    """The same sentences with the no-break spaces and apostrophes of French, so that the source stays easy to type."""
    return {
        code: (
            severity,
            english,
            re.sub(r" (?=[:;?!»])|(?<=«) ", _NO_BREAK, french).replace("'", "\N{RIGHT SINGLE QUOTATION MARK}"),
        )
        for code, (severity, english, french) in sentences.items()
    }


_ROWS: Final[Sentences] = {
    "table-no-rows": (
        "error",
        "This table has no row of values, only its beginning. Export it again.",
        "Ce tableau n'a aucune ligne de valeurs, seulement son début. Exportez-le de nouveau.",
    ),
    "table-not": (
        "error",
        "This file is named as a table, and its content is a page, XML or JSON. Export it again, or rename it.",
        "Ce fichier porte un nom de tableau, et contient une page, du XML ou du JSON. Exportez-le ou renommez-le.",
    ),
    "table-no-labels": (
        "warning",
        "The columns of this table have no names. Add a first line that names them, with units: nobody can guess them.",
        (
            "Les colonnes de ce tableau n'ont pas de nom. Ajoutez une première ligne qui les nomme, avec leurs "
            "unités : personne ne peut les deviner."
        ),
    ),
    "rows-uneven": (
        "error",
        (
            "{count} rows have not the {width} columns of the first line (lines {lines}). Their values may stand under "
            "the wrong label, so no extent was taken from this file. Correct these lines."
        ),
        (
            "{count} lignes n'ont pas les {width} colonnes de la première (lignes {lines}). Leurs valeurs sont "
            "peut-être sous le mauvais intitulé : aucune étendue n'a été tirée de ce fichier. Corrigez ces lignes."
        ),
    ),
    "row-uneven": (
        "error",
        (
            "Line {lines} has not the {width} columns of the first line. Its values may stand under the wrong label, "
            "so no extent was taken from this file. Correct this line."
        ),
        (
            "La ligne {lines} n'a pas les {width} colonnes de la première. Ses valeurs sont peut-être sous le mauvais "
            "intitulé : aucune étendue n'a été tirée de ce fichier. Corrigez cette ligne."
        ),
    ),
    "quote-open": (
        "error",
        (
            'A quotation mark, ", is opened on line {line} and not closed there: the lines after it run into one cell. '
            "Close it, or double it where it is part of the text."
        ),
        (
            "Un guillemet, \", est ouvert à la ligne {line} et n'y est pas fermé : les lignes suivantes se fondent "
            "en une seule case. Fermez-le, ou doublez-le s'il fait partie du texte."
        ),
    ),
    "file-cut": (
        "error",
        ("The last line breaks off: this file was cut while it was written or copied. Copy or export it again."),
        (
            "La dernière ligne s'interrompt : ce fichier a été coupé à l'écriture ou à la copie. Copiez-le ou "
            "exportez-le de nouveau."
        ),
    ),
    "line-endless": (
        "error",
        ("A line has more than {most} characters, so this was not read as a table. Are the ends of lines missing?"),
        (
            "Une ligne a plus de {most} caractères : le fichier n'a pas été lu comme un tableau. Les fins de "
            "ligne manquent-elles ?"
        ),
    ),
    "columns-too-many": (
        "warning",
        "This table has {count} columns; no more than {most} are described. Turn it: one row for each of them.",
        "Ce tableau a {count} colonnes ; on en décrit {most} au plus. Transposez-le : une ligne pour chacune.",
    ),
    "nul-bytes": (
        "error",
        "Line {line} holds zero bytes, which are no text. The file was damaged or is not a table. Export it again.",
        "La ligne {line} contient des octets nuls, qui ne sont pas du texte. Exportez de nouveau ce fichier.",
    ),
    "encoding-mixed": (
        "warning",
        ("Line {line} has letters in another encoding than the lines before it, {encoding}. Save the file as UTF-8."),
        (
            "La ligne {line} a des lettres dans un autre codage que les précédentes, {encoding}. Enregistrez "
            "le fichier en UTF-8."
        ),
    ),
    "read-in-part": (
        "info",
        (
            "This file is long: {rows} rows were read, and no extent is proposed from a part. Give place and "
            "period by hand."
        ),
        (
            "Ce fichier est long : {rows} lignes ont été lues, et aucune étendue n'est tirée d'une partie. "
            "Indiquez le lieu et la période à la main."
        ),
    ),
    "formula": (
        "info",
        "Line {line} has a cell that begins like a formula. A spreadsheet would run it. Is it meant?",
        "La ligne {line} a une case qui commence comme une formule. Un tableur l'exécuterait. Est-ce voulu ?",
    ),
}

_COLUMNS: Final[Sentences] = {
    "label-empty": (
        "warning",
        "Column {number} has no name. Name it, or leave it out.",
        "La colonne {number} n'a pas de nom. Nommez-la, ou retirez-la.",
    ),
    "label-twice": (
        "warning",
        'Two columns have the same name, "{label}" (columns {numbers}). Programs will read one of them only.',
        "Deux colonnes ont le même nom, « {label} » (colonnes {numbers}). Un programme n'en lira qu'une.",
    ),
    "unit-missing": (
        "warning",
        'Column {number}, "{label}", has no unit. Readers will not know how to read its numbers. Say the unit here.',
        "La colonne {number}, « {label} », n'a pas d'unité. On ne saura pas lire ses nombres. Indiquez l'unité ici.",
    ),
    "unit-missing-oxygen": (
        "warning",
        ('Column {number}, "{label}", has no unit. Readers will not know µmol/kg from ml/l. Say the unit here.'),
        (
            "La colonne {number}, « {label} », n'a pas d'unité. On ne saura pas s'il s'agit de µmol/kg ou de ml/l. "
            "Indiquez l'unité ici."
        ),
    ),
    "units-missing": (
        "warning",
        "{count} columns have no unit ({labels}). Readers will not know how to read their numbers. Say the units here.",
        "{count} colonnes n'ont pas d'unité ({labels}). On ne saura pas lire leurs nombres. Indiquez les unités ici.",
    ),
    "decimal-mixed": (
        "warning",
        'Some numbers are written with a comma and others with a point ("{value}"). Write them all with a point.',
        "Certains nombres s'écrivent avec une virgule et d'autres avec un point (« {value} »). Gardez le point.",
    ),
}

_EXTENTS: Final[Sentences] = {
    "latitude-range": (
        "error",
        "{value} is not a latitude: it must lie between -90 and 90. Were longitude and latitude exchanged?",
        (
            "{value} n'est pas une latitude : elle doit être entre -90 et 90. Longitude et latitude ont-elles été "
            "inversées ?"
        ),
    ),
    "longitude-range": (
        "error",
        "{value} is not a longitude: it must lie between -180 and 180. Correct it, or leave the cell empty.",
        "{value} n'est pas une longitude : elle doit être entre -180 et 180. Corrigez-la, ou laissez la case vide.",
    ),
    "longitudes-two-ways": (
        "warning",
        (
            "Some longitudes are counted from -180 and others up to 360, so no box was taken from them. Count "
            "them one way."
        ),
        (
            "Des longitudes sont comptées depuis -180 et d'autres jusqu'à 360 : aucun cadre n'en est tiré. "
            "Comptez-les d'une seule façon."
        ),
    ),
    "position-unread": (
        "warning",
        (
            '"{value}" was not read as a position, so no box was taken from this file. Write degrees as a '
            "number, such as -5.25."
        ),
        (
            "« {value} » n'a pas été lu comme une position : aucun cadre n'est tiré de ce fichier. Écrivez "
            "les degrés en nombre, comme -5.25."
        ),
    ),
    "position-zero": (
        "warning",
        (
            "Some positions ({count}) are exactly 0, 0, in the Gulf of Guinea, so no box was taken. Were "
            "empty cells counted as zero?"
        ),
        (
            "Des positions ({count}) valent exactement 0, 0, dans le golfe de Guinée : aucun cadre n'est "
            "tiré. Des cases vides ont-elles été comptées comme zéro ?"
        ),
    ),
    "date-unread": (
        "warning",
        ('"{value}" is not a date, so no period was taken from this file. Write dates as 2019-04-12.'),
        (
            "« {value} » n'est pas une date : aucune période n'est tirée de ce fichier. Écrivez les dates "
            "ainsi : 2019-04-12."
        ),
    ),
    "date-ambiguous": (
        "warning",
        'Dates such as "{value}" can be read in two ways, day or month first. Write them as 2019-04-12.',
        "Des dates comme « {value} » se lisent de deux façons, jour ou mois d'abord. Écrivez-les ainsi : 2019-04-12.",
    ),
    "date-doubtful": (
        "warning",
        ('"{value}" is hardly the date of a measurement, so no period was taken. Is it a mark of a missing value?'),
        (
            "« {value} » n'est guère la date d'une mesure : aucune période n'en est tirée. Est-ce une marque "
            "de valeur absente ?"
        ),
    ),
    "depth-doubtful": (
        "warning",
        ('"{value}" is hardly a depth or height in metres, so no range was taken. Are its sign and its unit right?'),
        (
            "« {value} » n'est guère une profondeur ou une altitude en mètres : aucune étendue n'en est "
            "tirée. Le signe et l'unité sont-ils bons ?"
        ),
    ),
}

SENTENCES: Final = in_french({**_ROWS, **_COLUMNS, **_EXTENTS})
"""Code -> severity and sentences, of all tables."""
