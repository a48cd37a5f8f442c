"""Who may do what at every address, told in words of the requirements: the answer expected, by actor and state.

Written from what each page is for, not from the code. An address without a row here fails the suite.
"""

from collections.abc import Callable
from typing import Final, NamedTuple

Rule = Callable[[str, str], int]
"""(actor, state) -> status. Of a POST: the status, or ``LET_IN`` or ``REFUSED``."""

LET_IN: Final = 1
"""The request reaches its form or service: any answer but a refusal."""
REFUSED: Final = 2
"""Known here, but not for this now: told so (403, 409) or led elsewhere (302); nothing changes."""

AUTHORS: Final = frozenset({"author", "co_author"})
EDITABLE: Final = frozenset({"draft", "changes_requested", "correction"})
PUBLIC: Final = frozenset({"public", "embargoed", "restricted", "correction"})


def always(status: int) -> Rule:
    """The same for everybody."""
    return lambda actor, state: status


def may_read(actor: str, state: str) -> bool:
    """Authors, who was asked to read or to review, and the moderators of the discipline once it was submitted."""
    return actor in AUTHORS or actor in ("reader", "reviewer") or (actor == "moderator" and state != "draft")


def signed_in(status: int = 200) -> Rule:
    """Everybody who is signed in; others are asked to."""
    return lambda actor, state: 302 if actor == "anonymous" else status


def named(*actors: str, status: int = 200, others: int = 403) -> Rule:
    """Some roles, whatever the state."""
    return lambda actor, state: 302 if actor == "anonymous" else status if actor in actors else others


def public_page(actor: str, state: str) -> int:
    """Of what is public everybody reads the page; of what was withdrawn a tombstone; of the rest nothing is there."""
    return 200 if state in PUBLIC else 410 if state == "withdrawn" else 404


def found_record(actor: str, state: str) -> int:
    """Of what is public everybody reads the record; the catalogue knows nothing else."""
    return 200 if state in PUBLIC else 404


def public_bytes(actor: str, state: str) -> int:
    """Open files are for everybody; the others for those who wrote, review or collect them."""
    closed = state in ("embargoed", "restricted")
    let_in = AUTHORS | {"moderator", "reader", "reviewer", "data_centre"}
    return 403 if closed and actor not in let_in else public_page(actor, state)


def sealed_package(actor: str, state: str) -> int:
    """Packages are looked at by operators; what was never public has none."""
    there = 200 if state in PUBLIC or state == "withdrawn" else 404
    return named("operator", status=there)(actor, state)


def whole_package(actor: str, state: str) -> int:
    """Who wrote, judged, keeps or collects a public dataset takes its package, if its files are theirs to have."""
    if actor == "anonymous":
        return 302
    if state not in PUBLIC:
        return 404
    takes = AUTHORS | {"moderator", "operator", "data_centre"}
    return public_bytes(actor, state) if actor in takes else 403


def no_picture(actor: str, state: str) -> int:
    """The picture of a file is for whoever may have the file without an account; a table has none."""
    return 403 if state in ("embargoed", "restricted") else 410 if state == "withdrawn" else 404


def stations(actor: str, state: str) -> int:
    """The stations of files are for whoever may have the files without an account."""
    return 403 if state in ("embargoed", "restricted") else public_page(actor, state)


def doi(actor: str, state: str) -> int:
    """A DOI leads to the page, and to the tombstone too."""
    return 302 if state in PUBLIC or state == "withdrawn" else 404


def withdraw(status: int) -> Rule:
    """Moderators of the discipline and operators, while it is public."""

    def rule(actor: str, state: str) -> int:
        if actor == "anonymous":
            return 302
        page = public_page(actor, state)
        return page if page != 200 else status if actor in ("moderator", "operator") else 403

    return rule


def of_readers(status: int = 200) -> Rule:
    """A page of the deposit room for all who may read; nobody else learns that it is there."""
    return lambda actor, state: 302 if actor == "anonymous" else status if may_read(actor, state) else 404


def step(actor: str, state: str) -> int:
    """A form: for authors while they may write; who may only read is led to the review."""
    writes = actor in AUTHORS and state in EDITABLE
    return 200 if writes else of_readers(302)(actor, state)


def room_of_deposit(actor: str, state: str) -> int:
    """Asking for more room is the authors' business."""
    return 302 if actor == "anonymous" else 200 if actor in AUTHORS else 404


def sends(*states: str) -> Rule:
    """A change by the authors in these states (in any, where none is named)."""

    def rule(actor: str, state: str) -> int:
        if actor in AUTHORS and (not states or state in states):
            return LET_IN
        return of_readers(REFUSED)(actor, state)

    return rule


def people_of_deposit(actor: str, state: str) -> int:
    """The deposit's own people see who they are; nobody else does, not even a moderator."""
    return 302 if actor == "anonymous" else 200 if actor in AUTHORS or actor == "reader" else 404


def invites(*others: str) -> Rule:
    """A change of the people by the depositor, or by ``others`` of them; the rest are told that they may not."""

    def rule(actor: str, state: str) -> int:
        if actor == "author" or actor in others:
            return LET_IN
        return REFUSED if people_of_deposit(actor, state) == 200 else people_of_deposit(actor, state)

    return rule


def makes_links(status: int = 200) -> Rule:
    """Private links are made by who writes; for all others there is no such page."""
    return lambda actor, state: 302 if actor == "anonymous" else status if actor in AUTHORS else 404


def hurries(actor: str, state: str) -> int:
    """The urgent lane is for authors, while the moderators have not decided; afterwards they are led back."""
    if actor == "anonymous":
        return 302
    if actor not in AUTHORS:
        return 403 if may_read(actor, state) else 404
    return 200 if state in EDITABLE or state == "submitted" else 302


def hurries_by_form(actor: str, state: str) -> int:
    """Likewise by its forms."""
    return LET_IN if hurries(actor, state) == 200 else REFUSED if actor in AUTHORS else hurries(actor, state)


def comments(actor: str, state: str) -> int:
    """Who may read answers too, but for those who were asked to read, or for advice, only."""
    return 403 if actor in ("reader", "reviewer") else of_readers(LET_IN)(actor, state)


def review_room(actor: str, state: str) -> int:
    """Moderators of the discipline, once submitted; who may read the dataset is told, nobody else learns of it."""
    if actor == "anonymous":
        return 302
    if actor == "moderator" and state != "draft":
        return 200
    return 403 if may_read(actor, state) else 404


def submitted_file(actor: str, state: str) -> int:
    """As the review; of what is public the moderator is led to the public file."""
    status = review_room(actor, state)
    return 302 if status == 200 and state in (*PUBLIC, "withdrawn") else status


def reviews(*states: str) -> Rule:
    """A moderator's act in these states; elsewhere there is nothing to act on."""

    def rule(actor: str, state: str) -> int:
        status = review_room(actor, state)
        return status if status != 200 else LET_IN if not states or state in states else REFUSED

    return rule


class Row(NamedTuple):
    """What an address answers to a link and to a form. ``of_dataset``: whether the state of a dataset matters."""

    get: Rule
    post: Rule = always(405)
    of_dataset: bool = False
