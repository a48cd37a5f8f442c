"""Pages of the moderators' room: parse, call one service or query, answer."""
