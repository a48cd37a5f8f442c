"""The site with one trivial view beside its own addresses, for the landing page to be measured against."""
