"""A small writer of PDF files, so that each fixture is readable in the test that needs it (ISO 32000-1, 7.5 and 7.6.3)."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

_PADDING = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")
_FILE_ID = bytes(range(16))
_PERMISSIONS = -4


@dataclass(frozen=True)
class Line:
    """A line of text on a page: place in points from the lower left corner, size in points."""

    text: str
    x: float
    y: float
    size: float = 11


def typeset(texts: Sequence[str], *, top: float = 760, leading: float = 14, x: float = 72) -> list[Line]:
    """Return lines one below the other; an empty string leaves half a line of space."""
    lines, y = [], top
    for text in texts:
        if text:
            lines.append(Line(text, x, y))
            y -= leading
        else:
            y -= leading / 2
    return lines


def pdf(pages: Sequence[Sequence[Line]], *, info: str = "", opened_by: str | None = None) -> bytes:
    """Return a PDF file with these pages; encrypted (RC4, 40 bits) where a password is given."""
    key = _key(opened_by) if opened_by is not None else None
    objects: list[bytes] = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    kids = []
    for lines in pages:
        content = "\n".join(f"BT /F1 {line.size} Tf {line.x} {line.y} Td ({_escaped(line.text)}) Tj ET" for line in lines).encode("cp1252")
        number = len(objects) + 1
        stream = _rc4(_object_key(key, number), content) if key is not None else content
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents %d 0 R >>" % number
        )
        kids.append(f"{number + 1} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    trailer = ""
    if info:
        objects.append(f"<< {info} >>".encode())
        trailer += f" /Info {len(objects)} 0 R"
    if opened_by is not None:
        owner = _owner_entry()
        user = _rc4(_key(opened_by), _PADDING)
        entry = f"<< /Filter /Standard /V 1 /R 2 /P {_PERMISSIONS} /O <{owner.hex()}> /U <{user.hex()}> >>"
        objects.append(entry.encode())
        trailer += f" /Encrypt {len(objects)} 0 R /ID [<{_FILE_ID.hex()}> <{_FILE_ID.hex()}>]"
    return _file(objects, trailer)


def _file(objects: Sequence[bytes], trailer: str) -> bytes:
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R{trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _padded(password: str) -> bytes:
    return (password.encode("latin-1") + _PADDING)[:32]


def _owner_entry() -> bytes:
    return _rc4(hashlib.md5(_padded("owner"), usedforsecurity=False).digest()[:5], _padded("owner"))


def _key(password: str) -> bytes:
    seed = _padded(password) + _owner_entry() + _PERMISSIONS.to_bytes(4, "little", signed=True) + _FILE_ID
    return hashlib.md5(seed, usedforsecurity=False).digest()[:5]


def _object_key(key: bytes, number: int) -> bytes:
    seed = key + number.to_bytes(3, "little") + b"\0\0"
    return hashlib.md5(seed, usedforsecurity=False).digest()[:10]


def _rc4(key: bytes, data: bytes) -> bytes:
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)
