"""What a result says, in both languages: what is there, or what would raise it."""

from collections.abc import Mapping
from typing import Final, NamedTuple


class Sentence(NamedTuple):
    """One sentence in both languages."""

    english: str
    french: str

    def message(self, language: str) -> str:
        """In French for `fr` and its regions, else in English."""
        return self.french if language.lower().split("-")[0] == "fr" else self.english


SENTENCES: Final[Mapping[str, Sentence]] = {
    "doi": Sentence("It has a DOI.", "Le jeu a un DOI."),
    "doi-later": Sentence(
        "A test DOI does not resolve. It will in a repository that registers DOIs.",
        "Un DOI d’essai ne se résout pas. Il se résoudra dans un entrepôt qui enregistre des DOI.",
    ),
    "core": Sentence(
        "Authors, title, date, publisher, abstract and keywords are there.",
        "Auteurs, titre, date, éditeur, résumé et mots-clés sont là.",
    ),
    "no-creators": Sentence("Name the authors.", "Nommez les auteurs."),
    "no-abstract": Sentence("Write an abstract.", "Écrivez un résumé."),
    "no-keywords": Sentence("Give keywords.", "Donnez des mots-clés."),
    "location": Sentence(
        "Each file has an address that the description names.",
        "Chaque fichier a une adresse que la description nomme.",
    ),
    "no-files": Sentence("There is no file and no service.", "Il n’y a ni fichier ni service."),
    "closed": Sentence(
        "The files are not open. Their description is.", "Les fichiers ne sont pas ouverts ; leur description l’est."
    ),
    "later": Sentence("The files open at the end of the embargo.", "Les fichiers s’ouvriront à la fin de l’embargo."),
    "withdrawn": Sentence(
        "The dataset is withdrawn: its description stays.", "Le jeu est retiré : sa description demeure."
    ),
    "searchable": Sentence(
        "The page carries schema.org and Dublin Core.", "La page porte schema.org et le Dublin Core."
    ),
    "access": Sentence("Every format says who may have the data.", "Chaque format dit qui peut avoir les données."),
    "retrievable": Sentence("Both are fetched without an account.", "Les deux se récupèrent sans compte."),
    "protocol": Sentence("HTTP, as the whole web.", "HTTP, comme tout le Web."),
    "authentication": Sentence("HTTP can ask for a sign-in.", "HTTP peut demander une identification."),
    "kept": Sentence(
        "A withdrawn dataset keeps its page, its DOI and its archived description.",
        "Un jeu retiré garde sa page, son DOI et sa description archivée.",
    ),
    "formal": Sentence(
        "JSON-LD in the page, RDF by content negotiation.", "JSON-LD dans la page, RDF par négociation de contenu."
    ),
    "vocabularies": Sentence(
        "Keywords or variables come from registered vocabularies.",
        "Des mots-clés ou des variables viennent de vocabulaires reconnus.",
    ),
    "no-vocabularies": Sentence(
        "Choose keywords or variables from a vocabulary, such as NERC, GEMET or GCMD.",
        "Choisissez des mots-clés ou des variables dans un vocabulaire comme NERC, GEMET ou GCMD.",
    ),
    "relations": Sentence(
        "Related works are named with their relation.", "Les travaux liés sont nommés avec leur relation."
    ),
    "no-relations": Sentence(
        "Name an article, a dataset or a report that belongs to the data.",
        "Nommez un article, un jeu de données ou un rapport lié aux données.",
    ),
    "content": Sentence("Kind, size and format are said.", "La nature, la taille et le format sont dits."),
    "licence": Sentence("The licence is named with its address.", "La licence est nommée avec son adresse."),
    "no-licence": Sentence("Choose a licence.", "Choisissez une licence."),
    "provenance": Sentence(
        "Authors, dates and, where given, lineage and sources are there.",
        "Auteurs, dates et, s’ils sont donnés, généalogie et sources sont là.",
    ),
    "standard": Sentence("ISO 19115-3 and DataCite.", "ISO 19115-3 et DataCite."),
    "format": Sentence(
        "At least one file is in a format that others can open.",
        "Un fichier au moins est dans un format que d’autres peuvent ouvrir.",
    ),
    "no-format": Sentence(
        "Add the data in an open format, such as NetCDF, CSV or GeoTIFF.",
        "Ajoutez les données dans un format ouvert comme NetCDF, CSV ou GeoTIFF.",
    ),
}
