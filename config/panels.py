"""Pages that show parts of several apps: page -> functions that make its panels, as dotted paths."""

PANELS: dict[str, tuple[str, ...]] = {
    "deposit-status": (
        "moderation.panels.standing",
        "moderation.panels.thread",
        "moderation.panels.findings",
        "archive.panels.exports",
    ),
    "deposit-field": ("moderation.panels.open_remarks",),
}
