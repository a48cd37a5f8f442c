"""What the nights do to drafts that nobody goes on with."""
