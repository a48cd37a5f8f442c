"""The embedded stack: the database, broker, web server, worker and scheduler that `manage.py serve` starts."""
