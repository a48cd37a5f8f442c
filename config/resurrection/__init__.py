"""The drill: a second, empty database is rebuilt from a replica, and every public answer of both is compared."""
