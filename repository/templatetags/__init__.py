"""Template tags of the site: `{% load varve %}` gives all of them."""
