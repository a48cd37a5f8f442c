"""The disciplines a new site begins with. From then on they are rows, changed by the operator."""

from typing import Any

from repository.models import Pole

FIRST_POLES: tuple[dict[str, str], ...] = (
    {
        "code": "atmosphere",
        "name_en": "Atmosphere",
        "name_fr": "Atmosphère",
        "scope_en": "Composition, dynamics and radiation of the atmosphere: observations, products and campaigns.",
        "scope_fr": "Composition, dynamique et rayonnement de l'atmosphère : observations, produits et campagnes.",
    },
    {
        "code": "ocean",
        "name_en": "Ocean",
        "name_fr": "Océan",
        "scope_en": "Interdisciplinary data of the sea and the coast that no ocean data centre collects.",
        "scope_fr": "Données interdisciplinaires de la mer et du littoral qu'aucun centre de données ne recueille.",
    },
    {
        "code": "solid-earth",
        "name_en": "Solid Earth",
        "name_fr": "Terre solide",
        "scope_en": "Seismology, gravimetry, geodesy, volcanology and tomography outside the observation services.",
        "scope_fr": "Sismologie, gravimétrie, géodésie, volcanologie et tomographie hors des services d'observation.",
    },
    {
        "code": "continental-surfaces",
        "name_en": "Continental surfaces",
        "name_fr": "Surfaces continentales",
        "scope_en": "Remote sensing and in-situ data of land, water, snow and vegetation without another home.",
        "scope_fr": "Télédétection et mesures in situ : sols, eaux, neige, végétation, sans autre entrepôt d'accueil.",
    },
    {
        "code": "biodiversity",
        "name_en": "Biodiversity",
        "name_fr": "Biodiversité",
        "scope_en": "Occurrences, traits and habitats measured together with their environment.",
        "scope_fr": "Occurrences, traits et habitats mesurés avec leur environnement.",
    },
    {
        "code": "climate",
        "name_en": "Climate",
        "name_fr": "Climat",
        "scope_en": "Simulations, reconstructions and indicators of climate.",
        "scope_fr": "Simulations, reconstructions et indicateurs du climat.",
    },
)


def load_first_poles(**_signal: Any) -> int:
    """Fill an empty table; the number of rows made. A table with any row is left alone."""
    if Pole.objects.exists():
        return 0
    rows = [Pole(position=place, **values) for place, values in enumerate(FIRST_POLES, start=1)]
    return len(Pole.objects.bulk_create(rows, ignore_conflicts=True))
