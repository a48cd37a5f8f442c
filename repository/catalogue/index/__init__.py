"""The derived index (tantivy): its fields, its one writer, and what it answers. PostgreSQL stays the truth."""
