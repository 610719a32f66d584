"""What the tests of validation share: the fixtures, and small graphs around their base."""

from __future__ import annotations

from pathlib import Path

from ssc_graph.claims import Claim, Entity, Evidence, Label, Literal, Modality
from ssc_graph.document import Block, BlockKind, Document, Metadata
from ssc_graph.graph import PolicyGraph, build_graph
from ssc_graph.identifiers import entity_curie, situation_curie, statement_curie
from ssc_graph.validation import ValidationReport, validate

FIXTURES = Path(__file__).parent / "fixtures"
SHAPE = "https://w3id.org/ssc-graph/shape/"
PREFIXES = """
@prefix claim: <https://w3id.org/ssc-graph/id/claim/> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix document: <https://w3id.org/ssc-graph/id/document/> .
@prefix entity: <https://w3id.org/ssc-graph/id/entity/> .
@prefix evidence: <https://w3id.org/ssc-graph/id/evidence/> .
@prefix ex: <https://example.org/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix ssc: <https://w3id.org/ssc-graph/ns/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def fixture(name: str) -> bytes:
    """A fixture together with the base that all of them stand on."""
    return (FIXTURES / "base.ttl").read_bytes() + b"\n" + (FIXTURES / f"{name}.ttl").read_bytes()


def constraints() -> list[str]:
    """The names of the constraints that have a fixture, sorted."""
    return sorted({path.name.split(".")[0] for path in FIXTURES.glob("*.*.ttl")})


def expected(name: str) -> set[str]:
    """The shapes that the invalid fixture of a constraint says that it violates."""
    lines = (FIXTURES / f"{name}.invalid.ttl").read_text(encoding="utf-8").splitlines()
    return set(next(line for line in lines if line.startswith("# fires: ")).removeprefix("# fires: ").split())


def fired(report: ValidationReport) -> set[str]:
    """The local names of the shapes that a report has results of."""
    return {result.shape.removeprefix(SHAPE) for result in report.results}


def check(turtle: str, *, engine: str = "pyshacl") -> ValidationReport:
    """Validate a graph in Turtle together with the base of the fixtures."""
    return validate((FIXTURES / "base.ttl").read_bytes() + PREFIXES.encode() + turtle.encode(), rdf_format="turtle", engine=engine)


def check_with(shapes: str, data: str, tmp_path: Path, *, engine: str = "pyshacl") -> ValidationReport:
    """Validate a graph in Turtle against shapes in Turtle."""
    path = tmp_path / "shapes.ttl"
    path.write_text(PREFIXES + shapes, encoding="utf-8")
    return validate((PREFIXES + data).encode(), rdf_format="turtle", shapes=path, engine=engine)


TEXT = (
    "The Lirma Pact was adopted on 12 September 1978. It may ease scarcity. Lirma aims to share seeds. The talks ran from 3 to 9 May 1978."
)
PACT = Entity(entity_curie("Lirma Pact"), "The Lirma Pact", (Label("Lirma Pact", "en", True),), ("ssc:Agreement", "ssc:PolicyInstrument"))
LEAGUE = Entity(entity_curie("Lirma"), "Lirma", (Label("Lirma", "", True),), ("ssc:IntergovernmentalBody", "ssc:Organization"))
TALKS = Entity(entity_curie("Lirma talks"), "The talks", (Label("Lirma talks", "en", True),), ("ssc:Event",))
SCARCITY = Entity(situation_curie("scarcity"), "scarcity", (), ("ssc:Situation",))
SEEDS = Entity(statement_curie("objective", "to share seeds"), "to share seeds", (), ("ssc:Objective", "ssc:Statement"))


def _evidence(words: str) -> tuple[Evidence, ...]:
    start = TEXT.index(words)
    return (Evidence(start, start + len(words), words),)


CLAIMS = (
    Claim(PACT, "adoptedOn", Literal("1978-09-12", "xsd:date", "12 September 1978"), _evidence(TEXT[:48]), "adoption", 0.9),
    Claim(PACT, "expectedToBringAbout", SCARCITY, _evidence("It may ease scarcity."), "hope", 0.6, modality=Modality.POSSIBLE),
    Claim(LEAGUE, "hasObjective", SEEDS, _evidence("Lirma aims to share seeds."), "aim", 0.8, modality=Modality.INTENDED),
    Claim(
        TALKS,
        "heldOn",
        Literal("1978-05-03/1978-05-09", "edtf:EDTF", "3 to 9 May"),
        _evidence("The talks ran from 3 to 9 May 1978."),
        "held",
        1.0,
    ),
    Claim(LEAGUE, "adoptedBy", PACT, _evidence("The Lirma Pact"), "odd", 0.2, negated=True, attributed_to=LEAGUE),
)


def built() -> PolicyGraph:
    """A graph as the product builds it, of an invented document."""
    known = Metadata(title="A pact", language="en", date="1978", source="https://example.org/pact", symbol="L/RES/1/2", genre="resolution")
    document = Document("pact.txt", TEXT, (Block(BlockKind.PARAGRAPH, 0, len(TEXT)),), known, source_digest="0" * 64)
    return build_graph([(document, CLAIMS)], tool_version="1.0")
