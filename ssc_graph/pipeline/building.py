"""Many documents in, validated files out; one bad document does not stop the others."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from ssc_graph.claims import RELATIONS, Claim, Entity
from ssc_graph.document import Document, Metadata
from ssc_graph.errors import GraphError, InputError, SscGraphError, UsageError
from ssc_graph.namespaces import DEFAULT_BASE
from ssc_graph.pipeline.outputs import OutputFolder
from ssc_graph.pipeline.stages import Source, build_graph, bundled, extract_claims, read_document

if TYPE_CHECKING:
    from ssc_graph.graph import PolicyGraph
    from ssc_graph.validation import ValidationReport

#: The files of a build: the graph in five formats, the report in two.
_GRAPHS: Final = ("graph.ttl", "graph.jsonld", "graph.framed.jsonld", "graph.trig", "graph.nq")
OUTPUT_FILES: Final = (*_GRAPHS, "report.ttl", "report.txt")
_NO_ENTITIES: Final = ("document:", "statement:")

#: Told before a document is read: how many are done, how many there are, the name of the next.
ProgressCallback = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """A document of a build.

    Args:
        name: file name without folders.
        language: its code.
        claims: how many it makes.
    """

    name: str
    language: str
    claims: int


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that could not be built.

    Args:
        source: as the caller named it.
        error: why.
    """

    source: str
    error: SscGraphError


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build made of its documents.

    Args:
        documents: those that were built, in the order in which they were given.
        failures: those that were not.
        relations: claims per relation, in the order of the contract.
        entities: how many things and situations the claims name.
        graph: the graph, or None where no document could be read.
        report: the verdict of the shapes, or None where there is no graph.
        files: what was written; nothing where there is no graph.
        warnings: what a user should know, a line each.
    """

    documents: tuple[DocumentSummary, ...] = ()
    failures: tuple[Failure, ...] = ()
    relations: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    entities: int = 0
    graph: PolicyGraph | None = None
    report: ValidationReport | None = None
    files: tuple[Path, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def exit_code(self) -> int:
        """3 where a document could not be built, else 1 where the graph does not conform, else 0."""
        if self.failures:
            return 3
        return 1 if self.report is not None and not self.report.conforms else 0


def build(
    sources: Iterable[Source] = (),
    *,
    output: str | os.PathLike[str],
    base: str = DEFAULT_BASE,
    language: str | None = None,
    metadata: Metadata | None = None,
    engine: str | None = None,
    progress: ProgressCallback | None = None,
) -> BuildResult:
    """Read documents, build and validate their graph, and write it.

    The files appear in the output folder all together, or the old ones stay as they were. A document that cannot be read is a
    failure in the result; where none can be read, nothing is written.

    Args:
        sources: paths, ``-``, or streams opened in binary mode; where there is none, the bundled documents are read.
        output: folder for :data:`OUTPUT_FILES`; made where it is missing.
        base: IRI under which documents, claims and the things found in documents live, ending in ``/`` or ``#``.
        language: of the documents, where it cannot be told by the text; of the bundled ones, those to read.
        metadata: what is known of a single document.
        engine: name of the SHACL engine; the reference where it is not given.
        progress: called before each document.

    Raises:
        UsageError: an unusable base, an empty output, an unknown language or engine, metadata for several documents.
        OutputError: the folder cannot be written.
        DataFileError: a data file of the package is broken.
    """
    from ssc_graph.graph import check_base

    check_base(base)
    given = list(sources)
    if metadata is not None and len(given) != 1:
        raise UsageError(
            "title, author, date, publisher and source are of one document", hint="build the documents one by one, or use front matter"
        )
    if not os.fspath(output):
        raise UsageError("the name of the output folder is empty", hint="name a folder, or . for this one")
    folder = OutputFolder(Path(output), OUTPUT_FILES)
    folder.prepare()
    batch = _Batch(language=language, metadata=metadata)
    batch.read(given, progress or _silent)
    return batch.finish(folder, base=base, engine=engine)


def _silent(done: int, total: int, name: str) -> None:
    """Show no progress."""


class _Batch:
    """The documents of one build on their way; what is counted of their claims is counted at once, for the claims are packed away."""

    def __init__(self, *, language: str | None, metadata: Metadata | None) -> None:
        from ssc_graph.graph import Readings

        self._language = language
        self._metadata = metadata
        self._readings = Readings()
        self._taken: dict[str, _Taken] = {}
        self._failures: list[Failure] = []
        self._warnings: list[str] = []

    def read(self, sources: Sequence[Source], progress: ProgressCallback) -> None:
        """Read the sources, or the bundled documents where there is none, and extract their claims."""
        if not sources:
            for document in bundled(language=self._language):
                self._take(document.name, document)
        for done, source in enumerate(sources):
            name = os.fspath(source) if isinstance(source, str | os.PathLike) else getattr(source, "name", "-")
            progress(done, len(sources), str(name))
            try:
                self._take(str(name), read_document(source, language=self._language, metadata=self._metadata))
            except InputError as error:
                self._failures.append(Failure(str(name), error))

    def _take(self, source: str, document: Document) -> None:
        digest = document.digest
        if digest in self._taken:
            self._warnings.append(f"{source} has the same text as {self._taken[digest].summary.name}; it is counted once")
            return
        claims = extract_claims(document)
        if not claims:
            self._warnings.append(f"no claims were found in {source}")
        self._readings.add(document, claims)
        self._taken[digest] = _Taken(DocumentSummary(source, document.language, len(claims)), _counted(claims), _entities(claims))

    def finish(self, folder: OutputFolder, *, base: str, engine: str | None) -> BuildResult:
        """Build, validate and write the graph of what was read."""
        graph = self._graph(base)
        if graph is None:
            return BuildResult(failures=tuple(self._failures), warnings=tuple(self._warnings))
        report = _validated(graph, engine)
        folder.publish(_files(graph, report))
        return BuildResult(
            documents=tuple(taken.summary for taken in self._taken.values()),
            failures=tuple(self._failures),
            relations=_relations(self._taken.values()),
            entities=len({entity for taken in self._taken.values() for entity in taken.entities}),
            graph=graph,
            report=report,
            files=tuple(folder.folder / name for name in OUTPUT_FILES),
            warnings=tuple(self._warnings),
        )

    def _graph(self, base: str) -> PolicyGraph | None:
        """Return the graph, without the documents that cannot stand in one; None where nothing is left."""
        try:
            return build_graph(self._readings, base=base) if self._taken else None
        except GraphError:
            if not self._drop_unusable(base):
                raise
            return self._graph(base)

    def _drop_unusable(self, base: str) -> bool:
        """Move the documents that cannot be built alone to the failures; return whether there was one."""
        before = len(self._taken)
        for digest, taken in list(self._taken.items()):
            reading = self._readings.one(digest)
            try:
                build_graph([(reading.document, reading.claims)], base=base)
            except GraphError as error:
                self._failures.append(Failure(taken.summary.name, error))
                self._readings.drop(digest)
                del self._taken[digest]
        return len(self._taken) < before


@dataclass(frozen=True, slots=True)
class _Taken:
    """What is told of a document after the build.

    Args:
        summary: its name, language and number of claims.
        relations: claims by relation.
        entities: identifiers of what its claims name.
    """

    summary: DocumentSummary
    relations: Counter[str]
    entities: frozenset[str]


def _validated(graph: PolicyGraph, engine: str | None) -> ValidationReport:
    from ssc_graph.validation import validate

    return validate(graph, engine=engine) if engine else validate(graph)


def _files(graph: PolicyGraph, report: ValidationReport) -> Iterator[tuple[str, bytes | Iterator[bytes]]]:
    """Yield the output files one after the other, the graph in pieces, so that no form of it is in memory as a whole."""
    from ssc_graph.serialization import format_of_file, pieces

    for name in _GRAPHS:
        yield name, (piece.encode() for piece in pieces(graph, format_of_file(name).name))
    yield "report.ttl", report.to_turtle(base=graph.base).encode()
    yield "report.txt", report.to_text().encode()


def _counted(claims: Iterable[Claim]) -> Counter[str]:
    return Counter(claim.predicate for claim in claims)


def _relations(taken: Iterable[_Taken]) -> Mapping[str, int]:
    counted: Counter[str] = Counter()
    for each in taken:
        counted.update(each.relations)
    return MappingProxyType({relation: counted[relation] for relation in RELATIONS if counted[relation]})


def _entities(claims: Iterable[Claim]) -> frozenset[str]:
    """Return the identifiers of what the claims name; documents and texts of objectives and the like are no entities."""
    things = (thing for claim in claims for thing in (claim.subject, claim.object, claim.attributed_to) if isinstance(thing, Entity))
    return frozenset(thing.id for thing in things if not thing.id.startswith(_NO_ENTITIES))
