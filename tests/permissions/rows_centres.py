"""The rows of data centres' addresses: they come by the token of a letter, or as people of theirs.

What these open: tests/moderation/pathways/test_pages.py and test_api.py. Here is what they are to everybody else.
"""

from typing import Final

from tests.permissions.rules import LET_IN, Row, always, named, public_page, signed_in

_ACTS: Final = named("operator", status=LET_IN)

CENTRES: Final[dict[str, Row]] = {
    "cdi": Row(public_page, of_dataset=True),
    "handovers": Row(signed_in(), signed_in(405)),
    **{name: Row(always(404)) for name in ("handover-open", "handover")},
    "handover-answer": Row(always(405), always(404)),
    "api-handover": Row(always(401), always(405)),
    **{f"api-handover-{end}": Row(always(405), always(401)) for end in ("acknowledgement", "integration", "refusal")},
    "centres": Row(named("operator"), signed_in(405)),
    **{name: Row(named("operator"), _ACTS) for name in ("centre", "centre-add")},
    "handover-renew": Row(signed_in(405), _ACTS),
}
