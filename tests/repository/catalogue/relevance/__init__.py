"""Whether the dataset that a reader means stands first, in two languages."""
