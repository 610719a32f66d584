"""Prints every table; ``quick`` leaves out texts of a million characters; ``resolutions 2000`` prints that table alone, up to so many."""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from typing import Final

from benchmarks.linking import linking
from benchmarks.measuring import command, processor_seconds, slope, table
from benchmarks.merging import merging
from benchmarks.serving import serving
from benchmarks.sites import RESOLUTIONS, sites
from benchmarks.texts import GOLD, HOSTILE, documents, prose, repeated, triggers
from benchmarks.validating import validating
from ssc_graph.extraction import extract
from ssc_graph.lexicon import Lexicon
from ssc_graph.ontology import load_lexicon
from ssc_graph.rules import LANGUAGES

_PAGE: Final = 4096  # characters: what speed is told per
_MILLISECONDS: Final = 1000
_SIZES: Final = (10_000, 100_000, 1_000_000)
_LARGE: Final = 10_000_000
_SPLIT: Final = re.compile(r"(?<=[.!?])\s+")


def main() -> None:
    """Print the tables, each as soon as it is there."""
    if sys.argv[1:2] == ["resolutions"]:
        sys.stdout.write(sites(int(sys.argv[2]) if sys.argv[2:] else RESOLUTIONS))
        return
    quick = "quick" in sys.argv[1:]
    sizes = _SIZES[:2] if quick else _SIZES
    lexicon = load_lexicon()
    lexicon.find("warm")
    memory_of = partial(memory, sizes if quick else (*sizes, _LARGE))
    for part in (
        partial(per_page, lexicon),
        partial(per_document, lexicon),
        partial(growth, lexicon, sizes),
        memory_of,
        commands,
        partial(linking, quick=quick),
        partial(merging, quick=quick),
        partial(serving, 200_000 if quick else 1_000_000),
        partial(validating, RESOLUTIONS // 4 if quick else RESOLUTIONS),
        partial(sites, RESOLUTIONS // 4 if quick else RESOLUTIONS),
    ):
        sys.stdout.write(part() + "\n")
        sys.stdout.flush()


def per_page(lexicon: Lexicon) -> str:
    """Extraction beside a tokeniser and a plain split of sentences, over all documents."""
    texts = [document.text for document in documents()]
    pages = sum(map(len, texts)) / _PAGE
    rows: list[tuple[str, Callable[[], object]]] = [("extraction", lambda: [extract(d, lexicon=lexicon) for d in documents()])]
    if tokeniser := _spacy():
        rows.append(("spaCy, blank Indonesian", lambda: [tokeniser(text) for text in texts]))
    rows.append(("split into sentences", lambda: [_SPLIT.split(text) for text in texts]))
    taken = [(name, processor_seconds(run) / pages * _MILLISECONDS) for name, run in rows]
    shown = [(name, f"{each:.3f}", f"{taken[0][1] / each:.1f}") for name, each in taken]
    if not tokeniser:
        shown.append(("spaCy, blank Indonesian", "not installed (extra: bench)", "-"))
    return table(
        f"Processor time per {_PAGE} characters, {len(texts)} documents, lexicon warm",
        ("", "milliseconds", "extraction takes times"),
        shown,
    )


def _spacy() -> Callable[[str], object] | None:
    try:
        import spacy  # type: ignore[import-not-found, unused-ignore]
    except ImportError:
        return None
    blank: Callable[[str], object] = spacy.blank("id")
    return blank


def per_document(lexicon: Lexicon) -> str:
    """Extraction of each document: dense ones take longer."""
    rows = []
    for document in documents():
        seconds = processor_seconds(partial(extract, document, lexicon=lexicon))
        claims = len(extract(document, lexicon=lexicon))
        per = seconds * _MILLISECONDS / len(document.text) * _PAGE
        rows.append((document.name, str(len(document.text)), str(claims), f"{seconds * _MILLISECONDS:.2f}", f"{per:.2f}"))
    return table("Extraction of each document", ("", "characters", "claims", "milliseconds", f"per {_PAGE}"), rows)


def growth(lexicon: Lexicon, sizes: tuple[int, ...]) -> str:
    """How time grows with the text: 1 is linear."""
    rows = []
    for name, language, unit in _growing():
        texts = [repeated(unit, size, language=language) for size in sizes]
        seconds = [processor_seconds(partial(extract, text, lexicon=lexicon), rounds=1) for text in texts]
        rows.append((name, *(f"{each * _MILLISECONDS:.0f}" for each in seconds), f"{slope(sizes, seconds):.2f}"))
    heads = ("", *(f"{size:,}" for size in sizes), "slope")
    return table("Milliseconds for a text of so many characters, and the power with which they grow (1 is linear)", heads, rows)


def _growing() -> Iterator[tuple[str, str, str]]:
    """Name, language and what is repeated."""
    for language in LANGUAGES:
        text = prose(language)
        yield f"prose, {language}", language, text
        yield f"prose on one line, {language}", language, text.replace("\n", " ")
        yield f"all triggers, {language}", language, triggers(language)
    for name, unit in HOSTILE.items():
        yield name, "en", unit


def memory(sizes: tuple[int, ...]) -> str:
    """Peak memory of a process that extracts the claims of a text, its document and all its claims held."""
    rows = []
    for language in LANGUAGES:
        taken = [command((sys.executable, "-m", "benchmarks.extraction", language, str(size)), rounds=1) for size in sizes]
        rows.append((f"prose, {language}", *(f"{each.peak:.0f}" for each in taken)))
    return table("Peak memory in MB for a text of so many characters", ("", *(f"{size:,}" for size in sizes)), rows)


def commands() -> str:
    """The command line beside the libraries that it stands on."""
    python = sys.executable
    document = str(min(GOLD.rglob("*.txt")))
    with tempfile.TemporaryDirectory() as folder:
        arguments = {
            "import rdflib, pyshacl": ("-c", "import rdflib, pyshacl"),
            "ssc-graph --help": ("-m", "ssc_graph", "--help"),
            "ssc-graph claims DOCUMENT": ("-m", "ssc_graph", "claims", document),
            "ssc-graph build DOCUMENT": ("-m", "ssc_graph", "build", "--quiet", "--output", folder, document),
        }
        taken = {name: command((python, *given)) for name, given in arguments.items()}
    first = next(iter(taken.values()))
    shown = [
        (name, f"{t.wall:.2f}", f"{t.wall / first.wall:.2f}", f"{t.processor:.2f}", f"{t.peak:.0f}", f"{t.peak / first.peak:.2f}")
        for name, t in taken.items()
    ]
    return table("Commands, the quickest of three", ("", "wall s", "times", "processor s", "peak MB", "times"), shown)


if __name__ == "__main__":
    main()
