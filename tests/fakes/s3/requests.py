"""What a request to an S3 server does, by its method and address."""

from urllib.parse import parse_qs, urlsplit


def number_of(address: str) -> int:
    """The number of the piece that a request brings, 0 where it brings none."""
    return int(parse_qs(urlsplit(address).query).get("partNumber", ["0"])[0])


def sort_of(method: str, address: str) -> str:
    """What a request does.

    >>> sort_of("PUT", "/varve/drafts/1?partNumber=2&uploadId=x"), sort_of("POST", "/varve/drafts/1?uploads")
    ('piece', 'begin')
    """
    parts = urlsplit(address)
    said = parse_qs(parts.query, keep_blank_values=True)
    is_bucket = "/" not in parts.path.strip("/")
    match method:
        case "PUT":
            return "bucket" if is_bucket else "piece" if "partNumber" in said else "put"
        case "POST":
            return "begin" if "uploads" in said else "complete"
        case "DELETE":
            return "drop" if "uploadId" in said else "remove"
        case "HEAD":
            return "bucket" if is_bucket else "head"
        case _:
            return "list" if is_bucket else "get"
