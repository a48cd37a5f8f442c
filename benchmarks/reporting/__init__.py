"""How benchmarks say what they measured."""
