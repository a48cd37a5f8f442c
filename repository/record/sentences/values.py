"""What is said of a value that is there and wrong. All of these block submission."""

from collections.abc import Mapping
from typing import Final

VALUES: Final[Mapping[str, tuple[str, str]]] = {
    "value-missing": (
        '"{label}" is missing{where}. Fill it in, or remove the line.',
        "« {label} » manque{where}. Complétez ce champ, ou retirez la ligne.",
    ),
    "field-unknown": (
        '"{key}" is not part of a description{where}. Remove it.',
        "« {key} » ne fait pas partie d’une description{where}. Retirez ce champ.",
    ),
    "wrong-shape": (
        '"{label}" cannot be read{where}. Remove it and fill it in again.',
        "« {label} » est illisible{where}. Videz ce champ et remplissez-le de nouveau.",
    ),
    "not-text": (
        '"{label}" must be text{where}, and is {value}. Type it again.',
        "« {label} » doit être un texte{where}, et vaut {value}. Saisissez-le de nouveau.",
    ),
    "not-number": (
        '"{value}" is not a number ("{label}"{where}). Write it in digits, such as 12.5.',
        "« {value} » n’est pas un nombre (« {label} »{where}). Écrivez-le en chiffres, par exemple 12,5.",
    ),
    "not-whole-number": (
        '"{value}" is not a whole number ("{label}"{where}). Write it in digits, without a fraction.',
        "« {value} » n’est pas un nombre entier (« {label} »{where}). Écrivez-le en chiffres, sans décimale.",
    ),
    "number-too-small": (
        '{value} is too small for "{label}"{where}: it must be at least {limit}.',
        "{value} est trop petit pour « {label} »{where} : le minimum est {limit}.",
    ),
    "number-too-large": (
        '{value} is too large for "{label}"{where}: it can be at most {limit}.',
        "{value} est trop grand pour « {label} »{where} : le maximum est {limit}.",
    ),
    "not-yes-or-no": (
        '"{label}" must be answered by yes or no{where}.',
        "« {label} » attend oui ou non{where}.",
    ),
    "not-in-list": (
        '"{value}" is not a choice for "{label}"{where}. Choose from the list ({choices}).',
        "« {value} » n’est pas un choix possible pour « {label} »{where}. Choisissez dans la liste ({choices}).",
    ),
    "too-long": (
        '"{label}" is too long{where}: at most {limit} characters. Shorten it.',
        "« {label} » est trop long{where} : {limit} caractères au plus. Raccourcissez-le.",
    ),
    "control-character": (
        '"{label}" holds a character that cannot be shown, {name}{where}. Type that part again.',
        "« {label} » contient un caractère qui ne peut être affiché, {name}{where}. Saisissez ce passage de nouveau.",
    ),
    "language-unknown": (
        '"{value}" is not a language code{where}. Choose a language, such as en or fr.',
        "« {value} » n’est pas un code de langue{where}. Choisissez une langue, par exemple fr ou en.",
    ),
    "language-twice": (
        '"{label}" has two texts in one language{where}. Keep one of them.',
        "« {label} » a deux textes dans la même langue{where}. N’en gardez qu’un.",
    ),
    "orcid-form": (
        (
            '"{value}" is not an ORCID{where}: it has sixteen characters, as in 0000-0002-1825-0097. '
            "Copy it again from orcid.org."
        ),
        (
            "« {value} » n’est pas un ORCID{where} : il compte seize caractères, comme 0000-0002-1825-0097. "
            "Copiez-le de nouveau depuis orcid.org."
        ),
    ),
    "orcid-checksum": (
        '"{value}" is not an ORCID{where}: one of its digits is wrong. Copy it again from orcid.org.',
        "« {value} » n’est pas un ORCID{where} : un de ses chiffres est faux. Copiez-le de nouveau depuis orcid.org.",
    ),
    "ror-form": (
        (
            '"{value}" is not a ROR identifier{where}: it has nine characters and begins with 0, as in 044jxhp58. '
            "Look the organisation up at ror.org."
        ),
        (
            "« {value} » n’est pas un identifiant ROR{where} : il compte neuf caractères et commence par 0, "
            "comme 044jxhp58. Cherchez l’organisme sur ror.org."
        ),
    ),
    "ror-checksum": (
        '"{value}" is not a ROR identifier{where}: one of its characters is wrong. Copy it again from ror.org.',
        (
            "« {value} » n’est pas un identifiant ROR{where} : un de ses caractères est faux. "
            "Copiez-le de nouveau depuis ror.org."
        ),
    ),
    "doi-form": (
        '"{value}" is not a DOI{where}: it begins with 10. and has a slash, as in 10.17882/42182.',
        "« {value} » n’est pas un DOI{where} : il commence par 10. et contient une barre, comme 10.17882/42182.",
    ),
    "related-doi": (
        (
            '"{value}" is not a DOI{where}: it begins with 10. and has a slash, as in 10.17882/42182. '
            "If it is a web address, choose URL as its kind."
        ),
        (
            "« {value} » n’est pas un DOI{where} : il commence par 10. et contient une barre, comme 10.17882/42182. "
            "S’il s’agit d’une adresse web, choisissez le type URL."
        ),
    ),
    "related-url": (
        '"{value}" is not a web address{where}: it must begin with https:// or http://.',
        "« {value} » n’est pas une adresse web{where} : elle doit commencer par https:// ou http://.",
    ),
    "uri-form": (
        '"{value}" is not an address{where}. Copy it whole, with its beginning, such as https://example.org/page.',
        (
            "« {value} » n’est pas une adresse{where}. Copiez-la en entier, avec son début, "
            "par exemple https://example.org/page."
        ),
    ),
    "email-form": (
        '"{value}" is not an e-mail address{where}. Write it as name@example.org.',
        "« {value} » n’est pas une adresse électronique{where}. Écrivez-la sous la forme nom@example.org.",
    ),
    "path-form": (
        '"{value}" is not the path of a file of this dataset{where}. Choose the file from the list.',
        "« {value} » n’est pas le chemin d’un fichier du jeu de données{where}. Choisissez-le dans la liste.",
    ),
    "sha256-form": (
        '"{value}" is not a SHA256{where}: it has 64 digits, 0 to 9 and a to f.',
        "« {value} » n’est pas un SHA256{where} : il compte 64 chiffres, de 0 à 9 et de a à f.",
    ),
    "spdx-form": (
        '"{value}" is not the short name of a licence. Choose a licence from the list, or give its address.',
        "« {value} » n’est pas le nom court d’une licence. Choisissez-la dans la liste, ou donnez son adresse.",
    ),
    "code-form": (
        '"{value}" is not the code of a discipline. Choose one from the list.',
        "« {value} » n’est pas le code d’une discipline. Choisissez-la dans la liste.",
    ),
    "country-form": (
        '"{value}" is not a country code{where}: it has two capital letters, as in FR.',
        "« {value} » n’est pas un code de pays{where} : il compte deux capitales, comme FR.",
    ),
    "media-type-form": (
        '"{value}" is not a media type{where}: it has a slash, as in application/x-netcdf.',
        "« {value} » n’est pas un type de média{where} : il contient une barre, comme application/x-netcdf.",
    ),
    "licence-empty": (
        "The licence has neither a short name, an address nor a name. Choose one from the list.",
        "La licence n’a ni nom court, ni adresse, ni nom. Choisissez-la dans la liste.",
    ),
    "funder-identifier-type": (
        "The identifier of the funder and its kind go together ({label}). Give both, or neither.",
        "L’identifiant du financeur et son type vont ensemble ({label}). Donnez les deux, ou aucun.",
    ),
}
"""Code -> the sentence in English and in French."""
