"""The product in a real headless Chromium, started as a person starts it."""
