"""How often one person may ask what a job would cost; counted by each web process for itself, whatever the door."""

from typing import Final

from repository.accounts.rate import Window
from repository.models import Person

MOST: Final = 120
"""In a minute: a form asks twice for each change of it, once for the price and once for the observations."""
WINDOW: Final = Window()


def wait_for_price(person: Person) -> int:
    """Count this question; 0, or the seconds to wait before another one."""
    return int(WINDOW.left_s()) if WINDOW.add(f"person {person.pk}") > MOST else 0
