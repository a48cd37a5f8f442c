"""What moderators and depositors do in the room. Keyword-only functions: one transaction, one event last."""
