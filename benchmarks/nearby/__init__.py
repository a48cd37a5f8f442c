"""What the benchmark of neighbours in space and time is made of: datasets crowded where many people measure."""
