"""Simulated data centres: programs of other people, over real sockets, that know letters and the API alone."""
