"""What is said of a date, period, place or resolution that is there and wrong. All of these block submission."""

from collections.abc import Mapping
from typing import Final

EXTENTS: Final[Mapping[str, tuple[str, str]]] = {
    "date-form": (
        '"{value}" is not a date{where}. Write a year, a month or a day: 2019, 2019-04 or 2019-04-12.',
        "« {value} » n’est pas une date{where}. Écrivez une année, un mois ou un jour : 2019, 2019-04 ou 2019-04-12.",
    ),
    "date-impossible": (
        "{value} is not in the calendar{where}. Correct the month or the day.",
        "{value} n’existe pas dans le calendrier{where}. Corrigez le mois ou le jour.",
    ),
    "day-form": (
        '"{value}" is not a day{where}. Write it as 2019-04-12.',
        "« {value} » n’est pas un jour{where}. Écrivez-le sous la forme 2019-04-12.",
    ),
    "duration-form": (
        '"{value}" is not a duration. Write it as P1D (a day), P1M (a month) or PT10M (ten minutes).',
        "« {value} » n’est pas une durée. Écrivez P1D (un jour), P1M (un mois) ou PT10M (dix minutes).",
    ),
    "age-negative": (
        "{value} is not an age before present{where}: it cannot be negative. For a date after 1950 use the calendar.",
        (
            "{value} n’est pas un âge avant le présent{where} : il ne peut être négatif. "
            "Pour une date après 1950, utilisez le calendrier."
        ),
    ),
    "period-empty": (
        "{label} has neither a date nor a name. Fill it in, or remove the line.",
        "{label} n’a ni date ni nom. Complétez la ligne, ou retirez-la.",
    ),
    "period-ended-and-ongoing": (
        "{label} has an end and is marked as still growing. Keep one of the two.",
        "{label} a une fin et est indiquée comme encore en cours. Ne gardez que l’une des deux réponses.",
    ),
    "period-reversed": (
        "The period begins {begin}, after its end {end}. Were begin and end exchanged?",
        "La période commence en {begin}, après sa fin en {end}. Début et fin ont-ils été inversés ?",
    ),
    "period-and-none": (
        "A period is given, and it is also said that no period applies. Keep one of the two.",
        "Une période est donnée, et il est aussi dit qu’aucune ne s’applique. Ne gardez que l’une des deux réponses.",
    ),
    "latitude-range": (
        "{value} is not a latitude: it must lie between -90 and 90{where}. Were longitude and latitude exchanged?",
        (
            "{value} n’est pas une latitude : elle doit être entre -90 et 90{where}. "
            "Longitude et latitude ont-elles été inversées ?"
        ),
    ),
    "longitude-range": (
        (
            "{value} is not a longitude: it must lie between -180 and 180{where}. "
            "Counted from -180 to 180 it is {other}."
        ),
        (
            "{value} n’est pas une longitude : elle doit être entre -180 et 180{where}. "
            "Comptée de -180 à 180, elle vaut {other}."
        ),
    ),
    "position-impossible": (
        "{value} is not a position on the Earth{where}. Is it the mark of a missing value in a file?",
        "{value} n’est pas une position sur la Terre{where}. Est-ce la marque d’une valeur absente dans un fichier ?",
    ),
    "box-upside-down": (
        "{label}: the south, {south}, lies north of the north, {north}. Exchange the two.",
        "{label} : le sud, {south}, est au nord du nord, {north}. Échangez les deux valeurs.",
    ),
    "ring-open": (
        "{label}: an outline needs at least four positions, the last one equal to the first{where}.",
        "{label} : un contour compte au moins quatre positions, la dernière égale à la première{where}.",
    ),
    "place-and-none": (
        "A place is given, and it is also said that no place applies. Keep one of the two.",
        "Un lieu est donné, et il est aussi dit qu’aucun ne s’applique. Ne gardez que l’une des deux réponses.",
    ),
    "vertical-reversed": (
        "Depth or height: the minimum, {minimum}, is more than the maximum, {maximum}. Exchange the two.",
        "Profondeur ou altitude : le minimum, {minimum}, dépasse le maximum, {maximum}. Échangez les deux valeurs.",
    ),
    "reference-system-empty": (
        "{label} has neither an EPSG number, an address nor a name. Fill it in, or remove the line.",
        "{label} n’a ni numéro EPSG, ni adresse, ni nom. Complétez la ligne, ou retirez-la.",
    ),
    "resolution-empty": (
        "{label} says nothing yet. Give a value or a note, or remove the line.",
        "{label} : rien n’est encore indiqué. Donnez une valeur ou une note, ou retirez la ligne.",
    ),
    "resolution-not-positive": (
        "{label}: a distance of {value} is not possible; it must be more than 0.",
        "{label} : une distance de {value} n’est pas possible ; elle doit être supérieure à 0.",
    ),
    "resolution-unit": (
        "{label}: a distance and its unit go together. Give both, or neither.",
        "{label} : une distance et son unité vont ensemble. Donnez les deux, ou aucune.",
    ),
}
"""Code -> the sentence in English and in French."""
