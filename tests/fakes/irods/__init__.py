"""A server that speaks the protocol of iRODS over a real socket: a model of it, not a copy. Its docs: docs/irods.md."""
