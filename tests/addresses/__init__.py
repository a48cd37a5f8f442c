"""Every address of the site, from the URL table itself, and a cast and datasets of every kind to ask them with."""
