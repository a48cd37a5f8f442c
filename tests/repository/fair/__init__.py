"""The FAIR self-assessment, and the metrics of F-UJI asked of our own pages."""
