"""What packages do not hold, in one file: the database, the bytes of drafts and, where wanted, the secret key."""
