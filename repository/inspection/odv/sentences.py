"""What is said of an Ocean Data View spreadsheet, in both languages, beyond what is said of any table."""

from typing import Final

from repository.inspection.table.sentences import in_french

SENTENCES: Final = in_french(
    {
        "odv-not": (
            "error",
            "This is not an Ocean Data View spreadsheet: it has no line of labels. Export it again, or rename it.",
            "Ce n'est pas une feuille Ocean Data View : la ligne d'intitulés manque. Exportez-la ou renommez-la.",
        ),
        "odv-collection": (
            "info",
            "This is the index of an ODV collection: its data lie in a folder beside it. Export it as a spreadsheet.",
            "C'est l'index d'une collection ODV : ses données sont dans un dossier voisin. Exportez-la en feuille.",
        ),
        "odv-label-missing": (
            "error",
            "Mandatory columns of an Ocean Data View spreadsheet are missing: {labels}. Add them, even if empty.",
            "Il manque des colonnes obligatoires d'une feuille Ocean Data View : {labels}. Ajoutez-les, même vides.",
        ),
        "odv-no-station": (
            "error",
            "Line {line} has values before any station is named. Give its cruise, station, date and position.",
            "La ligne {line} a des valeurs avant toute station. Donnez-lui campagne, station, date et position.",
        ),
        "odv-no-parameter": (
            "warning",
            "There is no column of measured values after those of the stations. Was the right file exported?",
            "Il n'y a aucune colonne de mesures après celles des stations. Est-ce le bon export ?",
        ),
        "odv-missing-unstated": (
            "warning",
            (
                "Values such as {value} look like marks of missing ones, and the header does not say so. "
                "Leave such cells empty, or add the line //<MissingValueIndicators>{value}</MissingValueIndicators>."
            ),
            (
                "Des valeurs comme {value} semblent marquer une absence, et l'en-tête ne le dit pas. Laissez ces cases "
                "vides, ou ajoutez la ligne //<MissingValueIndicators>{value}</MissingValueIndicators>."
            ),
        ),
        "odv-mapping-malformed": (
            "warning",
            (
                "Line {line}: this mapping lacks one of the parts that SeaDataNet asks for, <subject>, <object> and "
                "<units>, or one of their codes. Write it whole."
            ),
            (
                "Ligne {line} : il manque à cette correspondance une des parties que demande SeaDataNet, <subject>, "
                "<object> et <units>, ou un de leurs codes. Écrivez-la en entier."
            ),
        ),
        "odv-mapping-astray": (
            "warning",
            "The semantic header maps labels that no column has: {labels}. Write them as in the line of labels.",
            (
                "L'en-tête sémantique décrit des intitulés qu'aucune colonne ne porte : {labels}. Écrivez-les comme "
                "dans la ligne d'intitulés."
            ),
        ),
        "odv-sdn-columns": (
            "warning",
            "A SeaDataNet spreadsheet has these columns too: {labels}. Add them.",
            "Une feuille SeaDataNet a aussi ces colonnes : {labels}. Ajoutez-les.",
        ),
        "odv-parameter-unmapped": (
            "warning",
            "The semantic header says nothing of these columns: {labels}. Give each its P01 and P06 codes.",
            "L'en-tête sémantique ne dit rien de ces colonnes : {labels}. Donnez à chacune ses codes P01 et P06.",
        ),
        "odv-parameter-unflagged": (
            "warning",
            "No column of quality flags follows: {labels}. SeaDataNet wants one (QV) after each parameter.",
            (
                "Aucune colonne d'indices de qualité ne suit : {labels}. SeaDataNet en veut une (QV) après chaque "
                "paramètre."
            ),
        ),
        "odv-flag-unknown": (
            "warning",
            'Line {line}: "{value}" is no quality flag of the scheme that the column names. Correct it.',
            "Ligne {line} : « {value} » n'est pas un indice de qualité du schéma de la colonne. Corrigez-le.",
        ),
        "odv-type-unknown": (
            "info",
            'Line {line}: the type of a station is B (bottles), C (continuous) or *, and here it is "{value}".',
            "Ligne {line} : le type d'une station est B (bouteilles), C (continu) ou *, et ici « {value} ».",
        ),
        "odv-date-not-iso": (
            "warning",
            'Line {line}: the label promises dates such as 2019-04-12, and "{value}" is written otherwise.',
            "Ligne {line} : l'intitulé promet des dates comme 2019-04-12, et « {value} » n'en a pas la forme.",
        ),
        "odv-edmo-no-number": (
            "warning",
            'Line {line}: an EDMO code is a number of the register of organisations, and "{value}" is none.',
            "Ligne {line} : un code EDMO est un numéro du registre des organismes, et « {value} » n'en est pas un.",
        ),
    }
)
"""Code -> severity and sentences, of spreadsheets."""
