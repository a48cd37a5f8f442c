"""Speaking with an iRODS zone: signing in, opening one replica, what may go wrong. Stores and sources know the rest."""
