"""The spine: who, what, in which state, described how. Imports nothing of the other apps."""
