"""Who may open what there is about closed files, and about notices: kinds, watches, feeds, webhooks."""

from typing import Final

from tests.permissions.rows_access import ACCESS
from tests.permissions.rules import LET_IN, PUBLIC, Row, always, named, public_page, signed_in

NOTICES: Final[dict[str, Row]] = {
    **ACCESS,
    "dataset-watch": Row(public_page, lambda a, s: LET_IN if s in PUBLIC else public_page(a, s), of_dataset=True),
    **{name: Row(always(200)) for name in ("feed-discipline", "feed-author")},
    "notifications": Row(signed_in(), signed_in(LET_IN)),
    "webhooks": Row(signed_in(), signed_in(LET_IN)),
    "webhook": Row(named("author", others=404), signed_in(405)),
    **{
        f"webhook-{name}": Row(always(405), named("author", status=LET_IN, others=404))
        for name in ("try", "renew", "on", "delete")
    },
    # the links of mails open nothing to who has not got them
    **{name: Row(always(404), always(404)) for name in ("notices-stop", "watch-confirm")},
}
