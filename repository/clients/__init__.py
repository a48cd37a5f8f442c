"""The doors to outside systems. Every outgoing web request passes ``outgoing.py``."""
