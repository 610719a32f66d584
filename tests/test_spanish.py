"""Spanish documents from the command line to the graph."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ssc_graph import build_graph, extract_claims, read_document, validate
from ssc_graph.cli import main
from ssc_graph.extraction.dates import find_dates
from ssc_graph.lexicon import flatten
from ssc_graph.ontology import load_lexicon
from ssc_graph.rules import load_grammar

EXPLAINER = Path(__file__).parent / "gold" / "spanish" / "cooperacion-sur-sur.es.txt"


@pytest.fixture(scope="module")
def graph() -> str:
    document = read_document(EXPLAINER)
    built = build_graph([(document, extract_claims(document))])
    assert validate(built).conforms
    return "\n".join(map(str, built.quads))


def test_a_spanish_document_is_told_and_its_claims_are_labelled_in_spanish(graph: str) -> None:
    assert '"España – miembro de – Grupo de los 77 (negado)"@es' in graph
    assert '"Conferencia de Asia y África – celebrado en – Indonesia"@es' in graph


def test_a_spanish_document_meets_the_others_in_the_same_things(graph: str) -> None:
    for thing in ("concept/south-south-cooperation", "authority/unossc", "authority/group-of-77", "id/resolution/a-res-33-134"):
        assert f"https://w3id.org/ssc-graph/{thing}>" in graph


@pytest.mark.parametrize("language", ["", "es"])
def test_the_command_reads_spanish(language: str, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    note = tmp_path / "nota.txt"
    note.write_text("La Asamblea General hizo suyo el PABA en su resolución 33/134, de 19 de diciembre de 1978.", "utf-8")
    assert main(["claims", str(note), *(["--language", language] if language else [])]) == 0
    claims = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {claim["predicate"] for claim in claims} == {"endorsedBy", "endorsedOn", "endorsedThrough", "adoptedOn"}


def test_a_language_that_is_not_read_is_one_clear_line(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    note = tmp_path / "note.txt"
    note.write_text("Le plan d'action de Buenos Aires a été adopté par l'Assemblée générale de la conférence en 1978.", "utf-8")
    assert main(["claims", str(note)]) == 3
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "English, Spanish and Indonesian are read" in said
    assert "--language en, es or id" in said


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("el 12 de septiembre de 1978", "1978-09-12"),
        ("del 18 al 24 de abril de 1955", "1955-04-18/1955-04-24"),
        ("del 30 de agosto al 12 de septiembre de 1978", "1978-08-30/1978-09-12"),
        ("en marzo de 2019", "2019-03"),
        ("el 1º de mayo del 2004", "2004-05-01"),
        ("en 1974", "1974"),
    ],
)
def test_spanish_dates(text: str, value: str) -> None:
    assert [date.value for date in find_dates(flatten(text), load_grammar("es"))] == [value]


@pytest.mark.parametrize(
    ("name", "thing"),
    [
        ("PNUD", "auth:undp"),
        ("CEPAL", "auth:eclac"),
        ("SEGIB", "auth:segib"),
        ("PABA", "auth:buenos-aires-plan-of-action"),
        ("Consejo Económico y Social", "auth:ecosoc"),
        ("cooperación Sur-Sur", "concept:south-south-cooperation"),
        ("Côte d’Ivoire", "auth:cote-divoire"),
    ],
)
def test_spanish_names(name: str, thing: str) -> None:
    entry = load_lexicon().named(name)
    assert entry is not None
    assert entry.id == thing
