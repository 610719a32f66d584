"""Plain text: the canonical text is the text of the file, behind its front matter."""

from __future__ import annotations

from ssc_graph.readers.clean import canonical
from ssc_graph.readers.encoding import decode
from ssc_graph.readers.front_matter import split_front_matter
from ssc_graph.readers.metadata import overlay
from ssc_graph.readers.parts import Parts
from ssc_graph.readers.structure import read_page


def read_plain(data: bytes, *, name: str, language: str = "", declared: str = "") -> Parts:
    r"""Return text, blocks and metadata of a plain text file.

    Args:
        data: the bytes of the file.
        name: the file in messages.
        language: its code; found where it is empty.
        declared: encoding that came with the file.

    Raises:
        DocumentError: no text, or front matter with a mistake.

    >>> read_plain(b"One.\r\nTwo.", name="a.txt").text
    'One.\nTwo.'
    """
    said, text = split_front_matter(canonical(decode(data, where=name, declared=declared), where=name), where=name)
    text = canonical(text, where=name)
    page = read_page(text, language=language or said.language)
    return Parts(text, page.blocks, overlay(page.metadata, said))
