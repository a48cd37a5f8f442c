"""What the tests bring to a zone."""

from archive.aip.digest import sha256_of_bytes

PACKAGE, NAME = "42182", "71230.csv-2026-03-05"
CONTENT = b"station,depth_m\nA1,5\n" * 5000
SHA256 = sha256_of_bytes(CONTENT)
