"""What the archive does: packaging, sealing of events, replication, fixity."""
