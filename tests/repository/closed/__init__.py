"""Files that are not open to everybody: embargoes, requests, answers."""
