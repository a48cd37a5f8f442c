"""The parts of the benchmark of layers: growing, comparing, and showing them."""
