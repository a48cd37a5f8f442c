"""What catalogue protocols ask of the records: names, filters in five languages, and their SQL. Pure."""
