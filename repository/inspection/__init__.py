"""Files read for what they say of themselves: proposals for the description, and what is wrong with the file. Pure."""
