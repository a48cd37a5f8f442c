"""The benchmarks run by themselves and measure what they say; how fast is not asked here."""
