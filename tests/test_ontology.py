"""The vocabulary, the concepts and the authority files: complete in both languages, unambiguous, and free of facts."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any, cast

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssc_graph import ontology, resources
from ssc_graph.claims import RELATIONS, Modality
from ssc_graph.errors import DataFileError
from ssc_graph.lexicon import case_sensitive, flatten
from ssc_graph.namespaces import DEFAULT_BASE, FIXED, INSTANCES, expand

LANGUAGES = {"en", "id"}
TERMS = {term.curie: term for term in ontology.terms()}
FILES = resources.names("ontology", suffix=".ttl")
AUTHORITY_FILES = tuple(name for name in FILES if name != "ssc.ttl")

#: What an authority file may say: how a thing is called, what kind it is, where it stands among concepts. No fact about it.
ALLOWED = {
    "rdf:type",
    "skos:prefLabel",
    "skos:altLabel",
    "skos:hiddenLabel",
    "skos:definition",
    "skos:scopeNote",
    "skos:broader",
    "skos:related",
    "skos:inScheme",
    "skos:topConceptOf",
    "skos:exactMatch",
    "skos:closeMatch",
    "dct:identifier",
    "ssc:mustNotMatch",
}
ALLOWED_OF_SCHEMES = {"rdf:type", "dct:title", "dct:description", "dct:license"}

#: The links that were verified in published data; a guessed one is worse than none.
VERIFIED = {
    ("auth:united-nations", "wd:Q1065"),
    ("auth:united-nations", "eurovoc:2179"),
    ("auth:undp", "wd:Q161718"),
    ("auth:undp", "eurovoc:2431"),
    ("auth:general-assembly", "wd:Q47423"),
    ("auth:general-assembly", "eurovoc:2885"),
    ("auth:ecosoc", "wd:Q170075"),
    ("auth:ecosoc", "eurovoc:3709"),
    ("auth:group-of-77", "eurovoc:3675"),
    ("auth:non-aligned-movement", "wd:Q83201"),
    ("auth:indonesia", "wd:Q252"),
    ("auth:indonesia", "unbis:1003113"),
    ("auth:indonesia", "eurovoc:1355"),
    ("auth:developing-countries", "unbis:1001613"),
    ("auth:developing-countries", "eurovoc:2295"),
    ("concept:south-south-cooperation", "wd:Q210519"),
    ("concept:south-south-cooperation", "eurovoc:224"),
    ("concept:south-south-cooperation", "unbis:1006059"),
    ("concept:self-reliance", "wd:Q1778388"),
    ("concept:self-reliance", "unbis:1005809"),
    ("concept:collective-self-reliance", "unbis:1001084"),
    ("concept:technical-cooperation-among-developing-countries", "unbis:1006414"),
    ("concept:economic-cooperation-among-developing-countries", "unbis:1001844"),
    ("concept:decolonisation", "wd:Q230533"),
    ("concept:decolonisation", "unbis:1001538"),
    ("concept:sdg-17", "sdg:17"),
    ("concept:sdg-17-6", "sdg:17.6"),
    ("concept:sdg-17-9", "sdg:17.9"),
}

Row = tuple[str, str, Any]


def rows(file_name: str) -> Iterator[Row]:
    """Return subject and predicate as CURIEs, and the object."""
    for quad in ox.parse(resources.read("ontology", file_name), format=ox.RdfFormat.TURTLE):
        assert isinstance(quad.subject, ox.NamedNode), f"a blank node in {file_name}"
        yield ontology.compact(quad.subject.value), ontology.compact(quad.predicate.value), quad.object


AUTHORITY = [row for name in AUTHORITY_FILES for row in rows(name)]
SCHEMES = {subject for subject, predicate, value in AUTHORITY if predicate == "rdf:type" and value.value == expand("skos:ConceptScheme")}
ENTRIES = sorted({subject for subject, _, _ in AUTHORITY} - SCHEMES)


def values(predicate: str) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for subject, name, value in AUTHORITY:
        if name == predicate and subject not in SCHEMES:
            found[subject].append(value)
    return found


# --- the vocabulary


@pytest.mark.parametrize("curie", sorted(TERMS))
def test_every_term_has_a_name_and_a_meaning_in_both_languages(curie: str) -> None:
    term = TERMS[curie]
    assert set(term.labels) >= set(term.definitions) == LANGUAGES
    assert all(text.strip() for text in (*term.labels.values(), *term.definitions.values()))


def test_no_two_terms_of_one_kind_share_a_name() -> None:
    for language in LANGUAGES:
        names = [(term.kind, term.labels[language]) for term in TERMS.values()]
        assert len(names) == len(set(names))


def test_every_relation_of_a_claim_is_a_property_with_its_super_relation() -> None:
    for relation, above in RELATIONS.items():
        assert TERMS[f"ssc:{relation}"].kind == "property"
        assert above is None or f"ssc:{above}" in ontology.superclasses(f"ssc:{relation}")


def test_every_relation_hangs_below_a_published_one() -> None:
    for relation in RELATIONS:
        assert [name for name in ontology.superclasses(f"ssc:{relation}") if not name.startswith("ssc:")], relation


def test_every_class_hangs_below_a_published_one() -> None:
    for term in TERMS.values():
        if term.kind == "class":
            assert [name for name in ontology.superclasses(term.curie) if not name.startswith("ssc:")], term.curie


def test_every_modality_is_an_individual() -> None:
    assert {term.curie for term in TERMS.values() if term.kind == "individual"} == {f"ssc:{mode.value}" for mode in Modality}


def test_every_term_that_is_named_has_a_known_prefix_and_every_own_one_exists() -> None:
    for term in TERMS.values():
        for name in (*term.broader, *term.domain, *term.range):
            assert name.partition(":")[0] in FIXED, f"{term.curie} names {name}"
            assert not name.startswith("ssc:") or ontology.has_term(name), f"{term.curie} names {name}"


def test_no_term_of_the_vocabulary_is_left_out_or_a_blank_node() -> None:
    subjects = {subject for subject, _, _ in rows("ssc.ttl")}
    assert {subject for subject in subjects if subject.startswith("ssc:")} == set(TERMS)
    assert subjects - set(TERMS) == {FIXED["ssc"]}


def test_the_vocabulary_re_types_nobody() -> None:
    assert not {predicate for _, predicate, _ in rows("ssc.ttl")} & {"rdfs:domain", "rdfs:range", "owl:sameAs", "owl:equivalentClass"}


def test_the_vocabulary_has_no_circle() -> None:
    assert not [curie for curie in TERMS if curie in ontology.superclasses(curie)]


def test_the_header_says_licence_version_and_prefix() -> None:
    header = {predicate for subject, predicate, _ in rows("ssc.ttl") if subject == FIXED["ssc"]}
    assert header >= {"dct:title", "dct:description", "dct:license", "owl:versionInfo", "vann:preferredNamespacePrefix"}


def test_superclasses_reach_published_ones_nearest_first() -> None:
    above = ontology.superclasses("ssc:IntergovernmentalBody")
    assert above.index("ssc:Organization") < above.index("prov:Agent")
    assert {"org:FormalOrganization", "schema:Organization"} <= set(above)
    assert ontology.superclasses("org:Organization") == ()


# --- the authority files


def test_the_field_is_covered() -> None:
    kinds = [entry.types[0] for entry in ontology.load_lexicon().entries]
    assert kinds.count("ssc:Concept") >= 150
    assert kinds.count("ssc:Country") >= 195
    assert kinds.count("ssc:IntergovernmentalBody") >= 150
    assert {"ssc:PlanOfAction", "ssc:Fund", "ssc:Programme", "ssc:Place", "ssc:CountryGroup", "ssc:Event", "ssc:GovernmentBody"} <= set(
        kinds
    )


def test_every_entry_is_in_the_lexicon_and_nothing_else() -> None:
    assert [entry.id for entry in ontology.load_lexicon().entries] == ENTRIES


def test_an_authority_file_states_no_fact() -> None:
    for subject, predicate, _ in AUTHORITY:
        assert predicate in (ALLOWED_OF_SCHEMES if subject in SCHEMES else ALLOWED), f"{subject} {predicate}"


def test_no_date_stands_in_an_authority_file() -> None:
    strings = {expand("xsd:string"), expand("rdf:langString")}
    assert not [value for _, _, value in AUTHORITY if isinstance(value, ox.Literal) and value.datatype.value not in strings]


def test_no_year_stands_in_a_definition() -> None:
    for predicate in ("skos:definition", "skos:scopeNote"):
        for entry, texts in values(predicate).items():
            assert not [text for text in texts if re.search(r"\b(?:1[89]|20)\d\d\b", text.value)], entry


def test_every_entry_has_one_preferred_name_in_both_languages_and_at_most_one_in_others() -> None:
    preferred = values("skos:prefLabel")
    for entry in ENTRIES:
        spoken = [label.language for label in preferred[entry]]
        assert set(spoken) >= LANGUAGES, entry
        assert len(spoken) == len(set(spoken)), entry


def test_a_language_in_which_claims_are_named_names_every_relation() -> None:
    named = {
        curie: set(TERMS[curie].labels) for curie in (*(f"ssc:{relation}" for relation in RELATIONS), "ssc:negated", "ssc:attributedTo")
    }
    assert set(map(frozenset, named.values())) == {frozenset({"en", "es", "id"})}
    assert set(TERMS["ssc:possible"].labels) == set(TERMS["ssc:intended"].labels) == {"en", "es", "id"}


def test_members_of_the_united_nations_have_a_name_in_each_language() -> None:
    preferred = values("skos:prefLabel")
    states = {entry for entry, codes in values("dct:identifier").items() if any(code.value.startswith("ISO 3166-1") for code in codes)}
    missing = {entry for entry in states if "es" not in {label.language for label in preferred[entry]}}
    assert len(states) > 190
    assert missing == {"auth:cook-islands", "auth:niue"}  # no members


def test_a_meaning_is_given_in_both_languages_or_not_at_all() -> None:
    for predicate in ("skos:definition", "skos:scopeNote"):
        for entry, texts in values(predicate).items():
            assert sorted(text.language for text in texts) == sorted(LANGUAGES), entry


def test_no_name_is_given_twice_to_one_entry() -> None:
    """SKOS section 5.4: a name is preferred, alternative or hidden, never two of them."""
    kinds = [values(f"skos:{kind}Label") for kind in ("pref", "alt", "hidden")]
    for entry in ENTRIES:
        names = [(label.value, label.language) for kind in kinds for label in kind.get(entry, ())]
        assert len(names) == len(set(names)), entry


def test_no_two_entries_share_a_preferred_name() -> None:
    owners: dict[tuple[str, str], str] = {}
    for entry, labels in values("skos:prefLabel").items():
        for label in labels:
            key = (flatten(label.value), label.language)
            assert owners.setdefault(key, entry) == entry, f"{label.value} names {owners[key]} and {entry}"


def test_no_two_entries_share_any_name() -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for entry in ontology.load_lexicon().entries:
        for name in (*(label.text for label in entry.labels), *entry.hidden):
            owners[name if case_sensitive(name) else flatten(name)].add(entry.id)
    assert {name: sorted(found) for name, found in owners.items() if len(found) > 1} == {}


def test_a_name_is_one_tidy_line() -> None:
    for kind in ("pref", "alt", "hidden"):
        for entry, labels in values(f"skos:{kind}Label").items():
            for label in labels:
                assert label.value == " ".join(label.value.split()), entry
                assert len(label.value) > 1, entry


@pytest.mark.parametrize("word", ["aids", "act", "page", "care", "ada", "ida", "aid", "is", "at", "utang", "kejenuhan", "the fund"])
def test_no_name_is_an_ordinary_word(word: str) -> None:
    known = ontology.load_lexicon().named(word)
    assert known is None or case_sensitive(next(label.text for label in known.labels if flatten(label.text) == word))


def test_every_phrase_that_must_not_match_contains_a_name_of_its_entry() -> None:
    for entry in ontology.load_lexicon().entries:
        names = [flatten(name) for name in (*(label.text for label in entry.labels), *entry.hidden)]
        for phrase in map(flatten, entry.never):
            assert any(name in phrase for name in names), f"{entry.id}: {phrase}"
            assert phrase not in names, f"{entry.id}: {phrase}"


def test_every_entry_has_a_class_of_the_vocabulary_and_is_a_concept_of_its_scheme() -> None:
    schemes, classes = values("skos:inScheme"), values("rdf:type")
    for entry in ENTRIES:
        assert next(ontology.compact(scheme.value) for scheme in schemes[entry]) in SCHEMES, entry
        stated = {ontology.compact(kind.value) for kind in classes[entry]}
        assert "skos:Concept" in stated, entry
        assert all(ontology.has_term(kind) for kind in stated - {"skos:Concept"}), entry


def test_every_link_leads_to_an_entry() -> None:
    for predicate in ("skos:broader", "skos:related", "skos:topConceptOf"):
        for entry, targets in values(predicate).items():
            for target in targets:
                assert ontology.compact(target.value) in {*ENTRIES, *SCHEMES}, f"{entry} {predicate} {target}"
                assert ontology.compact(target.value) != entry


def test_no_concept_is_broader_than_itself() -> None:
    broader = {entry: [ontology.compact(target.value) for target in targets] for entry, targets in values("skos:broader").items()}
    for entry in broader:
        above, level = set[str](), [entry]
        while level:
            level = [name for current in level for name in broader.get(current, ()) if name not in above]
            above.update(level)
        assert entry not in above
        related = {ontology.compact(target.value) for target in values("skos:related").get(entry, ())}
        assert not related & above, f"{entry} is related to what stands above it (SKOS section 8.4)"


def test_the_links_outwards_are_the_verified_ones() -> None:
    links = {
        (entry, ontology.compact(target.value))
        for predicate in ("skos:exactMatch", "skos:closeMatch")
        for entry, targets in values(predicate).items()
        for target in targets
    }
    assert links == VERIFIED
    assert list(values("skos:closeMatch")) == ["concept:south-south-cooperation"]
    outside = [value.value for _, predicate, value in AUTHORITY if isinstance(value, ox.NamedNode) and predicate != "dct:license"]
    own = tuple(FIXED[prefix] for prefix in ("auth", "concept", "ssc", "skos"))
    assert {ontology.compact(iri) for iri in outside if not iri.startswith(own)} == {target for _, target in VERIFIED}


def test_every_member_state_has_its_codes() -> None:
    codes = values("dct:identifier")
    alpha = [code.value for found in codes.values() for code in found if re.fullmatch(r"ISO 3166-1 [A-Z]{3}", code.value)]
    numeric = [code.value for found in codes.values() for code in found if re.fullmatch(r"UN M49 [0-9]{3}", code.value)]
    assert len(alpha) == len(set(alpha)) == len(numeric) == len(set(numeric)) >= 195
    assert sum(len(found) for found in codes.values()) == len(alpha) + len(numeric)


@pytest.mark.parametrize("file_name", AUTHORITY_FILES)
def test_a_file_is_sorted_and_has_one_entry_a_paragraph(file_name: str) -> None:
    text = resources.read("ontology", file_name).decode()
    heads = re.findall(r"^((?:auth|concept):[^\s]+)$", text, flags=re.MULTILINE)
    assert heads[0] in SCHEMES
    assert heads[1:] == sorted(set(heads[1:]), key=lambda head: head.partition(":")[2])
    assert text.count("\n\n") == len(heads) + 1
    assert re.fullmatch(r"[a-z0-9-]+", "".join(head.partition(":")[2] for head in heads))


# --- what the module makes of them


def test_types_stand_the_most_specific_first_without_skos() -> None:
    known = ontology.load_lexicon().by_id
    assert known["auth:unossc"].types == ("ssc:IntergovernmentalBody", "ssc:Organization")
    assert known["auth:buenos-aires-plan-of-action"].types == ("ssc:PlanOfAction", "ssc:PolicyInstrument")
    assert known["concept:aid-fatigue"].types == ("ssc:Concept",)


def test_labels_stand_the_preferred_first() -> None:
    labels = ontology.load_lexicon().by_id["auth:undp"].labels
    assert [(label.text, label.language) for label in labels if label.preferred] == [
        ("United Nations Development Programme", "en"),
        ("Program Pembangunan Perserikatan Bangsa-Bangsa", "id"),
        ("Programa de las Naciones Unidas para el Desarrollo", "es"),
    ]
    assert [label.preferred for label in labels] == sorted((label.preferred for label in labels), reverse=True)


def test_a_description_is_closed_and_leaves_out_what_serves_the_search() -> None:
    triples = ontology.describe(["concept:self-reliance", "concept:collective-self-reliance", "auth:undp", "entity:x", "auth:nobody"])
    subjects = {cast("ox.NamedNode", triple.subject).value for triple in triples}
    assert {ontology.compact(iri) for iri in subjects} == {
        "concept:self-reliance",
        "concept:collective-self-reliance",
        "auth:undp",
        "concept:scheme",
        "auth:organisations",
    }
    own = tuple(FIXED[prefix] for prefix in ("auth", "concept"))
    named = {triple.object.value for triple in triples if isinstance(triple.object, ox.NamedNode)}
    assert {iri for iri in named if iri.startswith(own)} <= subjects
    predicates = {ontology.compact(triple.predicate.value) for triple in triples}
    assert predicates >= {"rdf:type", "skos:prefLabel", "skos:altLabel", "skos:definition", "skos:exactMatch", "skos:broader", "dct:title"}
    assert not predicates & {"skos:hiddenLabel", "ssc:mustNotMatch"}


def test_a_description_does_not_depend_on_the_order_asked_for() -> None:
    names = ["auth:undp", "auth:unossc", "concept:aid-fatigue"]
    assert ontology.describe(names) == ontology.describe(reversed(names))
    assert ontology.describe([]) == []


@given(st.sampled_from([*FIXED, *INSTANCES]), st.from_regex(r"[A-Za-z0-9.-]{1,12}", fullmatch=True))
def test_compacting_undoes_expanding(prefix: str, local: str) -> None:
    for base in (DEFAULT_BASE, "https://example.org/kg#"):
        assert ontology.compact(expand(f"{prefix}:{local}", base=base), base=base) == f"{prefix}:{local}"


@pytest.mark.parametrize("iri", ["https://example.org/x", "https://w3id.org/ssc-graph/ns/", "urn:x"])
def test_an_iri_that_no_prefix_covers_stays(iri: str) -> None:
    assert ontology.compact(iri) == iri


@pytest.fixture
def broken_files(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    """Data files to be read in the place of the published ones."""
    files: dict[str, str] = {}
    read, names = resources.read, resources.names
    monkeypatch.setattr(resources, "read", lambda folder, name: files[name].encode() if name in files else read(folder, name))
    monkeypatch.setattr(resources, "names", lambda folder, suffix: tuple(sorted({*names(folder, suffix=suffix), *files})))
    caches = (
        ontology._parse,
        ontology._authority,
        ontology._vocabulary,
        ontology._our_classes,
        ontology.superclasses,
        ontology.load_lexicon,
    )

    def forget() -> None:
        for function in caches:
            function.cache_clear()

    forget()
    yield files
    monkeypatch.undo()
    forget()


HEAD = "".join(f"@prefix {prefix}: <{FIXED[prefix]}> .\n" for prefix in ("auth", "skos", "ssc"))


@pytest.mark.parametrize(
    ("turtle", "message"),
    [
        ("auth:one a ssc:Organization ;;; skos:prefLabel .\n", r"^ontology/zz\.ttl:4:\d+: the Turtle is broken"),
        ('auth:one a ssc:Wizard ; skos:prefLabel "One"@en .\n', r"^ontology/zz\.ttl: auth:one has no class of the vocabulary"),
        ('auth:one skos:prefLabel "One"@en .\n', r"^ontology/zz\.ttl: auth:one has no class of the vocabulary"),
        ("auth:one a ssc:Organization .\n", r"auth:one has no label"),
        ('auth:undp a ssc:Organization ; skos:prefLabel "Again"@en .\n', r"auth:undp is described in organisations\.ttl too"),
    ],
)
def test_a_broken_file_is_reported_with_its_place(broken_files: dict[str, str], turtle: str, message: str) -> None:
    broken_files["zz.ttl"] = HEAD + turtle
    with pytest.raises(DataFileError, match=message) as caught:
        ontology.load_lexicon()
    assert "\n" not in str(caught.value)


def test_a_plain_concept_has_no_other_class(broken_files: dict[str, str]) -> None:
    broken_files["zz.ttl"] = HEAD + 'auth:one a skos:Concept ; skos:prefLabel "Nothing else"@en .\n'
    assert ontology.load_lexicon().by_id["auth:one"].types == ("skos:Concept",)


# --- the JSON-LD context


CONTEXT: dict[str, Any] = json.loads(resources.read("ontology", "context.jsonld"))["@context"]


def meaning(key: str) -> str:
    """Return the IRI that a key of the context stands for."""
    definition = CONTEXT[key]
    iri = definition if isinstance(definition, str) else definition.get("@id", definition.get("@reverse"))
    prefix, _, local = iri.partition(":")
    return cast("str", CONTEXT[prefix] + local if prefix in CONTEXT else iri)


def test_every_term_of_the_vocabulary_is_a_key_under_its_own_name() -> None:
    for curie in TERMS:
        assert meaning(curie.removeprefix("ssc:")) == expand(curie)


def test_every_namespace_has_a_prefix_in_the_context() -> None:
    iris = {iri for iri in CONTEXT.values() if isinstance(iri, str)}
    assert {*FIXED.values(), *(f"{DEFAULT_BASE}{name}/" for name in INSTANCES)} <= iris


def test_a_date_keeps_its_granularity() -> None:
    for relation in ("adoptedOn", "endorsedOn", "establishedOn", "heldOn", "renamedOn"):
        assert CONTEXT[relation] == f"ssc:{relation}"


def test_names_in_two_languages_come_back_from_the_context() -> None:
    node = {
        "@id": "auth:undp",
        "@type": "IntergovernmentalBody",
        "prefLabel": {"en": "United Nations Development Programme", "id": "Program Pembangunan PBB"},
        "altLabel": {"en": ["UNDP", "UN Development Programme"], "@none": "PNUD"},
        "partOf": "auth:united-nations",
        "establishedOn": {"@value": "1965", "@type": "xsd:gYear"},
    }
    text = json.dumps({"@context": CONTEXT, **node})
    read = {(ontology.compact(quad.predicate.value), str(quad.object)) for quad in ox.parse(text.encode(), format=ox.RdfFormat.JSON_LD)}
    assert read == {
        ("rdf:type", f"<{FIXED['ssc']}IntergovernmentalBody>"),
        ("skos:prefLabel", '"United Nations Development Programme"@en'),
        ("skos:prefLabel", '"Program Pembangunan PBB"@id'),
        ("skos:altLabel", '"UNDP"@en'),
        ("skos:altLabel", '"UN Development Programme"@en'),
        ("skos:altLabel", '"PNUD"'),
        ("ssc:partOf", f"<{FIXED['auth']}united-nations>"),
        ("ssc:establishedOn", f'"1965"^^<{FIXED["xsd"]}gYear>'),
    }


def test_the_frame_names_only_keys_of_the_context() -> None:
    frame = json.loads(resources.read("ontology/frames", "document.jsonld"))

    def keys(node: object) -> Iterator[str]:
        for key, value in node.items() if isinstance(node, dict) else ():
            if not key.startswith("@"):
                yield key
            yield from keys(value)

    unknown = [key for key in keys(frame) if key not in CONTEXT and key.partition(":")[0] not in CONTEXT]
    assert unknown == []
    assert frame["@type"] in CONTEXT
