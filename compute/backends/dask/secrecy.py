"""Keys of one job: only who reads the job's folder may speak with its scheduler, which runs whatever it is told."""

import subprocess
from pathlib import Path
from typing import Any, Final

from distributed.security import Security

DAYS: Final = 366
_MADE_IN_S: Final = 60


def security_of(folder: Path) -> Security:
    """TLS with one key for scheduler, workers and driver, made for this job. Raises OSError, SubprocessError."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    key.touch(mode=0o600)
    kind = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", "/CN=varve")
    subprocess.run(
        ["openssl", "req", "-x509", *kind, "-days", str(DAYS), "-keyout", str(key), "-out", str(certificate)],
        check=True,
        capture_output=True,
        timeout=_MADE_IN_S,
    )
    names: dict[str, Any] = {"tls_ca_file": str(certificate), "require_encryption": True}
    for role in ("scheduler", "worker", "client"):
        names |= {f"tls_{role}_key": str(key), f"tls_{role}_cert": str(certificate)}
    return Security(**names)
