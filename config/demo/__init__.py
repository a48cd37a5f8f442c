"""Demo content, made through the real road: people, files and stories."""
