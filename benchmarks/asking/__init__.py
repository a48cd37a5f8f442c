"""The parts of the CSW benchmark: the catalogue of the harvesting benchmark as entries, and a client."""
