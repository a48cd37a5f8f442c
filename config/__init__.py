"""The composition root: settings, the pipeline, the panels, and what `manage.py serve` starts."""
