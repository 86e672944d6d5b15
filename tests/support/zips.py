"""Compressed files made in memory, to see what a reader says of one."""

import io
import zipfile


def zipped(name: str, content: bytes = b"x") -> bytes:
    """A zip with one file in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return out.getvalue()
