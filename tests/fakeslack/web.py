"""Plain HTTP, without what a client library adds."""

from http.client import HTTPConnection
from urllib.parse import urlsplit


def fetch(
    url: str, body: bytes | None = None, headers: dict[str, str] | None = None
) -> tuple[int, str]:
    """Status and text of the answer. Raises what the connection raises."""
    parts = urlsplit(url)
    connection = HTTPConnection(parts.netloc, timeout=5)
    try:
        path = f"{parts.path}?{parts.query}"
        connection.request("GET" if body is None else "POST", path, body, headers or {})
        response = connection.getresponse()
        return response.status, response.read().decode()
    finally:
        connection.close()
