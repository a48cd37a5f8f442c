"""One row for each address of the site."""

from typing import Final

from tests.permissions.rows_centres import CENTRES
from tests.permissions.rows_compute import COMPUTE
from tests.permissions.rows_evidence import EVIDENCE
from tests.permissions.rows_notices import NOTICES
from tests.permissions.rows_record import RECORD
from tests.permissions.rows_review import AT_WORK
from tests.permissions.rows_scope import SCOPE
from tests.permissions.rows_series import SERIES
from tests.permissions.rows_talk import TALK
from tests.permissions.rules import (
    EDITABLE,
    LET_IN,
    PUBLIC,
    REFUSED,
    Row,
    always,
    doi,
    found_record,
    hurries,
    hurries_by_form,
    invites,
    makes_links,
    named,
    no_picture,
    of_readers,
    people_of_deposit,
    public_bytes,
    public_page,
    review_room,
    reviews,
    room_of_deposit,
    sealed_package,
    sends,
    signed_in,
    stations,
    step,
    submitted_file,
    whole_package,
    withdraw,
)

_FOR_ALL: Final = (
    "home about help legal privacy contact accessibility preservation agreement healthz search concepts places "
    "search-nearby check-script robots sitemap sitemap-pages sitemap-part api-catalog security "
    "account_inactive account_email_verification_sent account_reset_password_done account_reset_password_from_key_done"
)
_API_FOR_ALL: Final = "root schema docs poles vocabularies agreement record-schema"
_API: Final = (
    "me deposits start start-file deposit timeline room people person invitations invitation reviewer-links "
    "reviewer-link datasets dataset assessment sharing files file unfinished proposals templates templates-file "
    "submit take-back correction progress review standing urgency"
)
_OPERATORS: Final = named("operator")
_OPERATORS_ACT: Final = named("operator", status=LET_IN)
_MODERATORS: Final = named("moderator", "other_moderator")
_SENT_ALONE: Final = signed_in(405)

