"""What the benchmarks of the catalogue are made of: very many entries, fifty questions, and a peer in plain tables."""
