"""What is said of personal data and of places of protected species, in both languages; never the data themselves."""

from typing import Final

from repository.inspection.table.sentences import in_french

SENTENCES: Final = in_french(
    {
        "personal-columns": (
            "warning",
            (
                "Columns that are usually about persons: {labels}. Leave them out or put codes in their place, unless "
                "each person agreed and readers need it."
            ),
            (
                "Colonnes qui portent d'ordinaire sur des personnes : {labels}. Retirez-les ou mettez des codes à "
                "leur place, sauf si chacune a consenti et que les lecteurs en ont besoin."
            ),
        ),
        "personal-observers": (
            "info",
            "Persons who observed are named in: {labels}. Have they agreed to be named in public?",
            "Des personnes qui ont observé sont nommées dans : {labels}. Ont-elles accepté d'être nommées en public ?",
        ),
        "personal-mail": (
            "warning",
            (
                "{count} cells of {column} hold addresses of mail, the first on line {line} ({shown}). Published, they "
                "cannot be called back: leave them out."
            ),
            (
                "{count} cases de {column} contiennent des adresses électroniques, la première ligne {line} ({shown}). "
                "Publiées, on ne peut plus les reprendre : retirez-les."
            ),
        ),
        "personal-phone": (
            "warning",
            "{column} holds telephone numbers ({count}), the first on line {line} ({shown}). Leave them out.",
            "{column} contient des numéros de téléphone ({count}), le premier ligne {line} ({shown}). Retirez-les.",
        ),
        "personal-nir": (
            "error",
            (
                "{column} holds French social security numbers ({count}), the first on line {line} ({shown}). The law "
                "forbids to publish them: remove them from the file."
            ),
            (
                "{column} contient des numéros de sécurité sociale ({count}), le premier ligne {line} ({shown}). La "
                "loi interdit de les publier : retirez-les du fichier."
            ),
        ),
        "personal-iban": (
            "error",
            "{column} holds bank account numbers, IBAN ({count}), the first on line {line} ({shown}). Remove them.",
            "{column} contient des numéros de compte, IBAN ({count}), le premier ligne {line} ({shown}). Retirez-les.",
        ),
        "protected-taxon-located": (
            "warning",
            (
                "{count} rows give precise positions (to about {metres} m) of species whose places are kept back: "
                "{taxa}; the first is on line {line}. Blur these positions to 10 km, or restrict the file and say why."
            ),
            (
                "{count} lignes donnent la position précise (à environ {metres} m) d'espèces dont les lieux ne se "
                "disent pas : {taxa} ; la première est la ligne {line}. Floutez ces positions à 10 km, ou restreignez "
                "l'accès au fichier et dites pourquoi."
            ),
        ),
        "protected-taxon-mapped": (
            "warning",
            (
                "{count} features are precise points (to about {metres} m) of species whose places are kept back: "
                "{taxa}; the first is number {first}. Blur these points to 10 km, or restrict the file and say why."
            ),
            (
                "{count} objets sont des points précis (à environ {metres} m) d'espèces dont les lieux ne se disent "
                "pas : {taxa} ; le premier est le numéro {first}. Floutez ces points à 10 km, ou restreignez l'accès "
                "au fichier et dites pourquoi."
            ),
        ),
        "feature-mail": (
            "warning",
            "{count} features hold addresses of mail, the first is number {first} ({shown}). Leave them out.",
            "{count} objets contiennent des adresses électroniques, le premier est le {first} ({shown}). Retirez-les.",
        ),
        "feature-phone": (
            "warning",
            "{count} features hold telephone numbers, the first is number {first} ({shown}). Leave them out.",
            "{count} objets contiennent des numéros de téléphone, le premier est le {first} ({shown}). Retirez-les.",
        ),
        "feature-nir": (
            "error",
            (
                "{count} features hold French social security numbers, the first is number {first} ({shown}). The law "
                "forbids to publish them: remove them from the file."
            ),
            (
                "{count} objets contiennent des numéros de sécurité sociale, le premier est le {first} ({shown}). La "
                "loi interdit de les publier : retirez-les du fichier."
            ),
        ),
        "feature-iban": (
            "error",
            "{count} features hold bank account numbers, IBAN; the first is number {first} ({shown}). Remove them.",
            "{count} objets contiennent des numéros de compte, IBAN ; le premier est le {first} ({shown}). À retirer.",
        ),
    }
)
"""Code -> severity and sentences."""
