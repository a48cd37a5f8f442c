"""Debian's Chromium, as every test that drives a browser starts it: it asks nobody but the site."""

from pathlib import Path

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
