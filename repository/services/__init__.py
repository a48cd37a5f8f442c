"""What people and the pipeline do. Keyword-only functions: one transaction, one event last."""
