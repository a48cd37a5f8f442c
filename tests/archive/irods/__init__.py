"""The iRODS store against a zone that speaks the protocol, or a real one."""
