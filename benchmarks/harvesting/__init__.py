"""The parts of the OAI-PMH benchmark: a database of its own, the site, the limit it is held against, and a client."""
