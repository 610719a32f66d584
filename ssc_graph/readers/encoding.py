"""Bytes to text: byte order mark, then UTF-8, UTF-16 and UTF-32 by their shape, then what the file declares, then a guess.

A file that is UTF-8 in one place and something else in another is refused with the place: any decision would falsify a quotation.
"""

from __future__ import annotations

import codecs
import re
from typing import Final

from ssc_graph.errors import DocumentError

#: Byte order marks (Unicode §23.8); UTF-32 first, because its mark begins with that of UTF-16.
_MARKS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE: Final = 4096  # bytes from which the shape of UTF-16 and UTF-32 shows
_MANY: Final = 0.75  # share of zero bytes at a place of UTF-32 where Latin text has them all
_HALF: Final = 0.5  # the same of UTF-16, where other scripts may be mixed in
_FEW: Final = 0.1  # share of zero bytes where the letters are
_GUESS_SAMPLE: Final = 100_000  # bytes; charset-normalizer takes seconds for megabytes
_DECLARED = re.compile(
    rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,30})|<\?xml[^>]{0,80}encoding\s*=\s*["']([A-Za-z0-9_.:-]{2,30})""", re.IGNORECASE
)
_SURROGATE = re.compile(rb"\xed[\xa0-\xaf][\x80-\xbf](?!\xed[\xb0-\xbf])|(?<!\xed[\xa0-\xaf][\x80-\xbf])\xed[\xb0-\xbf][\x80-\xbf]")
_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_DENSE: Final = 0.3  # share of bytes above 0x7F from which a text is not in Latin letters
_JUMP = re.compile(r"(?<=[a-z])[A-ZÀ-ÖØ-ÞŠŽŒŸ¢-¿÷×∂∆∑∏π∫Ωˆ˜¯˘˙˚]")
_ALIASES: Final = {"iso8859-1": "cp1252", "latin-1": "cp1252", "ascii": "cp1252"}  # WHATWG Encoding §4.2: their labels mean Windows-1252


def decode(data: bytes, *, where: str, declared: str = "") -> str:
    r"""Return the text of bytes, without a byte order mark.

    Args:
        data: the bytes of a text file, an HTML page or a Markdown file.
        where: the file in messages.
        declared: encoding that came with the file; one that the file itself declares (``charset=``) is found here.

    Raises:
        DocumentError: the bytes are no text in any encoding that they could be in; with the byte's offset.

    >>> decode(b"caf\xe9 de Flore", where="a.txt"), decode("café".encode("utf-16"), where="a.txt")
    ('café de Flore', 'café')
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding, where=where, skipped=len(mark))
    if encoding := _wide_encoding(data[:_SAMPLE]):
        return _strict(data, encoding, where=where)
    if (place := data.find(b"\0")) >= 0:
        raise DocumentError(
            f"a binary file: a zero byte at offset {place}",
            where=where,
            hint="give text, HTML, Markdown, Word (.docx), PDF or Akoma Ntoso XML",
        )
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _decode_legacy(data, error, where=where, declared=declared or _declaration(data))


def _strict(data: bytes, encoding: str, *, where: str, skipped: int = 0) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise DocumentError(
            f"not {encoding.upper()} at byte offset {skipped + error.start}: {error.reason}", where=where, hint="save it as UTF-8"
        ) from None


def _wide_encoding(sample: bytes) -> str:
    """Return UTF-16 or UTF-32 if zero bytes stand where they put them in Latin text, else the empty string."""
    if b"\0" not in sample:
        return ""
    zeros = [sample[offset::4].count(0) / max(len(sample[offset::4]), 1) for offset in range(4)]
    if min(zeros[1:]) > _MANY and zeros[0] < _FEW:
        return "utf-32-le"
    if min(zeros[:3]) > _MANY and zeros[3] < _FEW:
        return "utf-32-be"
    even, odd = zeros[0] + zeros[2], zeros[1] + zeros[3]
    if odd > 2 * _HALF and even < 2 * _FEW:
        return "utf-16-le"
    return "utf-16-be" if even > 2 * _HALF and odd < 2 * _FEW else ""


def _declaration(data: bytes) -> str:
    match = _DECLARED.search(data[:_SAMPLE])
    return (match[1] or match[2]).decode("ascii") if match else ""


def _decode_legacy(data: bytes, error: UnicodeDecodeError, *, where: str, declared: str) -> str:
    """Return the text of bytes that are not UTF-8: as declared, else as guessed; refuse what is UTF-8 in part."""
    line = data.count(b"\n", 0, error.start) + 1
    if surrogate := _SURROGATE.search(data):
        raise DocumentError(f"a lone surrogate at byte offset {surrogate.start()}", where=f"{where}, line {line}", hint="save it as UTF-8")
    if _multibyte(data):
        raise DocumentError(
            f"mixed encodings: UTF-8 elsewhere, but the byte 0x{data[error.start]:02X} at offset {error.start} is not",
            where=f"{where}, line {line}",
            hint="save it as UTF-8",
        )
    encoding = _codec(declared) or _guess(data)
    try:
        return data.decode(encoding)
    except (LookupError, UnicodeDecodeError):
        raise DocumentError(
            f"the encoding cannot be told: the byte 0x{data[error.start]:02X} at offset {error.start} is not UTF-8",
            where=f"{where}, line {line}",
            hint="save it as UTF-8",
        ) from None


def _multibyte(data: bytes) -> bool:
    """Whether bytes above 0x7F form UTF-8 sequences: one in Latin text, where that is no accident, a good part in other scripts."""
    good = sum(1 for _ in _SEQUENCE.finditer(data))
    high = _high_bytes(data)
    return good * 4 > high or (good > 0 and high < _DENSE * len(data))


def _high_bytes(data: bytes) -> int:
    return len(data) - len(data.translate(None, bytes(range(128, 256))))


def _codec(declared: str) -> str:
    """Return Python's name of a declared encoding; empty where it is unknown or is UTF-8, which the bytes are not."""
    try:
        name = codecs.lookup(declared).name if declared else ""
    except LookupError:
        return ""
    return "" if name.startswith("utf") else _ALIASES.get(name, name)


def _guess(data: bytes) -> str:
    """Return the likeliest encoding of bytes that are not UTF-8.

    Text in Latin letters is Windows-1252, unless only Mac Roman avoids capitals and signs within words; charset-normalizer, which takes
    Central European code pages for both, is asked for other scripts.
    """
    sample = data[:_GUESS_SAMPLE]
    if _high_bytes(sample) < _DENSE * len(sample):
        jumps = {name: len(_JUMP.findall(sample.decode(name, "replace"))) for name in ("cp1252", "mac_roman")}
        return "mac_roman" if jumps["cp1252"] > jumps["mac_roman"] else "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    return "cp1252" if best is None or best.encoding.startswith("utf") else best.encoding
