"""A mail server for tests: SMTP over real sockets, which can be killed, come back, and refuse addresses."""
