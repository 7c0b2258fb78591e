"""Handing out a stored file: in pieces, from where a broken download stopped (RFC 9110, sections 13 and 14)."""

import base64
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import parse_etags

from handbooks.editions.models import Build

CHUNK = 64 * 1024
RANGE = re.compile(r"bytes=(\d*)-(\d*)$")


def stream(request: HttpRequest, build: Build, media_type: str, name: str, ascii_name: str) -> HttpResponseBase:
    """Return a build's file, or the part of it that was asked for. Raises FileNotFoundError where it is lost.

    A request for several parts gets the whole file, as the standard allows.
    """
    etag = f'"{build.sha256}"'
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        return _with_headers(HttpResponse(status=304), build, etag)
    part = _part(request, build.size, etag)
    if part is None:
        response: HttpResponseBase = HttpResponse(status=416, headers={"Content-Range": f"bytes */{build.size}"})
        return _with_headers(response, build, etag)
    start, end = part
    file = build.file.storage.open(str(build.file.name), "rb")
    response = StreamingHttpResponse(_pieces(file, start, end - start), content_type=media_type)
    response.headers["Content-Length"] = str(end - start)
    if (start, end) != (0, build.size):
        response.status_code = 206
        response.headers["Content-Range"] = f"bytes {start}-{end - 1}/{build.size}"
    # Both kinds of name: old programs know the first only (RFC 6266, appendix D).
    response.headers["Content-Disposition"] = (
        f"attachment; filename=\"{ascii_name}\"; filename*=UTF-8''{quote(name, safe='')}"
    )
    return _with_headers(response, build, etag)


def _with_headers(response: HttpResponseBase, build: Build, etag: str) -> HttpResponseBase:
    digest = base64.b64encode(bytes.fromhex(build.sha256)).decode()
    for header, value in {
        "ETag": etag,
        "Accept-Ranges": "bytes",
        "Repr-Digest": f"sha-256=:{digest}:",
        # A handbook may be withdrawn: whoever has the file asks again.
        "Cache-Control": "public, no-cache",
    }.items():
        response.headers[header] = value
    return response


def _part(request: HttpRequest, size: int, etag: str) -> tuple[int, int] | None:
    """Return where the wanted part begins and where it has ended; None for one that the file doesn't have."""
    wanted = RANGE.match(request.headers.get("Range", "").strip())
    if wanted is None or wanted[0] == "bytes=-" or request.headers.get("If-Range", etag) != etag:
        return 0, size
    first, last = wanted.groups()
    if not first:
        return (max(0, size - int(last)), size) if int(last) else None
    start, end = int(first), min(int(last) + 1, size) if last else size
    if last and int(last) < start:
        return 0, size
    return (start, end) if start < size else None


def _pieces(file: Any, start: int, length: int) -> Iterator[bytes]:
    with file:
        file.seek(start)
        while length > 0 and (piece := file.read(min(CHUNK, length))):
            length -= len(piece)
            yield piece
