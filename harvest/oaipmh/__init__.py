"""OAI-PMH 2.0: arguments, tokens and envelopes are pure; only the verbs read the database."""
