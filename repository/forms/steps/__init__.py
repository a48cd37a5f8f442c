"""What each step of the deposit asks for: the nodes of its form, field by field of the record."""
