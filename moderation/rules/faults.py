"""What is wrong with a rule book, where, in both languages. Pure."""

from dataclasses import dataclass
from typing import Final

_SENTENCES: Final = {
    "not-json": ("This is not JSON: {what}", "Ce n'est pas du JSON : {what}"),
    "too-long": ("The book is longer than {what} characters.", "Le livre dépasse {what} caractères."),
    "too-many": ("There are more than {what} here.", "Il y en a plus de {what} ici."),
    "too-deep": ("Conditions are nested more than {what} deep.", "Les conditions ont plus de {what} niveaux."),
    "not-object": ("This must be an object.", "Il faut un objet."),
    "not-list": ("This must be a list with at least one entry.", "Il faut une liste d'au moins un élément."),
    "not-text": (
        "This must be a text of 1 to {what} characters.",
        "Il faut un texte de 1 à {what} caractères.",
    ),
    "not-number": ("This must be a whole number from 1 to {what}.", "Il faut un nombre entier de 1 à {what}."),
    "not-flag": ("This must be true.", "Il faut true."),
    "not-slug": (
        "This must be a name of small letters, digits and hyphens.",
        "Il faut un nom en petites lettres, chiffres et tirets.",
    ),
    "missing": ("“{what}” is missing.", "« {what} » manque."),
    "unknown": ("“{what}” is not known here.", "« {what} » n'est pas connu ici."),
    "one-key": ("A condition has exactly one key.", "Une condition a exactement une clé."),
    "twice": ("“{what}” stands here twice.", "« {what} » figure deux fois."),
    "no-question": ("There is no question “{what}”.", "Il n'y a pas de question « {what} »."),
    "no-choice": ("The question does not take the answer “{what}”.", "La question n'admet pas la réponse « {what} »."),
    "no-group": ("There is no group “{what}”.", "Il n'y a pas de groupe « {what} »."),
    "no-pole": ("There is no discipline “{what}”.", "Il n'y a pas de discipline « {what} »."),
    "unused": ("Nothing asks for “{what}”.", "Rien ne demande « {what} »."),
    "group-missing": ("Say whose advice is wanted.", "Dites de qui l'avis est demandé."),
    "belongs-missing": ("Say where such data belong.", "Dites où vont ces données."),
    "no-verdict": ("This must be one of in, out, advice.", "Il faut in, out ou advice."),
    "empty-phrase": ("“{what}” holds no word to look for.", "« {what} » ne contient aucun mot à chercher."),
}
CODES: Final = frozenset(_SENTENCES)


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to mend: its place in the book, such as ``scope/3/when/all/0``, and a sentence."""

    path: str
    code: str
    what: str = ""

    def message(self, language: str) -> str:
        """The sentence, with its place before it."""
        english, french = _SENTENCES[self.code]
        sentence = (french if language.lower().startswith("fr") else english).format(what=self.what)
        if language.lower().startswith("fr"):
            sentence = sentence.replace(" :", "\N{NO-BREAK SPACE}:").replace("« ", "«\N{NO-BREAK SPACE}")
            sentence = sentence.replace(" »", "\N{NO-BREAK SPACE}»")
        return f"{self.path}: {sentence}" if self.path else sentence


class BookRefused(ValueError):
    """The book cannot be used: everything that is wrong with it."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("; ".join(fault.message("en") for fault in faults))
        self.faults = faults
