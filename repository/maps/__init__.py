"""Maps drawn on the server as plain SVG: pure Python, no Django, no tile server."""
