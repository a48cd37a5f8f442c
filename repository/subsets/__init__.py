"""A part of one layer, asked for by place, period, depth and variables: the question, and what files answer. Pure."""
