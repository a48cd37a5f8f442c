"""Other software beside ours: each in an environment of its own, or absent. Nothing here needs the site's packages."""
