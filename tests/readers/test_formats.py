"""HTML and Markdown: main text and structure kept, markup and the page's furniture gone."""

from __future__ import annotations

import pytest

from ssc_graph.document import BlockKind
from ssc_graph.errors import DocumentError
from ssc_graph.readers import read_bytes
from tests.readers.blocks import assert_covered, block_of, kind_of, kinds, read_text, texts_of

HTML = """\
<!DOCTYPE html>
<html lang="id"><head><meta charset="utf-8"><title>Mengenal Dana Nusantara - Warta Contoh</title>
<meta property="og:site_name" content="Warta Contoh"><meta name="author" content="Ana Putri">
<meta property="article:published_time" content="2024-09-11T09:15:00+07:00">
<link rel="canonical" href="https://warta.example/dana"></head>
<body><nav><ul><li><a href="/">Beranda</a></li><li><a href="/x">Ekonomi</a></li></ul></nav>
<article><h1>Mengenal Dana Nusantara</h1>
<p>Jakarta - Dana Nusantara adalah dana yang dibentuk oleh tujuh negara berkembang pada 1983 untuk kerja sama teknik di antara mereka.</p>
<h2>Tujuan Dana</h2>
<p>Dana itu memiliki tiga tujuan:</p>
<ul><li>mendorong <b>kemandirian</b> anggota;<ul><li>lewat pelatihan</li><li>lewat pinjaman</li></ul></li>
<li>memperluas perdagangan; dan</li><li>membiayai penelitian.</li></ul>
<h3>Langkah</h3>
<ol><li>Rapat di Bandung.</li><li>Laporan tahunan.</li></ol>
<table><tr><th>Tahun</th><th>Jumlah</th></tr><tr><td>1983</td><td>4 juta</td></tr></table>
<p>Kantor dana itu berada di bawah kementerian dan bekerja sama dengan banyak lembaga lain di seluruh dunia.</p>
</article><footer><p>Hak cipta © 2024 Warta Contoh</p></footer></body></html>
"""


def test_an_html_page_keeps_its_structure() -> None:
    page = read_bytes(HTML.encode(), name="dana.html")
    assert_covered(page)
    assert texts_of(page, BlockKind.TITLE) == ["Mengenal Dana Nusantara"]
    assert texts_of(page, BlockKind.HEADING) == ["Tujuan Dana", "Langkah"]
    assert kind_of(page, "Dana itu memiliki") == "list intro"
    items = [(page.text[block.body : block.end], block.marker, block.level) for block in page.blocks if block.kind is BlockKind.LIST_ITEM]
    assert items == [
        ("mendorong kemandirian anggota;", "-", 0),
        ("lewat pelatihan", "-", 1),
        ("lewat pinjaman", "-", 1),
        ("memperluas perdagangan; dan", "-", 0),
        ("membiayai penelitian.", "-", 0),
        ("Rapat di Bandung.", "1.", 0),
        ("Laporan tahunan.", "2.", 0),
    ]
    assert page.text_of(block_of(page, "Tahun")) == "Tahun\tJumlah\n1983\t4 juta"
    assert "Beranda" not in page.text


def test_an_html_page_says_what_it_is() -> None:
    said = read_bytes(HTML.encode(), name="dana.html").metadata
    assert (said.title, said.authors, said.date) == ("Mengenal Dana Nusantara", ("Ana Putri",), "2024-09-11")
    assert (said.publisher, said.source, said.language) == ("Warta Contoh", "https://warta.example/dana", "id")


def test_html_in_an_old_encoding_that_it_declares() -> None:
    data = HTML.replace("utf-8", "windows-1252").replace("teknik", "“teknik”").encode("cp1252")
    assert "“teknik”" in read_bytes(data, name="dana.html").text


def test_xhtml_with_its_doctype_is_read() -> None:
    head = '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">'
    body = (
        '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>T</title></head><body><p>'
        + "The plan was adopted. " * 20
        + "</p></body></html>"
    )
    assert read_bytes((head + body).encode(), name="plan.xhtml").media_type == "text/html"


@pytest.mark.parametrize(
    ("page", "what"),
    [
        ("<html><body></body></html>", "no main text"),
        ("<html><body><script>let a = 1;</script></body></html>", "no main text"),
        ('<!DOCTYPE html [<!ENTITY a "bomb">]><html><body><p>&a;</p></body></html>', "entities of its own"),
        ("<html><body>" + "<div>" * 50_000 + "text", "no main text"),
    ],
)
def test_html_that_is_refused(page: str, what: str) -> None:
    with pytest.raises(DocumentError, match=what):
        read_bytes(page.encode(), name="page.html")


MARKDOWN = """\
---
author: Ana Putri
date: 2024-05
---

# Aims of the Fund

Set up by **seven countries** of the
South in [Bandung](https://fund.example "seat"), see ![the seal](seal.png).

## Aims

The fund aims to:

* lend money;
  1. to states
  2. to firms
* train people.

  A second paragraph of the item.

| Year | Sum |
|------|-----|
| 1983 | 4   |

> It is *our* fund[^1].

***

[^1]: Charter
"""


def test_markdown_is_rendered_to_plain_text() -> None:
    page = read_text(MARKDOWN, name="aims.md")
    assert_covered(page)
    assert "Set up by seven countries of the South in Bandung, see the seal." in page.text
    assert kinds(page) == [
        "title",
        "paragraph",
        "heading",
        "list intro",
        "list item",
        "list item",
        "list item",
        "list item",
        "paragraph",
        "table",
        "paragraph",
        "footnote",
    ]
    assert [block.level for block in page.blocks if block.kind is BlockKind.LIST_ITEM] == [0, 1, 1, 0]
    assert page.metadata.authors == ("Ana Putri",)
    assert (page.metadata.title, page.metadata.date) == ("Aims of the Fund", "2024-05")


def test_markdown_keeps_code_and_line_breaks() -> None:
    page = read_text("Use `a_b` here.  \nNext line.\n\n    code *stays*\n", name="x.md")
    assert page.text == "Use a_b here.\nNext line.\n\ncode *stays*"


def test_markdown_keeps_the_words_of_html_in_it() -> None:
    page = read_text("One.\n\n<div class='x'>\nTwo &amp; three.\n</div>\n\n<!-- hidden -->\n\nFour <b>five</b>.\n", name="x.md")
    assert page.text == "One.\n\nTwo & three.\n\nFour five."


def test_markdown_nested_too_deep_is_refused_and_not_cut() -> None:
    with pytest.raises(DocumentError, match="nested"):
        read_text("\n".join("  " * depth + "- item" for depth in range(40)), name="x.md")
