"""The shared documents, read as they are: all of their text is in blocks, and their lists have as many items as they have."""

from __future__ import annotations

from pathlib import Path

import pytest

from ssc_graph.document import BlockKind
from ssc_graph.readers import read
from tests.readers.blocks import assert_covered

SHARED = Path(__file__).resolve().parents[3] / "shared"
DOCUMENTS = sorted([*SHARED.glob("documents/**/*.txt"), *SHARED.glob("reading/*.txt")])

#: Items, headings and pieces of furniture of each document, counted by a reader of flesh and blood.
COUNTS = {
    "aid-fatigue-explained.en": (4, 4, 0),
    "alih-teknologi.id": (0, 0, 0),
    "assembly-resolution-78-167.en": (6, 0, 0),
    "group-of-77.en": (3, 4, 0),
    "history-of-unossc.en": (0, 0, 0),
    "kejenuhan-bantuan-donor.id": (0, 0, 0),
    "kerja-sama-selatan-selatan.detik-2024.id": (8, 2, 2),
    "konferensi-asia-afrika-1955.id": (14, 5, 1),
    "laporan-pertandingan-persahabatan.id": (0, 1, 1),
    "mengenal-kerja-sama-selatan-selatan.id": (5, 7, 6),
    "negara-paling-rentan.id": (3, 4, 0),
    "resep-soto-ayam.id": (16, 1, 0),
    "sejarah-unossc.id": (0, 0, 0),
    "siaran-pers-ksst-indonesia.id": (0, 0, 1),
    "tanya-jawab-gerakan-non-blok.id": (14, 7, 0),
    "travel-backpack-product-page.en": (5, 8, 2),
    "triangular-cooperation-q-and-a.en": (3, 8, 0),
    "utang-negara-berkembang.id": (7, 4, 1),
}

if not DOCUMENTS:
    pytest.skip("the shared measuring documents are not beside this checkout", allow_module_level=True)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_all_ink_is_in_blocks_and_the_language_is_known(path: Path) -> None:
    document = read(path)
    assert_covered(document)
    assert document.language == ("id" if ".id." in path.name or "_id_" in path.name else "en")
    text = path.read_text("utf-8")
    if not text.startswith("---\n"):  # no front matter
        assert document.text == text.replace("\f", "\n")


@pytest.mark.parametrize("stem", sorted(COUNTS))
def test_items_headings_and_furniture(stem: str) -> None:
    document = read(SHARED / "documents" / f"{stem}.txt")
    found = [
        sum(block.kind is kind for block in document.blocks) for kind in (BlockKind.LIST_ITEM, BlockKind.HEADING, BlockKind.BOILERPLATE)
    ]
    assert tuple(found) == COUNTS[stem]


@pytest.mark.parametrize("path", sorted(SHARED.glob("documents/un/*.txt")), ids=lambda path: path.stem)
def test_resolutions_are_recognised_by_their_symbol(path: Path) -> None:
    said = read(path).metadata
    symbol = "A/RES/" + path.stem.removeprefix("A_RES_").replace("_A-C", " A-C").replace("_", "/")
    assert (said.symbol, said.genre) == (symbol, "resolution")
