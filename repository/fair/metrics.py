"""The seventeen scored metrics of F-UJI 0.8 (FAIRsFAIR, doi:10.5281/zenodo.6461229), and A2, which it leaves unscored.

Points are those that F-UJI gives, 26 in all. Titles are our own words, in both languages.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Metric:
    """One metric: its name at F-UJI, the FAIR principle it belongs to, its points, its title in both languages."""

    identifier: str
    principle: str
    points: int
    english: str
    french: str

    def title(self, language: str) -> str:
        """The title in French for `fr` and its regions, else in English."""
        return self.french if language.lower().split("-")[0] == "fr" else self.english


UNIQUE: Final = Metric("FsF-F1-01MD", "F1", 1, "A unique identifier", "Un identifiant unique")
PERSISTENT: Final = Metric(
    "FsF-F1-02MD", "F1", 1, "A persistent identifier that resolves", "Un identifiant pérenne qui se résout"
)
CORE: Final = Metric(
    "FsF-F2-01M", "F2", 2, "Citation, abstract and keywords", "La citation, un résumé et des mots-clés"
)
LOCATION: Final = Metric("FsF-F3-01M", "F3", 1, "The description leads to the data", "La description mène aux données")
SEARCHABLE: Final = Metric(
    "FsF-F4-01M", "F4", 2, "Search engines can read the page", "Les moteurs de recherche lisent la page"
)
ACCESS: Final = Metric("FsF-A1-01M", "A1", 1, "Who may have the data is said", "L’accès aux données est dit")
RETRIEVABLE: Final = Metric(
    "FsF-A1-02MD", "A1", 2, "Description and data can be fetched", "La description et les données se récupèrent"
)
PROTOCOL: Final = Metric("FsF-A1.1-01MD", "A1.1", 2, "By a standard protocol", "Par un protocole normalisé")
AUTHENTICATION: Final = Metric(
    "FsF-A1.2-01MD", "A1.2", 2, "A protocol that knows sign-in", "Un protocole qui sait identifier"
)
KEPT: Final = Metric("FsF-A2-01M", "A2", 0, "The description outlives the data", "La description survit aux données")
FORMAL: Final = Metric("FsF-I1-01M", "I1", 2, "A description for machines", "Une description pour les machines")
VOCABULARIES: Final = Metric(
    "FsF-I2-01M", "I2", 2, "Terms of registered vocabularies", "Des termes de vocabulaires reconnus"
)
RELATIONS: Final = Metric("FsF-I3-01M", "I3", 2, "Links to related works", "Des liens vers d’autres travaux")
CONTENT: Final = Metric(
    "FsF-R1-01M", "R1", 2, "Kind, size and format of the data", "La nature, la taille et le format des données"
)
LICENCE: Final = Metric("FsF-R1.1-01M", "R1.1", 1, "A licence", "Une licence")
PROVENANCE: Final = Metric("FsF-R1.2-01M", "R1.2", 1, "Where the data come from", "L’origine des données")
STANDARD: Final = Metric(
    "FsF-R1.3-01M", "R1.3", 1, "A metadata standard of the community", "Une norme de métadonnées de la communauté"
)
FORMAT: Final = Metric(
    "FsF-R1.3-02D", "R1.3", 1, "A file format of the community", "Un format de fichier de la communauté"
)

METRICS: Final = (
    UNIQUE, PERSISTENT, CORE, LOCATION, SEARCHABLE, ACCESS, RETRIEVABLE, PROTOCOL, AUTHENTICATION, KEPT, FORMAL,
    VOCABULARIES, RELATIONS, CONTENT, LICENCE, PROVENANCE, STANDARD, FORMAT,
)  # fmt: skip
"""All of them, F to R."""
