"""What is said of a NetCDF file, in both languages."""

from typing import Final

from repository.inspection.remarks import Sentences

SENTENCES: Final[Sentences] = {
    "netcdf-not": (
        "error",
        "This file is named as NetCDF, and its content is not. Export it again, or rename it.",
        (
            "Ce fichier porte un nom de NetCDF, et son contenu n’en est pas. On ne pourra pas l’ouvrir : "
            "exportez-le de nouveau, ou renommez-le."
        ),
    ),
    "netcdf-damaged": (
        "error",
        "This NetCDF file is cut or damaged: its header promises more than there is. Copy or export it again.",
        (
            "Ce fichier NetCDF est tronqué ou endommagé : son en-tête est là, la suite annoncée n’y est pas. "
            "Copiez-le ou exportez-le de nouveau."
        ),
    ),
    "netcdf-empty": (
        "warning",
        "This NetCDF file holds no variable, so there is nothing in it to read. Was the right file exported?",
        "Ce fichier NetCDF ne contient aucune variable : il n’y a rien à y lire. Est-ce le bon export ?",
    ),
    "netcdf-many-variables": (
        "info",
        "This file has more than {most} variables; the first ones were read. Complete the list by hand.",
        "Ce fichier a plus de {most} variables ; les premières ont été lues. Complétez la liste à la main.",
    ),
    "variable-no-unit": (
        "warning",
        (
            'The variable "{name}" has no unit. Readers will not know how to read its numbers. '
            "Give it the attribute units, or say the unit in the description."
        ),
        (
            "La variable « {name} » n’a pas d’unité. On ne saura pas lire ses nombres. "
            "Donnez-lui l’attribut units, ou indiquez l’unité dans la description."
        ),
    ),
    "variables-no-unit": (
        "warning",
        "{count} more variables have no unit.",
        "{count} autres variables n’ont pas d’unité.",
    ),
    "standard-names-missing": (
        "info",
        "No variable has a CF standard name. With standard_name, machines know what was measured.",
        "Aucune variable n’a de nom standard CF. Avec standard_name, les machines savent ce qui a été mesuré.",
    ),
    "variable-unreadable": (
        "warning",
        (
            'The values of the variable "{name}" cannot be read. Export the file again, or check the attributes '
            "of that "
            "variable."
        ),
        (
            "Les valeurs de la variable « {name} » sont illisibles. Exportez de nouveau le fichier, ou vérifiez les "
            "attributs de cette variable."
        ),
    ),
    "fill-value-among-values": (
        "warning",
        (
            '"{name}": the mark of a missing value, {fill}, lies between {minimum} and {maximum}, where the '
            "values may be. "
            "Choose a mark outside."
        ),
        (
            "« {name} » : la marque d’une valeur manquante, {fill}, est entre {minimum} et {maximum}, là où sont les "
            "valeurs. Choisissez une marque en dehors."
        ),
    ),
    "coordinates-empty": (
        "warning",
        "The coordinates hold no value at all, so the place is not known from this file.",
        "Les coordonnées ne contiennent aucune valeur : ce fichier ne dit pas où sont les données.",
    ),
    "mark-undeclared": (
        "warning",
        (
            '"{name}" holds {mark}, which looks like the mark of a missing value that the file does not declare. '
            "Give it as _FillValue."
        ),
        (
            "« {name} » contient {mark} : c’est sans doute la marque d’une valeur manquante que le fichier ne déclare "
            "pas. Indiquez-la dans _FillValue."
        ),
    ),
    "positions-unlikely": (
        "warning",
        (
            "{count} positions are not on the Earth, such as {example}. They look like the mark of a missing "
            "value that "
            "the file does not declare: give it as _FillValue."
        ),
        (
            "{count} positions ne sont pas sur la Terre, par exemple {example}. C’est sans doute la marque "
            "d’une valeur "
            "manquante que le fichier ne déclare pas : indiquez-la dans _FillValue."
        ),
    ),
    "positions-impossible": (
        "warning",
        "{example} is not a position on the Earth. Were longitude and latitude exchanged? No place is proposed.",
        (
            "{example} n’est pas une position sur la Terre. Longitude et latitude ont-elles été inversées ? "
            "Aucune emprise n’est proposée."
        ),
    ),
    "coordinates-unit": (
        "warning",
        'The variable "{name}" is named a coordinate, and its unit is "{unit}". It was not read as one.',
        (
            "La variable « {name} » est présentée comme une coordonnée, et son unité est « {unit} ». "
            "Elle n’a pas été lue comme telle."
        ),
    ),
    "coordinates-too-many": (
        "info",
        "The coordinates have too many values to be read here ({count}).",
        "Les coordonnées ont trop de valeurs pour être lues ici ({count}).",
    ),
    "box-disagrees": (
        "warning",
        (
            "The attributes give the box {said} (west, south, east, north), the coordinates {read}. The "
            "coordinates are "
            "proposed, since they are the data; correct the attributes."
        ),
        (
            "Les attributs donnent l’emprise {said} (ouest, sud, est, nord), les coordonnées {read}. Les "
            "coordonnées sont "
            "proposées, car ce sont les données ; corrigez les attributs."
        ),
    ),
    "box-attributes-wrong": (
        "warning",
        "The attributes give the box {said} (west, south, east, north), which is not a box on the Earth. Correct them.",
        (
            "Les attributs donnent l’emprise {said} (ouest, sud, est, nord), qui n’en est pas une sur la Terre. "
            "Corrigez-les."
        ),
    ),
    "period-disagrees": (
        "warning",
        (
            "The attributes give the period {said}, the times of the data {read}. The times are proposed, since "
            "they are "
            "the data; correct the attributes."
        ),
        (
            "Les attributs donnent la période {said}, les temps des données {read}. Les temps sont proposés, "
            "car ce sont "
            "les données ; corrigez les attributs."
        ),
    ),
    "period-attribute-unreadable": (
        "info",
        'The date "{value}" is in no form that is read here. Write it as 2019-04-12T10:00:00Z.',
        "La date « {value} » n’a pas une forme lue ici. Écrivez-la comme 2019-04-12T10:00:00Z.",
    ),
    "period-outside-campaign": (
        "warning",
        "The cruise is said to be {said}, the times of the data are {read}. Correct the one that is wrong.",
        "La campagne est datée {said}, les temps des données {read}. Corrigez ce qui est faux.",
    ),
    "vertical-disagrees": (
        "warning",
        (
            "The attributes give the depth or height from {said}, the coordinates {read} (metres). The coordinates are "
            "proposed, since they are the data; correct the attributes."
        ),
        (
            "Les attributs donnent la profondeur ou l’altitude de {said}, les coordonnées {read} (mètres). Les "
            "coordonnées "
            "sont proposées, car ce sont les données ; corrigez les attributs."
        ),
    ),
    "vertical-sense": (
        "warning",
        (
            '"{name}" says both that it grows downwards and that it grows upwards, so no depth is proposed. '
            "Correct its attribute positive."
        ),
        (
            "« {name} » dit à la fois croître vers le bas et vers le haut : aucune profondeur n’est proposée. "
            "Corrigez son attribut positive."
        ),
    ),
    "vertical-sign": (
        "warning",
        (
            '"{name}" counts depth downwards, and its values are negative, such as {example}. No depth is proposed: '
            "correct the sign, or the attribute positive."
        ),
        (
            "« {name} » compte la profondeur vers le bas, et ses valeurs sont négatives, par exemple {example}. "
            "Aucune profondeur n’est proposée : corrigez le signe, ou l’attribut positive."
        ),
    ),
    "time-no-unit": (
        "warning",
        'The time "{name}" has no unit of the form "days since 1950-01-01", so no date is known from this file.',
        "Le temps « {name} » n’a pas d’unité de la forme « days since 1950-01-01 » : ce fichier ne donne aucune date.",
    ),
    "time-unlikely": (
        "warning",
        'The times of "{name}" go from {begin} to {end}, which are no dates of measurements. No period is proposed.',
        (
            "Les temps de « {name} » vont de {begin} à {end} : ce ne sont pas des dates de mesure. "
            "Aucune période n’est proposée."
        ),
    ),
    "licence-not-recognised": (
        "info",
        'The licence is written as "{value}", which is none that is known by name. Choose one in the description.',
        (
            "La licence est écrite « {value} », qui n’est le nom d’aucune licence connue. "
            "Choisissez-en une dans la description."
        ),
    ),
}
