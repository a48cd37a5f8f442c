"""What a page draws of a gridded result: read in a confined process, numbers and small pictures come back. Pure."""
