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
    }
)
"""Code -> severity and sentences, of spreadsheets."""
