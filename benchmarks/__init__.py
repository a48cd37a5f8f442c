"""Benchmarks: each `benchmarks/<name>.py` is run by `make bench` and prints one JSON line per figure.

A line is `{"name", "value", "unit", "peer", "ratio"}`: the peer's figure was measured in the same run, in turns with
ours, in the same unit; the ratio is ours over the peer's. What a benchmark is made of lies in a folder beside it.
"""
