"""`/metrics`: figures of the whole site for Prometheus, read from the database by whichever process is asked."""
