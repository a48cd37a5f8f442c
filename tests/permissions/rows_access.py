"""Who may open what there is about closed files: asking for them, answering."""

from typing import Final

from tests.permissions.rules import AUTHORS, LET_IN, PUBLIC, REFUSED, Row, Rule, always, named, signed_in


def _asks(closed: int) -> Rule:
    """Everybody asks for closed files; of open ones they are led to the page of the dataset."""

    def rule(actor: str, state: str) -> int:
        if state in ("embargoed", "restricted"):
            return closed
        led = 302 if closed == 200 else REFUSED
        return led if state in PUBLIC else 410 if state == "withdrawn" else 404

    return rule


def _answers(status: int) -> Rule:
    """Who wrote it and the moderators of its discipline; operators see it and end what was given."""

    def rule(actor: str, state: str) -> int:
        if actor == "anonymous":
            return 302
        if state not in PUBLIC:
            return 410 if state == "withdrawn" else 404
        return status if actor in AUTHORS | {"moderator", "operator"} else 403

    return rule


def _opens_earlier(actor: str, state: str) -> int:
    """Likewise, but that operators decide on no embargo."""
    allowed = _answers(LET_IN)(actor, state)
    return REFUSED if actor == "operator" and allowed == LET_IN else allowed


ACCESS: Final[dict[str, Row]] = {
    "dataset-access": Row(_asks(200), _asks(LET_IN), of_dataset=True),
    "access-requests": Row(_answers(200), signed_in(405), of_dataset=True),
    "access-answer": Row(signed_in(405), _answers(LET_IN), of_dataset=True),
    "access-earlier": Row(signed_in(405), _opens_earlier, of_dataset=True),
    "access-confirm": Row(always(404), always(404)),
    "operations-access": Row(named("operator"), signed_in(405)),
}
