"""Evaluation: what meets a fact, what is missed, what is wrong, and the figures over it."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ssc_graph.claims import Claim, Entity, Evidence, Label, Literal, Modality
from ssc_graph.document import Block, BlockKind, Document, Metadata
from ssc_graph.errors import InputError
from ssc_graph.evaluation import Evaluation, Fact, Gold, Sentences, Verdict, Wanted, judge, read_gold
from ssc_graph.evaluation.figures import Counts, Tally
from ssc_graph.evaluation.floors import below, read_floors, write_floor
from ssc_graph.evaluation.precision import write_precision
from ssc_graph.evaluation.records import evaluation_record
from ssc_graph.extraction.trace import Trace
from ssc_graph.graph import claim_record
from ssc_graph.pipeline.measuring import evaluate

TEXT = "Drought causes hunger. The summit was held in Havana."
DOCUMENT = Document(name="note.txt", text=TEXT, blocks=(Block(BlockKind.PARAGRAPH, 0, len(TEXT)),), metadata=Metadata(language="en"))
DROUGHT = Fact(("causes",), Wanted("text", ("Drought",)), Wanted("text", ("hunger",)), quote="Drought causes")
SUMMIT = Fact(("heldIn",), Wanted("names", ("the summit", "Sixth Summit")), Wanted("names", ("Havana",)), quote="was held")
CAUSE = Claim(
    Entity("situation:drought", "Drought"), "causes", Entity("situation:hunger", "hunger"), (Evidence(0, 21, TEXT[:21]),), "r", 0.9
)
PLACE = Claim(Entity("entity:s", "The summit"), "heldIn", Entity("auth:havana", "Havana"), (Evidence(23, 52, TEXT[23:52]),), "h", 0.72)
GOLD_FOLDER = Path(__file__).parent / "gold"


def evaluation(facts: tuple[Fact, ...], claims: list[Claim], **of_gold: Any) -> Evaluation:
    gold = Gold("note.gold.json", "note.txt", facts, **of_gold)
    return Evaluation((judge(gold, claims, Sentences(DOCUMENT, Trace())),))


def test_all_found_is_one() -> None:
    reached = evaluation((DROUGHT, SUMMIT), [CAUSE, PLACE])
    assert reached.total == Tally(found=2)
    assert reached.total.f1 == 1
    assert reached.quoted() == (2, 2)
    assert reached.qualifiers() == dict.fromkeys(("negation", "modality", "attribution"), (2, 2))


def test_figures_fall_when_claims_are_wrong_or_missing() -> None:
    assert evaluation((DROUGHT, SUMMIT), [CAUSE]).relations() == {"causes": Tally(found=1), "heldIn": Tally(missed=1)}
    elsewhere = replace(PLACE, object=Entity("auth:cairo", "Cairo"))
    reached = evaluation((DROUGHT, SUMMIT), [CAUSE, elsewhere])
    assert reached.total == Tally(found=1, missed=1, wrong=1)
    assert reached.total.f1 == 0.5
    assert reached.judgements[0].wrong == (elsewhere,)
    assert reached.judgements[0].missed == (SUMMIT,)


def test_a_second_reading_of_a_fact_is_no_error() -> None:
    reached = evaluation((SUMMIT,), [PLACE, replace(PLACE, rule="again")])
    assert reached.judgements[0].verdicts == (Verdict.MATCHED, Verdict.REPEATED)
    assert reached.total == Tally(found=1, repeated=1)
    assert reached.rules() == {"again": Counts(right=1), "h": Counts(right=1)}


def test_what_is_not_demanded_counts_neither_way() -> None:
    optional = replace(SUMMIT, required=False)
    assert evaluation((optional,), []).total == Tally()
    assert evaluation((optional,), [PLACE]).total == Tally()


def test_the_better_pair_is_made_first() -> None:
    vague = replace(CAUSE, object=Entity("situation:h", "hunger and thirst"))
    fact = replace(DROUGHT, object=Wanted("text", ("hunger", "hunger today")))
    assert evaluation((fact,), [vague, CAUSE]).judgements[0].pairs == ((0, 1),)


@pytest.mark.parametrize(
    ("words", "right"), [("the hunger", True), ("HUNGER!", True), ("the great hunger that followed", False), ("", False)]
)
def test_a_phrase_is_met_from_a_share_of_common_words_upward(words: str, right: bool) -> None:
    reached = evaluation((DROUGHT,), [replace(CAUSE, object=Entity("situation:x", words))])
    assert bool(reached.judgements[0].pairs) is right


def test_any_label_of_a_thing_meets_a_name() -> None:
    named = Entity("entity:s", "it", (Label("SIXTH  Summit", "en"),))
    assert evaluation((SUMMIT,), [replace(PLACE, subject=named)]).total == Tally(found=1)
    assert evaluation((SUMMIT,), [replace(PLACE, subject=replace(named, labels=()))]).total == Tally(missed=1, wrong=1)


def test_a_date_is_met_letter_by_letter() -> None:
    fact = replace(SUMMIT, relations=("heldOn",), object=Wanted("value", ("1979-09",)))
    held = replace(PLACE, predicate="heldOn", object=Literal("1979-09", "xsd:gYearMonth"))
    assert evaluation((fact,), [held]).total == Tally(found=1)
    assert evaluation((fact,), [replace(held, object=Literal("1979", "xsd:gYear"))]).total == Tally(missed=1, wrong=1)


def test_a_kind_of_citation_counts_as_a_citation() -> None:
    fact = replace(SUMMIT, relations=("cites",))
    recalled = replace(PLACE, predicate="recalls")
    assert evaluation((fact,), [recalled]).relations() == {"cites": Tally(found=1)}
    assert evaluation((), [recalled]).relations() == {"cites": Tally(wrong=1)}
    assert evaluation((replace(fact, relations=("welcomes",)),), [recalled]).total == Tally(missed=1, wrong=1)


def test_a_scope_leaves_other_relations_unjudged() -> None:
    assert evaluation((SUMMIT,), [CAUSE, PLACE], scope=frozenset({"heldIn"})).total == Tally(found=1)


def test_qualifiers_are_judged_one_by_one() -> None:
    fact = replace(DROUGHT, sources=("World Bank",))
    said = replace(CAUSE, negated=True, modality=Modality.POSSIBLE, attributed_to=Entity("auth:wb", "Bank", (Label("world bank"),)))
    assert evaluation((fact,), [said]).qualifiers() == {"negation": (0, 1), "modality": (0, 1), "attribution": (1, 1)}
    assert evaluation((DROUGHT,), [said]).qualifiers()["attribution"] == (0, 1)
    assert evaluation((fact,), [CAUSE]).qualifiers()["attribution"] == (0, 1)


def test_a_quotation_that_is_not_in_the_text_is_counted() -> None:
    assert evaluation((), [replace(CAUSE, evidence=(Evidence(0, 7, "Draught"), Evidence(8, 14, "causes")))]).quoted() == (1, 2)


def test_calibration_puts_the_share_right_beside_the_confidence() -> None:
    wrong = replace(CAUSE, object=Entity("situation:x", "floods"), confidence=0.94)
    low, high = evaluation((DROUGHT, SUMMIT), [CAUSE, PLACE, wrong]).calibration()
    assert (low.low, low.high, low.claims, low.right, low.confidence) == (70, 75, 1, 1, 0.72)
    assert (high.low, high.high, high.claims, high.right, high.confidence) == (90, 95, 2, 1, 0.92)
    assert evaluation((DROUGHT,), [replace(CAUSE, confidence=1.0)]).calibration()[0].high == 100
    assert evaluation((DROUGHT,), [CAUSE, wrong]).calibration_error() == pytest.approx(0.42)


def test_documents_without_facts_stand_in_the_tables() -> None:
    assert evaluation((), [], kind="recipe").kinds() == {"recipe": Tally()}
    assert evaluation((DROUGHT,), []).kinds() == {"–": Tally(missed=1)}
    assert evaluation((DROUGHT,), []).languages() == {"en": Tally(missed=1)}


def test_a_missed_fact_and_a_wrong_claim_have_their_sentence_and_rule() -> None:
    trace = Trace()
    trace.note("sentence", 0, 22, "")
    trace.note("sentence", 23, len(TEXT), "")
    trace.note("trigger", 38, 42, "en.held")
    trace.note("dropped", 38, 42, "en.held: no place")
    claims = [replace(CAUSE, object=Entity("situation:x", "floods"))]
    record = evaluation_record(Evaluation((judge(Gold("g", "note.txt", (SUMMIT,)), claims, Sentences(DOCUMENT, trace)),)))
    (missed,), (wrong,) = record["missed"], record["wrong"]
    assert (missed["sentence"], missed["text"]) == (2, "The summit was held in Havana.")
    assert missed["tried"] == [{"trigger": "held", "start": 38, "end": 42, "rule": "en.held", "why": "no place"}]
    assert (wrong["sentence"], wrong["text"], wrong["rule"]) == (1, "Drought causes hunger.", "r")


FACT = '{"predicate": "causes", "subject": {"text": "a"}, "object": {"text": "b"}'
BROKEN = {
    "[": "is not JSON",
    "[]": "is no gold file",
    '{"document": "a.txt"}': "no list",
    '{"document": "../a.txt", "facts": []}': "without folders",
    '{"document": "a.txt", "facts": [3]}': "fact 1",
    '{"document": "a.txt", "facts": [{}]}': "no predicate",
    '{"document": "a.txt", "facts": [{"predicate": "likes"}]}': "unknown relation 'likes'",
    '{"document": "a.txt", "scope": ["likes"], "facts": []}': "unknown relation 'likes'",
    '{"document": "a.txt", "facts": [{"predicate": "causes", "subject": {"name": "a"}}]}': "fact 1, subject: has none of",
    '{"document": "a.txt", "facts": [' + FACT + ', "modality": "sure"}]}': "unknown modality 'sure'",
    '{"document": "a.txt", "facts": [' + FACT + ', "attributed_to": [1]}]}': "expected words",
    '{"document": "a.txt", "facts": [' + FACT + ', "quote": 1}]}': "'quote' is no text",
}


@pytest.mark.parametrize("content", BROKEN)
def test_a_broken_gold_file_is_told_with_its_fact(content: str, tmp_path: Path) -> None:
    path = tmp_path / "broken.gold.json"
    path.write_text(content)
    with pytest.raises(InputError, match=BROKEN[content]) as caught:
        read_gold(path)
    assert str(path) in str(caught.value)


def test_a_gold_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_gold(tmp_path / "none.gold.json")


def test_a_floor_never_falls_unless_it_may(tmp_path: Path) -> None:
    path = tmp_path / "floors.yaml"
    good, poor = evaluation((DROUGHT, SUMMIT), [CAUSE, PLACE]), evaluation((DROUGHT, SUMMIT), [CAUSE])
    write_floor(path, "notes", good)
    assert read_floors(path)["notes"] == dict.fromkeys(("f1", "negation", "modality", "attribution"), 0.99)
    assert below(good, read_floors(path)["notes"]) == []
    assert below(poor, read_floors(path)["notes"]) == ["f1 is 0.667, the floor is 0.990"]
    (change, *_) = write_floor(path, "notes", poor)
    assert (change.before, change.floor) == (0.99, 0.99)
    write_floor(path, "others", poor)
    write_floor(path, "notes", poor, lower=True)
    assert read_floors(path)["notes"]["f1"] == read_floors(path)["others"]["f1"] == 0.656
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("content", ["- f1", "notes: 1", "notes: {f1: high}"])
def test_a_file_that_is_no_floor_file_is_told(content: str, tmp_path: Path) -> None:
    path = tmp_path / "floors.yaml"
    path.write_text(content)
    with pytest.raises(InputError, match="no floor file"):
        read_floors(path)


def test_the_precision_of_rules_is_written(tmp_path: Path) -> None:
    wrong = replace(CAUSE, object=Entity("situation:x", "floods"))
    assert write_precision(tmp_path / "precision.yaml", evaluation((DROUGHT, SUMMIT), [CAUSE, wrong, PLACE])) == 2
    assert (tmp_path / "precision.yaml").read_text().endswith("\nh: [1, 0]\nr: [1, 1]\n")


def test_the_figures_are_those_of_the_shared_scorer(shared: Path, tmp_path: Path) -> None:
    """The scorer is another program with the same measure: same claims and gold, same figures."""
    # some of the resolutions: the scorer needs long for long ones
    resolutions = [shared / "documents" / "un" / f"A_RES_{symbol}.gold.json" for symbol in ("75_234", "76_247_A-C", "ES-11_1")]
    folders = [GOLD_FOLDER, GOLD_FOLDER / "development", GOLD_FOLDER / "unseen", shared / "documents"]
    golds = [*(path for folder in folders for path in sorted(folder.glob("*.gold.json"))), *resolutions]
    ours = evaluate(golds)
    pairs: list[Path] = []
    texts: list[Path] = []
    for number, (gold, judgement) in enumerate(zip(golds, ours.judgements, strict=True)):
        claims, text = tmp_path / f"{number}.jsonl", tmp_path / f"{number}.txt"
        document = judgement.sentences.document
        claims.write_text("\n".join(json.dumps(claim_record(claim, document)) for claim in judgement.claims), "utf-8")
        text.write_text(document.text, "utf-8")
        pairs += [gold, claims]
        texts.append(text)
    command = [sys.executable, str(shared / "evaluation" / "score.py"), *map(str, pairs), "--json", "--text", *map(str, texts)]
    theirs = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    record = evaluation_record(ours)
    empty = dict.fromkeys(("found", "missed", "wrong", "repeated"), 0)
    assert record["relations"] == {relation: empty | row for relation, row in theirs["relations"].items()}
    assert record["all"] == empty | theirs["all"]
    assert record["quoted_exactly"] == theirs["quoted_exactly"]
    assert record["qualifiers"] == theirs["qualifiers"]
