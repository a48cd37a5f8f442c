"""What the Makefile calls: the virtual environment, the front-end build, translations, sizes. No part of the site."""
