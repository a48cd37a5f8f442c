"""Pages of ListRecords and ListIdentifiers, fresh or resumed, that lose nothing while datasets are being published."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from harvest import queries
from harvest.formats import MetadataFormat, format_of
from harvest.oaipmh import envelope
from harvest.oaipmh.arguments import Arguments, Verb
from harvest.oaipmh.errors import ErrorCode, OaiError
from harvest.oaipmh.provider import Provider
from harvest.oaipmh.resumption_token import LIFETIME, ListState, open_token, seal_token

_SETTLED = timedelta(minutes=1)
"""No publishing transaction lasts as long as this, so datestamps older than it are all visible."""


def list_page(arguments: Arguments, provider: Provider, now: datetime) -> list[bytes]:
    """One page in pieces; raises OaiError (badResumptionToken, cannotDisseminateFormat, noRecordsMatch)."""
    resumed = None
    if arguments.resumption_token is not None:
        resumed = open_token(arguments.resumption_token, keys=provider.keys, verb=arguments.verb.value, now=now)
    metadata_format = format_of((resumed or arguments).metadata_prefix)
    selection = _selection(resumed or arguments, metadata_format, now)
    with_bodies = arguments.verb is Verb.LIST_RECORDS
    rows = _read(selection, resumed, size=provider.page_size + 1, with_bodies=with_bodies, now=now)
    if not rows:
        raise OaiError(ErrorCode.NO_RECORDS_MATCH, "No item matches the values asked for.")
    page = rows[: provider.page_size]
    items = written_records(page, provider, metadata_format) if with_bodies else written_headers(page, provider)
    if len(rows) > len(page):
        state = _next_state(arguments, resumed, selection, page)
        items.append(_token(state, len(page), provider, now))
    elif resumed:
        items.append(envelope.resumption_token("", cursor=resumed.cursor, complete_size=resumed.complete_size))
    return envelope.element(arguments.verb.value, items)


def written_headers(rows: Sequence[queries.Row], provider: Provider) -> list[bytes]:
    """Headers; a withdrawn item is a deleted one."""
    start = provider.identifier("")
    return [
        envelope.header(start + suffix, datestamp, sets, deleted=withdrawn).encode()
        for _id, suffix, datestamp, withdrawn, sets, _about, _body in rows
    ]


def written_records(rows: Sequence[queries.Row], provider: Provider, metadata_format: MetadataFormat) -> list[bytes]:
    """Whole records with the stored bytes between header and end; of a withdrawn item the header is all there is."""
    written: list[bytes] = []
    add = written.append
    start = provider.identifier("")
    before, behind = metadata_format.around(provider.datacentre)
    before, end = f"<metadata>{before}", f"{behind}</metadata>".encode()
    whole_end = end + b"</record>"
    for _id, suffix, datestamp, withdrawn, sets, about, body in rows:
        header = envelope.header(start + suffix, datestamp, sets, deleted=withdrawn)
        if withdrawn or body is None:
            add(f"<record>{header}</record>".encode())
            continue
        add(f"<record>{header}{before}".encode())
        add(body)
        if about is None:
            add(whole_end)
        else:
            written += (end, about, b"</record>")
    return written


def _selection(asked: Arguments | ListState, metadata_format: MetadataFormat, now: datetime) -> queries.Selection:
    """What to list. No list reaches into the running second, which can still receive items."""
    closed = now.replace(microsecond=0) - timedelta(microseconds=1)
    return queries.Selection(
        rendition=metadata_format.rendition,
        set_spec=asked.set_spec,
        begin=asked.begin,
        until=min(asked.until, closed) if asked.until else closed,
    )


def _read(
    selection: queries.Selection, resumed: ListState | None, *, size: int, with_bodies: bool, now: datetime
) -> list[queries.Row]:
    """Up to ``size`` rows from where the list stands.

    Those of the last minute are read once more when nobody is publishing, so that an item with a datestamp of the past
    cannot appear behind the harvester. A resumed page with nothing left, because every item ahead has changed and moved
    away, repeats the last item: the protocol knows no empty list.
    """
    position = (resumed.last_datestamp, resumed.last_id) if resumed else None
    rows = queries.items_after(selection, position, size=size, with_bodies=with_bodies)
    settled = now - _SETTLED
    if selection.until >= settled and (len(rows) < size or queries.position_of(rows[-1])[0] >= settled):
        queries.await_publishers()
        rows = [row for row in rows if queries.position_of(row)[0] < settled]
        after = queries.position_of(rows[-1]) if rows else position
        rows += queries.items_after(selection, after, size=size - len(rows), with_bodies=with_bodies)
    if not rows and position:
        rows = queries.last_item_up_to(selection, position, with_bodies=with_bodies)
    return rows


def _next_state(
    arguments: Arguments, resumed: ListState | None, selection: queries.Selection, page: Sequence[queries.Row]
) -> ListState:
    """The list after ``page``; its bound stays as the harvester asked for it, so a list without one goes on growing."""
    asked = resumed or arguments
    last_datestamp, last_id = queries.position_of(page[-1])
    return ListState(
        verb=arguments.verb.value,
        metadata_prefix=asked.metadata_prefix,
        set_spec=asked.set_spec,
        begin=asked.begin,
        until=asked.until,
        last_datestamp=last_datestamp,
        last_id=last_id,
        cursor=(resumed.cursor if resumed else 0) + len(page),
        complete_size=resumed.complete_size if resumed else queries.list_size(selection),
    )


def _token(state: ListState, page_length: int, provider: Provider, now: datetime) -> bytes:
    expires = now + LIFETIME
    return envelope.resumption_token(
        seal_token(state, key=provider.keys[0], expires=expires),
        expires=expires,
        cursor=state.cursor - page_length,
        complete_size=state.complete_size,
    )
