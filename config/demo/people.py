"""The people of the demo and what they hold."""

from dataclasses import dataclass

from allauth.account.models import EmailAddress

from repository.models import Grant, Person, Pole, Role

DEMO_PASSWORD = "varve-demo"  # noqa: S105  (printed at the start of a demo site)


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """One sign-in of the demo."""

    email: str
    given_name: str
    family_name: str
    role: str
    pole: str = ""
    orcid: str = ""
    affiliation: str = ""
    language: str = "en"


PEOPLE = (
    DemoPerson(
        "researcher@varve.localhost",
        "Clara",
        "Marin",
        Role.DEPOSITOR,
        orcid="0000-0002-1825-0097",
        affiliation="Oceanological Observatory of the Gulf",
    ),
    DemoPerson("moderator@varve.localhost", "Isabelle", "Bertin", Role.MODERATOR, pole="ocean", language="en"),
    DemoPerson("terre@varve.localhost", "Paul", "Okonjo", Role.MODERATOR, pole="solid-earth", language="fr"),
    DemoPerson("operator@varve.localhost", "Oscar", "Lindqvist", Role.OPERATOR),
)


def make_people() -> dict[str, Person]:
    """Make the demo's people once; the first part of the address -> the person."""
    return {wanted.email.partition("@")[0]: _make(wanted) for wanted in PEOPLE}


def _make(wanted: DemoPerson) -> Person:
    person = Person.objects.filter(email=wanted.email).first()
    if person is None:
        person = Person.objects.create_user(
            wanted.email,
            DEMO_PASSWORD,
            given_name=wanted.given_name,
            family_name=wanted.family_name,
            orcid=wanted.orcid,
            affiliation=wanted.affiliation,
            language=wanted.language,
        )
        EmailAddress.objects.create(user=person, email=wanted.email, verified=True, primary=True)
    if wanted.role == Role.MODERATOR:
        pole = Pole.objects.get(code=wanted.pole)
        Grant.objects.get_or_create(person=person, role=Role.MODERATOR, pole=pole)
    elif wanted.role == Role.OPERATOR:
        Grant.objects.get_or_create(person=person, role=Role.OPERATOR, pole=None, deposit=None, dataset=None)
    return person
