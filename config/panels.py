"""Pages that show parts of several apps: page -> functions that make its panels, as dotted paths."""

PANELS: dict[str, tuple[str, ...]] = {
    "deposit-status": (
        "moderation.views.depositor.asked",
        "moderation.panels.standing",
        "moderation.views.suggestions.on_status",
        "moderation.panels.thread",
        "moderation.panels.findings",
        "moderation.views.depositor.urgency",
        "moderation.views.handover_panels.handovers",
        "archive.panels.exports",
    ),
    "deposit-field": ("moderation.views.suggestions.beside_field", "moderation.panels.open_remarks"),
    "deposit-button": ("moderation.views.suggestions.pressed",),
    "deposit-review": ("moderation.views.scope.scope_panel", "moderation.views.depositor.before_submission"),
    "landing-use": ("compute.panels.compute_with",),
    "operations-discipline": ("moderation.views.disciplines.discipline_panel",),
}
