"""A DataCite of our own: its REST API over a socket, with every fault that the real one can have, on demand."""
