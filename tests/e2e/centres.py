"""A data centre: an operator sets it up, and it answers by the link of its letter."""

from pathlib import Path

from tests.e2e.accessibility import accessible
from tests.e2e.people import Reader
from tests.e2e.postbox import awaited

NAME, MAIL = "Centre of marine chemistry", "desk@chemistry.example"


def set_up(operator: Reader) -> None:
    """A centre that cares for the chemistry of the sea."""
    operator.go("/operations/centres/new/")
    operator.fill(code="chemistry", name_en=NAME, name_fr="Centre de chimie marine", mail=MAIL)
    operator.check("themes", "ocean-chemistry")
    operator.press("Keep it")
    operator.go("/operations/centres/")
    assert NAME in operator.says()


def integrate(centre: Reader, home: Path, title: str, identifier: str) -> None:
    """Without an account: open the letter, say that the files have come, then under which identifier they are held."""
    letter = awaited(home, MAIL, title)
    centre.go(letter.link("/handovers/open/"))
    assert title in centre.says()
    assert accessible(centre) == []
    centre.press("We have it")
    centre.fill(identifier=identifier)
    centre.press("It is in our holdings")
    centre.sees(f"In your holdings as {identifier}")


def shown_elsewhere(reader: Reader, path: str) -> None:
    """The page of the dataset names the centre once a worker has heard of it."""
    for _ in range(60):
        reader.go(path)
        if "Also in" in reader.says():
            assert NAME in reader.says()
            return
        reader.page.wait_for_timeout(500)
    raise AssertionError("the page never says where else the dataset is")
