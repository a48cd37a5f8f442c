"""Pages that show parts of several apps: page -> functions that make its panels, as dotted paths."""

PANELS: dict[str, tuple[str, ...]] = {
    "deposit-status": (
        "moderation.views.depositor.asked",
        "moderation.panels.standing",
        "moderation.panels.thread",
        "moderation.panels.findings",
        "moderation.views.depositor.urgency",
        "moderation.views.handover_panels.handovers",
        "archive.panels.exports",
    ),
    "deposit-review": ("moderation.views.depositor.before_submission",),
    "deposit-field": ("moderation.panels.open_remarks",),
}
