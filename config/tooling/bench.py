"""`python -m config.tooling.bench`: every benchmark under `benchmarks/`, each printing one JSON line per figure."""

import os
import subprocess
import sys

from config.tooling.stamps import ROOT


def main() -> int:
    """Run them one after the other; exit status 1 where one failed."""
    failed = False
    for path in sorted((ROOT / "benchmarks").glob("*.py")):
        if path.name == "__init__.py":
            continue
        command = [sys.executable, "-m", f"benchmarks.{path.stem}"]
        done = subprocess.run(command, check=False, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)})
        if done.returncode != 0:
            print(f"benchmarks/{path.name} failed with status {done.returncode}", file=sys.stderr, flush=True)
            failed = True
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
