"""A package in the forms that other archives read: BagIt, OCFL, PREMIS. Pure."""
