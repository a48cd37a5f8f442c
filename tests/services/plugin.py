"""The suite's surroundings: a home of its own, and addresses of the servers that the fixtures start when asked."""

import os
import tempfile

if "VARVE_HOME" not in os.environ:
    os.environ["VARVE_HOME"] = tempfile.mkdtemp(prefix="varve-")
