"""The deposit room for programs: the same services as the pages, by personal token."""
