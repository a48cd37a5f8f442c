"""The checks of a submission, room by room."""