ROWS: Final[dict[str, Row]] = {
    **(CENTRES | COMPUTE | NOTICES),
    **{name: Row(always(200)) for name in _FOR_ALL.split()},
    "search-values": Row(always(404)),  # of no facet; with one: tests/repository/public/test_search_values.py
    "readyz": Row(always(503)),  # no broker is running here: see conftest.py
    "metrics": Row(always(200)),  # for who sits on this machine, as the suite does; others: test_other_doors.py
    "oai": Row(always(200), always(200)),
    "csw": Row(always(200), always(400)),  # an empty body is no request
    "opensearch": Row(always(200)),
    # the catalogue for clients of OGC API - Records and STAC: a cookie opens nothing more
    **{
        f"ogcapi{name}": Row(always(200), always(405))
        for name in ("", "-bare", "-conformance", "-api", "-collections", "-collection", "-queryables", "-sortables")
    },
    "ogcapi-items": Row(always(200), always(415)),
    **{
        f"stac{name}": Row(always(200), always(405))
        for name in ("", "-bare", "-conformance", "-api", "-queryables", "-collections", "-collection",
                     "-collection-queryables", "-items")
    },
    "stac-search": Row(always(200), always(415)),
    **{f"{api}-item": Row(found_record, always(405), of_dataset=True) for api in ("ogcapi", "stac")},
    **{f"{api}-nothing": Row(always(404), always(404)) for api in ("ogcapi", "stac")},
    "change-password": Row(always(302)),
    "set_language": Row(always(302), always(302)),
    # what is public
    "doi": Row(doi, of_dataset=True),
    **{
        name: Row(public_page, of_dataset=True)
        for name in ("landing", "layer", "version", "manifest", "export", "linkset", "citation-html", "usage", "nearby")
    },
    **{name: Row(public_bytes, of_dataset=True) for name in ("file", "layer-zip")},
    "preview": Row(no_picture, of_dataset=True),
    "inside": Row(stations, of_dataset=True),
    "dataset-contact": Row(public_page, lambda a, s: LET_IN if s in PUBLIC else public_page(a, s), of_dataset=True),
    "dataset-withdraw": Row(withdraw(200), withdraw(LET_IN), of_dataset=True),
    # one's own account
    "profile": Row(signed_in(), signed_in(LET_IN)),
    "sign-in-again": Row(always(200), always(LET_IN)),
    "account-close": Row(signed_in(302), signed_in(LET_IN)),
    "tokens": Row(signed_in(), signed_in(LET_IN)),
    "token-revoke": Row(always(405), named("author", status=LET_IN, others=404)),
    "saved-searches": Row(signed_in(), signed_in(405)),
    "saved-search-new": Row(signed_in(), signed_in(LET_IN)),
    "saved-search": Row(named("author", status=302, others=404), signed_in(405)),
    **{
        f"saved-search-{name}": Row(always(405), named("author", status=LET_IN, others=404))
        for name in ("rename", "renew", "delete")
    },
    "saved-search-feed": Row(always(200)),
    # the API: a cookie opens nothing of it; tokens: tests/repository/api/test_permissions.py
    **{f"api-{name}": Row(always(200)) for name in _API_FOR_ALL.split()},
    **{f"api-{name}": Row(always(401), always(401)) for name in _API.split()},
    "account_login": Row(lambda actor, state: 200 if actor == "anonymous" else 302, always(LET_IN)),
    "account_logout": Row(signed_in(), always(LET_IN)),
    "account_signup": Row(lambda actor, state: 200 if actor == "anonymous" else 302, always(LET_IN)),
    "account_set_password": Row(signed_in(302), signed_in(LET_IN)),
    **{
        name: Row(signed_in(), signed_in(LET_IN))
        for name in ("account_reauthenticate", "account_email", "account_change_password")
    },
    "account_reset_password": Row(always(200), always(LET_IN)),
    "account_reset_password_from_key": Row(always(200), always(LET_IN)),
    "account_confirm_login_code": Row(always(302), always(LET_IN)),
    "account_confirm_email": Row(always(200), always(LET_IN)),
    # the deposit room
    "deposit-list": Row(signed_in()),
    "deposit-create": Row(signed_in(302), signed_in(LET_IN)),
    "deposit-start": Row(signed_in(), signed_in(LET_IN)),
    "deposit-start-file": Row(always(405), signed_in(LET_IN)),
    "deposit-take": Row(step, sends(*EDITABLE), of_dataset=True),
    "deposit-taken": Row(step, of_dataset=True),
    "deposit-take-file": Row(always(405), sends(*EDITABLE), of_dataset=True),
    "deposit-dataset": Row(always(302), always(302), of_dataset=True),
    "deposit-files": Row(step, of_dataset=True),
    **{
        f"deposit-{name}": Row(step, sends(*EDITABLE), of_dataset=True) for name in ("description", "people", "place")
    },
    **{
        f"deposit-{name}-autosave": Row(always(405), sends(*EDITABLE), of_dataset=True)
        for name in ("description", "people", "place")
    },
    **{name: Row(of_readers(), of_dataset=True) for name in ("deposit-status", "deposit-progress", "deposit-review")},
    "deposit-unfinished": Row(step, of_dataset=True),
    "deposit-unfinished-drop": Row(always(405), sends(*EDITABLE), of_dataset=True),
    **{name: Row(always(405), always(412)) for name in ("tus-uploads", "tus-upload")},  # others: test_permissions.py
    "deposit-file": Row(of_readers(), of_dataset=True),
    "deposit-proposals": Row(of_readers(302), sends(*EDITABLE), of_dataset=True),
    "deposit-room": Row(room_of_deposit, lambda a, s: LET_IN if room_of_deposit(a, s) == 200 else room_of_deposit(a, s),
                        of_dataset=True),
    **{
        name: Row(always(405), sends(*EDITABLE), of_dataset=True)
        for name in ("deposit-upload", "deposit-file-remove", "deposit-file-restore", "deposit-file-role",
                     "deposit-submit")
    },
    "dataset-add": Row(always(405), sends(), of_dataset=True),
    "dataset-remove": Row(always(405), sends("draft"), of_dataset=True),
    "deposit-take-back": Row(always(405), sends("submitted"), of_dataset=True),
    "correction-begin": Row(always(405), sends("public", "embargoed", "restricted"), of_dataset=True),
    "correction-drop": Row(always(405), sends("correction"), of_dataset=True),
    **{name: Row(signed_in()) for name in ("people-search", "organisations-search")},
    # the people of a deposit
    "deposit-team": Row(people_of_deposit, invites(), of_dataset=True),
    "deposit-team-role": Row(always(405), invites(), of_dataset=True),
    "deposit-team-end": Row(always(405), invites("co_author"), of_dataset=True),  # whose role it is: leaving
    **{name: Row(always(405), invites(), of_dataset=True) for name in ("invitation-again", "invitation-withdraw")},
    **{name: Row(makes_links(), makes_links(LET_IN), of_dataset=True) for name in ("deposit-link-new", "deposit-link")},
    **{f"deposit-link-{act}": Row(always(405), makes_links(LET_IN), of_dataset=True) for act in ("look", "revoke")},
    # without an account: the links of mails and of reviewers open nothing to who has not got them
    "invitation": Row(always(404), lambda actor, state: 404 if actor == "anonymous" else 302),
    **{
        name: Row(always(404))
        for name in ("invitation-open", "reviewer-open", "reviewer", "reviewer-dataset", "reviewer-file")
    },
    # the moderators' room
    **{f"moderation-{name}": Row(_MODERATORS) for name in ("queue", "public")},
    **{f"moderation-{name}": Row(review_room, of_dataset=True) for name in ("review", "preview")},
    "moderation-file": Row(submitted_file, of_dataset=True),
    "moderation-decide": Row(lambda a, s: 302 if review_room(a, s) == 200 else review_room(a, s), reviews(),
                             of_dataset=True),
    "moderation-urgency": Row(hurries, hurries_by_form, of_dataset=True),
    "moderation-urgency-end": Row(always(405), hurries_by_form, of_dataset=True),
    **{f"moderation-urgency-{name}": Row(always(405), reviews(), of_dataset=True) for name in ("lower", "raise")},
    **(AT_WORK | TALK | RECORD | SCOPE | SERIES | EVIDENCE),
    # the operators' room
    **{name: Row(_OPERATORS, _SENT_ALONE) for name in ("operations", "operations-disciplines", "operations-pages")},
    "operations-dois": Row(_OPERATORS, _SENT_ALONE),
    "operations-doi-send": Row(_SENT_ALONE, _OPERATORS_ACT, of_dataset=True),
    **{name: Row(_OPERATORS, _OPERATORS_ACT) for name in ("operations-people", "operations-room", "operations-page")},
    "package-export": Row(whole_package, lambda a, s: 302 if a == "anonymous" else 405, of_dataset=True),
    "archive-overview": Row(_OPERATORS, _SENT_ALONE),
    "archive-package": Row(sealed_package, lambda a, s: 302 if a == "anonymous" else 405, of_dataset=True),
    "archive-file": Row(named("operator", status=404), _SENT_ALONE),  # a sealed file has another name than its path
    **{name: Row(_OPERATORS, _OPERATORS_ACT) for name in ("discipline", "discipline-add", "operations-agreement")},
    **{name: Row(_SENT_ALONE, _OPERATORS_ACT) for name in ("delivery-retry", "grant-end", "allowance-answer")},
}  # fmt: skip

REFUSALS: Final = {REFUSED: {302, 403, 409, 422}, LET_IN: {200, 204, 302, 400, 404, 409, 422}}
"""What stands for the two that are no single status. 404 of what is let in: the thing itself is not there."""
