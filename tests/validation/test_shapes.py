"""The shapes files as such: complete, named, bilingual, well-formed, and in step with the vocabulary and the contract."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode

from ssc_graph import ontology, resources
from ssc_graph.claims import RELATIONS
from ssc_graph.namespaces import FIXED, expand
from ssc_graph.validation.refusals import repeats_repetition
from ssc_graph.validation.shape_graphs import SH, Shapes, our_shapes
from ssc_graph.validation.terms import Term
from tests.validation.graphs import SHAPE, constraints

#: Relations whose objects are values; the object of every other one is a thing.
DATES = {"adoptedOn", "endorsedOn", "establishedOn", "heldOn", "renamedOn"}


@pytest.fixture(scope="module")
def shapes() -> Shapes:
    return our_shapes()


def local(terms: Iterable[Term], namespace: str = FIXED["ssc"]) -> set[str]:
    return {term.value.removeprefix(namespace) for term in terms}


def test_every_class_of_the_vocabulary_has_a_node_shape(shapes: Shapes) -> None:
    classes = {term.curie.removeprefix("ssc:") for term in ontology.terms() if term.kind == "class"}
    node_shapes = [node for node in shapes.targeting if NamedNode(SH + "NodeShape") in shapes.by_subject[node][expand("rdf:type")]]
    targeted = local(value for node in node_shapes if shapes.values(node, "nodeKind") for value in shapes.values(node, "targetClass"))
    assert classes - targeted == set()


def test_every_shape_with_a_target_has_a_pair_of_fixtures(shapes: Shapes) -> None:
    assert local(shapes.targeting, SHAPE) == set(constraints())


def test_every_query_belongs_to_a_shape_with_fixtures(shapes: Shapes) -> None:
    queries = {node for node, found in shapes.by_subject.items() if SH + "select" in found}
    used = {value for node in shapes.targeting for value in shapes.values(node, "sparql")}
    assert len(queries) >= 10
    assert queries == used


def test_every_shape_has_a_name_in_our_namespace(shapes: Shapes) -> None:
    assert shapes.unnamed == frozenset()
    typed = [node for node, found in shapes.by_subject.items() if expand("rdf:type") in found and not isinstance(node, BlankNode)]
    assert all(node.value.startswith(SHAPE) for node in typed)


def test_every_shape_with_a_target_speaks_both_languages(shapes: Shapes) -> None:
    for node in shapes.targeting:
        messages = shapes.messages(node)
        assert set(messages) == {"en", "id"}, node
        assert messages["en"] != messages["id"]
        assert len(shapes.values(node, "message")) == 2, node


def test_no_message_is_used_twice(shapes: Shapes) -> None:
    for language in ("en", "id"):
        messages = [shapes.messages(node)[language] for node in shapes.targeting]
        assert sorted(messages) == sorted(set(messages))


def test_every_part_that_a_shape_refers_to_is_there(shapes: Shapes) -> None:
    listed = {item for node in shapes.by_subject for head in shapes.values(node, "or", "and", "xone") for item in shapes.items(head)}
    held = {
        value for node in shapes.by_subject for value in shapes.values(node, "not", "node", "property", "qualifiedValueShape", "sparql")
    }
    assert listed | held <= set(shapes.by_subject)


def test_the_relations_are_those_of_the_contract(shapes: Shapes) -> None:
    predicate, fact = NamedNode(SHAPE + "claim-predicate"), NamedNode(SHAPE + "fact-has-claim")
    assert local(shapes.items(shapes.values(predicate, "in")[0])) == set(RELATIONS)
    assert local(shapes.values(fact, "targetSubjectsOf")) == set(RELATIONS)
    assert _relations_in(shapes, "fact-has-claim") - {"asserted", "modality", "negated"} == set(RELATIONS)
    assert _relations_in(shapes, "claim-object-kind") - {"claimedIn"} == DATES | {"alsoKnownAs"}


def _relations_in(shapes: Shapes, name: str) -> set[str]:
    query = shapes.values(NamedNode(f"{SHAPE}{name}-query"), "select")[0].value
    return set(re.findall(r"ssc:(\w+)", query))


@pytest.mark.parametrize("relation", sorted(RELATIONS))
def test_the_classes_of_a_relation_are_those_of_the_vocabulary(shapes: Shapes, relation: str) -> None:
    term = next(term for term in ontology.terms() if term.curie == f"ssc:{relation}")
    assert _classes(shapes, f"{relation}-subject") == _most_general(term.domain)
    if relation in DATES:
        assert {"xsd:gYear", "xsd:gYearMonth", "xsd:date", "time:ProperInterval"} == set(term.range)
    elif relation != "alsoKnownAs":
        assert _classes(shapes, f"{relation}-object") == _most_general(term.range)


def _classes(shapes: Shapes, name: str) -> set[str]:
    node = NamedNode(SHAPE + name)
    choices = [item for head in shapes.values(node, "or") for item in shapes.items(head)]
    return {ontology.compact(value.value) for each in (node, *choices) for value in shapes.values(each, "class")}


def _most_general(classes: Iterable[str]) -> set[str]:
    above = {term.curie: set(term.broader) for term in ontology.terms() if term.kind == "class"}
    return {curie for curie in classes if not above.get(curie, set()) & set(classes)}


def test_a_class_of_the_vocabulary_is_a_kind_or_directly_below_one() -> None:
    """The query of ``one-kind`` looks one step up."""
    above = {term.curie: {broader for broader in term.broader if broader.startswith("ssc:")} for term in ontology.terms()}
    assert all(not above.get(broader) for broaders in above.values() for broader in broaders if broader[4].isupper())


def test_patterns_are_linear(shapes: Shapes) -> None:
    patterns = [value.value for node in shapes.by_subject for value in shapes.values(node, "pattern")]
    assert len(patterns) >= 3
    assert not any(repeats_repetition(pattern) for pattern in patterns)


def test_severities_are_the_three_of_shacl(shapes: Shapes) -> None:
    assert local({value for node in shapes.targeting for value in shapes.values(node, "severity")}, SH) == {"Warning", "Info"}


def test_queries_are_anchored_on_their_node(shapes: Shapes) -> None:
    for node, found in shapes.by_subject.items():
        for query in found.get(SH + "select", []):
            assert isinstance(query, Literal)
            assert "$this" in query.value.partition("WHERE")[2], node


@pytest.mark.parametrize("name", resources.names("shapes", suffix=".ttl"))
def test_a_shapes_file_is_well_formed(name: str) -> None:
    """Against the shapes of SHACL itself."""
    import rdflib
    from pyshacl import validate as reference

    graph = rdflib.Graph().parse(data=resources.read("shapes", name), format="turtle")
    conforms, _, text = reference(rdflib.Graph(), shacl_graph=graph, meta_shacl=True)
    assert conforms, text
