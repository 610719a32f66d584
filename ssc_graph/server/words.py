"""The words on the pages, in English and Indonesian."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

_ENGLISH: Final = {
    "ask": "Ask the graph",
    "query": "SPARQL query",
    "run": "Run",
    "examples": "Questions to begin with",
    "rows": "rows",
    "row": "row",
    "none": "Nothing in the graph fits.",
    "yes": "Yes",
    "no": "No",
    "download": "The whole answer",
    "shown": "The first {shown} of {all} rows are shown; the files below hold all.",
    "table": "Table",
    "json": "JSON",
    "picture": "Picture",
    "nopicture": "There is no picture for this answer: it needs two columns of things, a thing and a number, or a graph.",
    "find": "Find by name",
    "error": "This did not work",
    "unknown": "Nothing is known by this name.",
    "hint": "Prefixes such as ssc:, skos: and auth: need no PREFIX line. Type a part of a name and press Ctrl and space.",
    "parameters": "Values",
}
_INDONESIAN: Final = {
    "ask": "Bertanya kepada graf",
    "query": "Kueri SPARQL",
    "run": "Jalankan",
    "examples": "Pertanyaan untuk memulai",
    "rows": "baris",
    "row": "baris",
    "none": "Tidak ada yang cocok di dalam graf.",
    "yes": "Ya",
    "no": "Tidak",
    "download": "Seluruh jawaban",
    "shown": "{shown} baris pertama dari {all} ditampilkan; berkas di bawah memuat semuanya.",
    "table": "Tabel",
    "json": "JSON",
    "picture": "Gambar",
    "nopicture": "Tidak ada gambar untuk jawaban ini: diperlukan dua kolom benda, satu benda dan satu angka, atau sebuah graf.",
    "find": "Cari menurut nama",
    "error": "Ini tidak berhasil",
    "unknown": "Tidak ada yang dikenal dengan nama ini.",
    "hint": "Prefiks seperti ssc:, skos:, dan auth: tidak memerlukan baris PREFIX. Ketik sebagian nama, lalu tekan Ctrl dan spasi.",
    "parameters": "Nilai",
}
#: Language to key to words.
WORDS: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType({"en": _ENGLISH, "id": _INDONESIAN})
