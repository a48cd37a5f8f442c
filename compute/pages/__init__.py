"""What the pages of processes and jobs show: controls made of schemas, a job as a person reads it."""
