"""What is told of a job in the draft made of its outputs: description, provenance, crate. Pure: values in, JSON out."""
