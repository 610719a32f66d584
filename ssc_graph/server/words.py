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
    "again": "It can be tried again in {seconds} seconds.",
    "front": "To the first page",
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
    "again": "Ini dapat dicoba lagi dalam {seconds} detik.",
    "front": "Ke halaman depan",
}
#: Language to key to words.
WORDS: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType({"en": _ENGLISH, "id": _INDONESIAN})


#: Status of HTTP to the title of its page and what can be done.
_ENGLISH_FAULTS: Final[Mapping[int, tuple[str, str]]] = MappingProxyType(
    {
        400: ("This request cannot be understood", "Something in it is not well formed. The line above says what, and where it is known."),
        401: ("A token is needed", "Only those who hold the token of this server may change the graph."),
        403: ("This is not allowed here", "The request is understood, and this server does not do it. The line above says why."),
        404: ("Nothing is known by this name", "There is no such page, and the graph does not describe such a thing."),
        405: ("This cannot be done here", "The address is right, but it is asked in another way."),
        406: ("There is no such form", "What is asked for cannot be given in any of the accepted media types."),
        408: ("The request took too long to come", "The connection may be slow, or was broken off."),
        413: ("The request is too large", "Send less at a time."),
        414: ("The address is too long", "A long query is sent with POST."),
        415: ("This kind of content is not taken", "The line above says which media types can be sent."),
        421: ("This server has another name", "It answers only by the names that it knows."),
        429: ("Too many requests", "This server is asked more than it can answer."),
        431: ("The head of the request is too large", "Send fewer or shorter headers."),
        499: ("The connection was closed", "Nobody waited for the answer."),
        500: ("Something failed on this server", "This is not the fault of whoever asked. Others are answered as before."),
        503: (
            "This cannot be answered now",
            "It took too long or needed too much, or too many ask at once. A simpler query may be answered.",
        ),
        507: ("There is no room left", "The change was not made; the graph is as it was."),
    }
)
_INDONESIAN_FAULTS: Final[Mapping[int, tuple[str, str]]] = MappingProxyType(
    {
        400: (
            "Permintaan ini tidak dapat dipahami",
            "Ada bagian yang tidak tersusun dengan benar. Baris di atas menyebutkan apa dan, bila diketahui, di mana.",
        ),
        401: ("Diperlukan token", "Hanya pemegang token server ini yang boleh mengubah graf."),
        403: (
            "Ini tidak diizinkan di sini",
            "Permintaan dipahami, tetapi server ini tidak melakukannya. Baris di atas menyebutkan alasannya.",
        ),
        404: ("Tidak ada yang dikenal dengan nama ini", "Tidak ada halaman seperti itu, dan graf tidak menerangkan hal seperti itu."),
        405: ("Ini tidak dapat dilakukan di sini", "Alamatnya benar, tetapi dimintai dengan cara lain."),
        406: ("Tidak ada bentuk seperti itu", "Yang diminta tidak dapat diberikan dalam jenis media mana pun yang diterima."),
        408: ("Permintaan terlalu lama datang", "Sambungan mungkin lambat, atau terputus."),
        413: ("Permintaan terlalu besar", "Kirimkan lebih sedikit dalam sekali kirim."),
        414: ("Alamat terlalu panjang", "Kueri yang panjang dikirim dengan POST."),
        415: ("Jenis isi ini tidak diterima", "Baris di atas menyebutkan jenis media yang dapat dikirim."),
        421: ("Server ini bernama lain", "Server ini hanya menjawab dengan nama yang dikenalnya."),
        429: ("Terlalu banyak permintaan", "Server ini dimintai lebih banyak daripada yang dapat dijawabnya."),
        431: ("Kepala permintaan terlalu besar", "Kirimkan lebih sedikit kepala, atau yang lebih pendek."),
        499: ("Sambungan telah ditutup", "Tidak ada yang menunggu jawabannya."),
        500: ("Ada yang gagal di server ini", "Ini bukan kesalahan penanya. Yang lain tetap dijawab seperti biasa."),
        503: (
            "Ini tidak dapat dijawab sekarang",
            "Terlalu lama, terlalu besar, atau terlalu banyak yang bertanya sekaligus. Kueri yang lebih sederhana mungkin dapat dijawab.",
        ),
        507: ("Tidak ada ruang lagi", "Perubahan tidak dilakukan; graf tetap seperti semula."),
    }
)
#: Language to status to title and advice.
FAULTS: Final[Mapping[str, Mapping[int, tuple[str, str]]]] = MappingProxyType({"en": _ENGLISH_FAULTS, "id": _INDONESIAN_FAULTS})
