"""What the benchmarks of the archive are made of: files to keep, and the work on them."""
