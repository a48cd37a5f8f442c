"""Management commands of the moderators' room."""
