"""The doors for programs: each parses its own language, calls the one service and answers. No rule is kept here."""
