"""Parts of layers: the question, what files answer, and the pages."""
