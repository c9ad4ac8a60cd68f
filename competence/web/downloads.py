"""A file to be kept: browsers save it under a name of ours instead of showing it."""

from flask import Response


def download(content: bytes | str, mimetype: str, name: str) -> Response:
    """Return a file to be saved under a name, which is never one that somebody typed."""
    return Response(content, mimetype=mimetype, headers={"Content-Disposition": f'attachment; filename="{name}"'})
