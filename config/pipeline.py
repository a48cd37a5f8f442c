"""The whole road on one page: what happens, and who acts on it. The only place that says so.

An event without consumers is audit trail only. A consumer is a dotted path to ``consumer(claim: Claim) -> None``.
"""

PIPELINE: dict[str, tuple[str, ...]] = {
    # the deposit
    "deposit.created": ("repository.consumers.want_doi",),
    "deposit.expiring": ("repository.consumers.tell_expiring",),
    "dataset.added": ("repository.consumers.reserve_doi",),
    "dataset.removed": ("repository.consumers.release_doi",),
    "doi.wanted": ("repository.consumers.reserve_doi",),
    "doi.reserved": (),
    "doi.renumbered": (),
    "doi.released": (),
    "file.attached": ("repository.consumers.read_file",),
    "file.removed": (),
    "reading.ordered": ("repository.consumers.read_file",),
    "dataset.submitted": ("moderation.consumers.open_review",),
    "dataset.taken_back": ("moderation.consumers.close_review",),
    # the moderators
    "review.opened": ("moderation.consumers.tell_moderators",),
    "comment.written": ("moderation.consumers.tell_comment",),
    "dataset.changes_requested": ("moderation.consumers.tell_decision",),
    "dataset.rejected": ("moderation.consumers.tell_decision", "repository.consumers.release_doi"),
    "dataset.accepted": ("repository.consumers.freeze", "moderation.consumers.tell_decision"),
    # the road to the public
    "snapshot.frozen": ("archive.consumers.write_package",),
    "record.frozen": ("archive.consumers.write_package",),
    "package.sealed": ("archive.consumers.plan_copies",),
    "replica.requested": ("archive.consumers.copy_replica",),
    "replica.verified": (),
    "package.replicated": ("repository.consumers.register",),
    "doi.registered": ("repository.consumers.publish",),
    "snapshot.published": ("repository.consumers.tell_published", "archive.consumers.seal_events"),
    "record.published": ("repository.consumers.tell_published", "archive.consumers.seal_events"),
    "events.sealed": ("archive.consumers.plan_copies",),
    # after publication
    "embargo.ended": (
        "repository.consumers.render_again",
        "repository.consumers.refresh_doi",
        "archive.consumers.seal_events",
    ),
    "correction.begun": (),
    "correction.dropped": ("moderation.consumers.close_review",),
    "dataset.withdrawn": (
        "moderation.consumers.close_review",
        "repository.consumers.register_withdrawal",
        "repository.consumers.tell_withdrawn",
        "archive.consumers.seal_events",
    ),
    "doi.stale": ("repository.consumers.refresh_doi",),
    "doi.refreshed": (),
    "doi.move_ordered": ("repository.consumers.move_doi",),
    "doi.updated": ("archive.consumers.seal_events",),
    # people
    "account.closed": (),
    "token.made": ("repository.consumers.tell_token",),
    "token.revoked": (),
    "grant.given": ("repository.consumers.tell_grant",),
    "grant.ended": (),
    "pole.changed": (),
    "allowance.asked": ("repository.consumers.tell_room_asked",),
    "allowance.given": ("repository.consumers.tell_room_answered",),
    "allowance.refused": ("repository.consumers.tell_room_answered",),
    "allowance.changed": (),
    "page.changed": (),
    "agreement.changed": (),
}
