"""Those who ask too much at once, and one who works meanwhile."""
