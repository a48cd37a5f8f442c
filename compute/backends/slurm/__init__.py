"""Jobs on a cluster under Slurm, by its own commands: one array of tasks and a merge that waits for it."""
