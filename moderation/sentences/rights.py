"""What is said of licences, persons and protected species. Code -> severity, English, French. Pure."""

from typing import Final

from repository.record.findings import Severity

RIGHTS: Final = {
    "licence-against-source": (
        Severity.WARNING,
        (
            "This dataset comes from {doi}, given under {given}, which does not allow to pass it on under {licence}. "
            "Choose a licence that the source allows, or ask its authors."
        ),
        (
            "Ce jeu de données vient de {doi}, donné sous {given}, qui ne permet pas de le transmettre sous {licence}. "
            "Choisissez une licence que la source permet, ou demandez à ses auteurs."
        ),
    ),
    "licence-in-file-differs": (
        Severity.WARNING,
        "{name} says {said}, the description {licence}. Which one is right? A reader will meet both.",
        "{name} indique {said}, la description {licence}. Laquelle est la bonne ? On lira les deux.",
    ),
    "rights-reserved-in-file": (
        Severity.WARNING,
        '{name} says "{words}", and its licence lets everybody pass it on. Correct the file or the licence.',
        "{name} porte la mention « {words} », et sa licence permet à tous de le transmettre. Corrigez l'un ou l'autre.",
    ),
    "licence-of-software": (
        Severity.INFO,
        "{licence} is a licence of software. For data CC-BY-4.0, CC0-1.0 or etalab-2.0 say what readers may do.",
        "{licence} est une licence de logiciel. Pour des données, CC-BY-4.0, CC0-1.0 ou etalab-2.0 conviennent.",
    ),
    "licence-without-address": (
        Severity.WARNING,
        'The licence is given by a name alone, "{licence}". Give its address, or choose one that readers know.',
        "La licence n'est donnée que par un nom, « {licence} ». Indiquez son adresse, ou choisissez-en une connue.",
    ),
    "source-uncited": (
        Severity.INFO,
        "The source {identifier} has no title and no citation. Its authors should be named.",
        "La source {identifier} n'a ni titre ni citation. Ses auteurs devraient être nommés.",
    ),
    "attribution-missing": (
        Severity.INFO,
        'The data seem to use {provider}, whose terms ask for these words: "{asked}". They are not in the description.',
        (
            "Les données semblent utiliser {provider}, qui demande cette mention : « {asked} ». Elle n'est pas dans la "
            "description."
        ),
    ),
    "text-holds-mail": (
        Severity.WARNING,
        "This text holds an address of mail ({shown}). It will be public; contacts have a place of their own.",
        "Ce texte contient une adresse électronique ({shown}). Il sera public ; les contacts ont leur propre place.",
    ),
    "text-holds-phone": (
        Severity.WARNING,
        "This text holds a telephone number ({shown}), and it will be public. Take it out.",
        "Ce texte contient un numéro de téléphone ({shown}), et il sera public. Retirez-le.",
    ),
    "text-holds-nir": (
        Severity.ERROR,
        "This text holds a French social security number ({shown}), which the law forbids to publish. Take it out.",
        "Ce texte contient un numéro de sécurité sociale ({shown}), que la loi interdit de publier. Retirez-le.",
    ),
    "text-holds-iban": (
        Severity.ERROR,
        "This text holds a bank account number, IBAN ({shown}). Take it out.",
        "Ce texte contient un numéro de compte, IBAN ({shown}). Retirez-le.",
    ),
    "protected-taxon-named": (
        Severity.WARNING,
        (
            "The description names species whose places are kept back, {taxa}, and leads to precise places. Ask "
            "whether positions are blurred to 10 km, or whether the files should be restricted."
        ),
        (
            "La description nomme des espèces dont les lieux ne se disent pas, {taxa}, et mène à des lieux précis. "
            "Demandez si les positions sont floutées à 10 km, ou si l'accès aux fichiers doit être restreint."
        ),
    ),
}
