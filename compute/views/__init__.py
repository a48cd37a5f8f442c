"""Pages of processes and of jobs."""
