"""Linguistic rules and word tables: typed loaders and checks of the YAML files beside the engine.

A rule is anchored on its trigger: the words that, once found, let the engine look outwards for the roles. Every rule carries examples,
positive and negative, and the tests run them. YAML reads ``NO`` as False and ``1.10`` as 1.1, so a scalar that is no string is refused
where a string is due.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from types import MappingProxyType
from typing import Any

import yaml

from ssc_graph import resources
from ssc_graph.claims import RELATIONS, Modality
from ssc_graph.errors import DataFileError

#: The languages that are read: one for each folder with ``words.yaml``; a new language is new data files.
LANGUAGES = resources.folders("extraction", holding="words.yaml")

#: What a language may be like, beyond its words; ``traits`` in its ``words.yaml``.
_TRAITS = frozenset(
    {
        "acronyms-introduce",  # "Cadangan Beras Darurat (CBD)": a name with its acronym is what the next sentences are about
        "adjectives-first",  # "tied food aid"
        "aims-are-phrases",  # one word alone is no aim: "Its aims are to:" introduces a list
        "appositions-describe",  # "Dana X (DX), tabungan bersama yang …, dimaksudkan untuk"
        "apposed-before-verb",  # "the president, Ana Lima, had left"
        "articles-point-back",  # "The organization" at the head of a paragraph is the one named before
        "bodies-decide",  # of the Assembly an act is hoped ("we hope that it will agree"), no effect
        "brief-nouns-joined",  # "kesetaraan dan saling menguntungkan" are two principles
        "causes-are-nouns",  # neither a phrase behind a preposition nor somebody's name is a cause
        "clause-behind-relative",  # ", which India set up": a subject of its own may follow a relative
        "definitions-explain-one-word",  # another word between the term and its copula is part of another term
        "demonstratives-follow",  # "keadaan itu"
        "descriptions-happen",  # "program tumpang tindih": nouns in lower case that name what comes about
        "effects-happen",  # neither a phrase behind a preposition nor somebody alone is an effect
        "forums-meet",  # "forum" is a meeting or the body that meets
        "general-nouns-point-at-topic",  # "organisasi ini" for the programme that the document is about
        "glosses-in-brackets",  # "stok tersisih (earmarked stock)"
        "heads-first",  # "Konferensi Asia-Afrika", "Plan de Acción"
        "infinitives-bare",  # "tujuannya membangun", "su objetivo es construir": no "to" before what is to be done
        "linkers-join-verbs",  # "bertujuan untuk A dan memudahkan B"
        "lists-close-clauses",  # "merusak sawah, pelabuhan, dan rel; akibatnya …"
        "marks-close-clauses",  # a clause before a comma, a semicolon or a dash is what was said before
        "nominal-affixes",  # "berakhirnya", "kemiskinan": a noun made of a verb shows it
        "nouns-complete-predicates",  # "Mali dan Togo terdaftar sebagai anggota …"
        "one-verb-form",  # verbs in a list all look alike, no "-ing" beside "to"
        "participle-fronted",  # "Established in 1977, it owes …"
        "pronouns-keep-types",  # "It" as a cause is what it stands for, where that comes about
        "relatives-resume-clauses",  # "Pelabuhan ditutup, yang menyebabkan …": what was said as a whole
        "relatives-share-predicates",  # "X, yang disepakati di Paris dan bertumpu pada …"
        "said-behind-comma",  # "Menteri menegaskan, forum itu …"
        "short-name-behind-comma",  # "the Fund, or PGTF"
        "sources-put-in",  # "X, menurut dia, bersumber dari Y"
        "terms-exact",  # a term is all of its words, and neither somebody nor something owned
        "titles-before-names",  # "the historian Rina Wulandari contends"
        "works-behind-their-kind",  # "buku Jalan Sunyi"
    }
)

Phrase = tuple[str, ...]

_FORMS = frozenset(
    (
        "after-instead aim-owner aimed alias-owner apposed apposed-term asked asked-term asked-thing asserted attendee attendees "
        "beside book-author both bracketed caused circumstance cited-publisher cited-title clause cleft-contrast cleft-focus "
        "cleft-rest club-joined coined colon-list colon-listed comparing complement complement-things context context-situation "
        "context-thing date date-before dated-symbol defined degree degreed denied earlier-title ended ending felt founded "
        "founded-thing fronted fronted-aim fronted-clause fronted-gerund fronted-object fronted-reason fronted-state gapped gerund "
        "glossed graded happening head holder hoped hoped-thing hoped-verb host infinitive into introduced introduced-name its-date "
        "keeper later-person later-thing latest listed listed-statements lone-mention main main-clause mention mention-words name "
        "named near-date near-place nearest-person next-date next-name opening origin own own-complement own-term owned owned-list "
        "owner past phrase place possessor predicate predication previous principle-owner principled prior promoter proposed purpose "
        "purposeful quality reason refuted relative-subject renamed rest same-head sampled sampled-before self series set-apart-list "
        "shared-club spoken spoken-thing standing statement subject subject-of-sentence subject-or-mention symbol taken-up term theme "
        "titled titled-name told undergone until until-copula verbal whole-sentence work "
    ).split()
)
_SIDES = ("left", "right", "any")
_TABLES = "words.yaml"
#: Tags of nodes that state none, by their kind; no other tag is for rules.
_KINDS: Mapping[type[yaml.Node], str] = MappingProxyType(
    {
        yaml.ScalarNode: "tag:yaml.org,2002:str",
        yaml.SequenceNode: "tag:yaml.org,2002:seq",
        yaml.MappingNode: "tag:yaml.org,2002:map",
    }
)
_TAGS = frozenset(_KINDS.values())
_SPLITS = ("none", "auto")


@dataclass(frozen=True, slots=True)
class Role:
    """What a trigger looks for on one of its sides.

    Args:
        name: ``subject``, ``object`` or a name that the rule's claims use; ``source`` is whom the document names for the claims.
        form: kind of span: ``subject`` (the grammatical subject), ``clause``, ``phrase``, ``verbal`` (a verb phrase), ``mention``
            (named things of the right type), ``name``, ``date``, ``place``, ``symbol`` (a document symbol), ``title``.
        side: ``left``, ``right`` or ``any``.
        types: names of type groups that the thing must belong to; empty for anything.
        after: words that must introduce it (prepositions).
        optional: whether the claim stands without it (claims that need it are then left out).
        split: whether coordinated parts become claims of their own.
    """

    name: str
    form: str
    side: str = "right"
    types: tuple[str, ...] = ()
    after: tuple[Phrase, ...] = ()
    optional: bool = False
    split: str = "auto"


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence with the claims that the rule must find in it, as ``subject | relation | object``; none for a negative example."""

    text: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """One construction of a language.

    Args:
        id: stable name, ``language.relation.construction``.
        triggers: the words that anchor it.
        skip: words that may stand between the trigger and what follows.
        roles: what to look for.
        claims: relation, role of the subject, role of the object.
        position: the trigger must open its sentence (``initial``), must not (``medial``), may stand anywhere behind a question
            (``answering``), or anywhere (empty).
        before, after: words of which one must directly precede or follow the trigger.
        not_before, not_after: words that must not.
        modality: how firm the construction itself is.
        negated: the construction itself denies what it names ("not because …").
        firm: the rule is silent where the verb group hopes or plans (another rule reads that).
        governing: the trigger must govern an object where it stands ("prices scare buyers"), as a noun of the same form does not.
        confidence: 0 to 1, what its author expects; the counts of `extraction.confidence` are weighed against it.
        examples: sentences that the tests run.
    """

    id: str
    language: str
    triggers: tuple[Phrase, ...]
    roles: tuple[Role, ...]
    claims: tuple[tuple[str, str, str], ...]
    confidence: float
    skip: tuple[Phrase, ...] = ()
    position: str = ""
    before: tuple[Phrase, ...] = ()
    after: tuple[Phrase, ...] = ()
    not_before: tuple[Phrase, ...] = ()
    not_after: tuple[Phrase, ...] = ()
    modality: Modality = Modality.ASSERTED
    firm: bool = False
    governing: bool = False
    negated: bool = False
    examples: tuple[Example, ...] = ()

    def role(self, name: str) -> Role:
        """Return the role of that name.

        Raises:
            KeyError: the rule has no such role.
        """
        for role in self.roles:
            if role.name == name:
                return role
        raise KeyError(name)


@dataclass(frozen=True)
class Grammar:
    """All that the engine knows of one language.

    Args:
        language: code of the language, one of :data:`LANGUAGES`.
        rules: in file and line order.
        words: table name to phrases, longest first.
        maps: table name to a mapping of a phrase to a value (months, head nouns, ordinals).
    """

    language: str
    rules: tuple[Rule, ...]
    words: Mapping[str, tuple[Phrase, ...]]
    maps: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def load_yaml(data: bytes, *, where: str) -> Any:  # noqa: ANN401 (what a file holds is checked by the callers)
    """Return the content of a YAML file in which every scalar is a string or a list or mapping of strings.

    Raises:
        DataFileError: it is no YAML, or a scalar was read as something other than a string (quote it).
    """
    try:
        root = yaml.compose(data, Loader=_StringLoader)
        return None if root is None else _content(root)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"{where}:{mark.line + 1}:{mark.column + 1}" if mark else where
        raise DataFileError(f"not valid YAML ({getattr(error, 'problem', None) or error})", where=place) from error
    except RecursionError as error:
        raise DataFileError("not valid YAML (a list or mapping that holds itself)", where=where) from error


def _content(node: yaml.Node) -> Any:  # noqa: ANN401
    """What a node holds; half the work of PyYAML's own constructors, which know of more than strings, lists and mappings."""
    if node.tag not in _TAGS:
        raise yaml.constructor.ConstructorError(None, None, f"the tag {node.tag!r} is not for rules", node.start_mark)
    if isinstance(node, yaml.ScalarNode):
        return node.value
    if isinstance(node, yaml.SequenceNode):
        return [_content(item) for item in node.value]
    return {_content(key): _content(value) for key, value in node.value}


class _StringLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML without implicit types: ``NO``, ``1.10`` and ``22:10`` stay the words that they are."""

    yaml_implicit_resolvers: dict[str, list[Any]] = {}  # noqa: RUF012 (PyYAML's own class attribute)

    def resolve(self, kind: type[yaml.Node], value: Any, implicit: Any) -> str:  # noqa: ANN401 (PyYAML's own interface)
        """Return the tag of a node that states none: it is told by the kind of the node alone."""
        return _KINDS[kind]


@cache
def load_grammar(language: str) -> Grammar:
    """Return the grammar of a language: the tables of ``words.yaml`` and the rules of all other files of its folder.

    Raises:
        DataFileError: a file is broken; the message names the file and the rule.

    >>> load_grammar("id").language
    'id'
    """
    folder = f"extraction/{language}"
    rules: list[Rule] = []
    for name in resources.names(folder, suffix=".yaml"):
        if name != _TABLES:
            content = load_yaml(resources.read(folder, name), where=f"{folder}/{name}")
            rules += [read_rule(item, language=language, where=f"{folder}/{name}") for item in content or ()]
    _check_unique(rules, where=folder)
    return replace(load_tables(language), rules=tuple(rules))


@cache
def load_tables(language: str) -> Grammar:
    """Return the word tables of a language alone, as a grammar without rules: an Indonesian text holds English names, no English clauses.

    Raises:
        DataFileError: the file is broken.

    >>> load_tables("en").rules
    ()
    """
    folder = f"extraction/{language}"
    words: dict[str, tuple[Phrase, ...]] = {}
    maps: dict[str, Mapping[str, str]] = {}
    where = f"{folder}/{_TABLES}"
    _read_tables(load_yaml(resources.read(folder, _TABLES), where=where), words, maps, where=where)
    return Grammar(language, (), MappingProxyType(words), MappingProxyType(maps))


def _read_tables(
    content: Mapping[str, Any], words: dict[str, tuple[Phrase, ...]], maps: dict[str, Mapping[str, str]], *, where: str
) -> None:
    for table, value in content.items():
        if isinstance(value, Mapping):
            maps[table] = MappingProxyType({key: text for text, keys in value.items() for key in _strings(keys, where=f"{where}: {table}")})
        else:
            words[table] = phrases(_strings(value, where=f"{where}: {table}"))
    if unknown := {" ".join(trait) for trait in words.get("traits", ())} - _TRAITS:
        raise DataFileError(f"unknown trait {min(unknown)!r}", where=where)


def _check_unique(rules: Iterable[Rule], *, where: str) -> None:
    seen: set[str] = set()
    for rule in rules:
        if rule.id in seen:
            raise DataFileError(f"the rule id {rule.id} is used twice", where=where)
        seen.add(rule.id)


def phrases(texts: Iterable[str]) -> tuple[Phrase, ...]:
    """Return word sequences, the longest first, so that the first match is the longest.

    >>> phrases(["dan", "antara lain"])
    (('antara', 'lain'), ('dan',))
    """
    return tuple(sorted((tuple(text.lower().split()) for text in texts), key=lambda words: (-len(words), words)))


def _strings(value: Any, *, where: str) -> tuple[str, ...]:  # noqa: ANN401
    if isinstance(value, str):
        return (value,)
    if isinstance(value, Sequence) and all(isinstance(item, str) for item in value):
        return tuple(value)
    raise DataFileError(f"expected words, found {value!r}", where=where)


_RULE_KEYS = frozenset(
    (
        "after before claims confidence examples firm governing id left modality "
        "negated not_after not_before position relation right roles skip triggers "
    ).split()
)


def read_rule(item: Mapping[str, Any], *, language: str, where: str) -> Rule:
    """Return the rule that a YAML mapping states, checked.

    Raises:
        DataFileError: a key is unknown or missing, a relation, form or side does not exist, or there is no example.
    """
    place = f"{where}: {item.get('id', 'a rule without id')}"
    if unknown := set(item) - _RULE_KEYS:
        raise DataFileError(f"unknown key {min(unknown)!r}", where=place)
    try:
        roles = _read_roles(item, place)
        claims = tuple(_read_claim(text, place) for text in _strings(item.get("claims", ()), where=place))
        if "relation" in item and not claims:
            claims = ((str(item["relation"]), "subject", "object"),)
        rule = Rule(
            id=item["id"],
            language=language,
            triggers=phrases(_strings(item["triggers"], where=place)),
            roles=roles,
            claims=claims,
            confidence=float(item["confidence"]),
            position=item.get("position", ""),
            modality=Modality(item.get("modality", "asserted")),
            firm=item.get("firm", "no") == "yes",
            governing=item.get("governing", "no") == "yes",
            negated=item.get("negated", "no") == "yes",
            examples=tuple(_read_example(example, place) for example in item["examples"]),
            **{key: phrases(_strings(item.get(key, ()), where=place)) for key in ("skip", "before", "after", "not_before", "not_after")},
        )
    except (KeyError, ValueError) as error:
        raise DataFileError(f"missing or wrong: {error}", where=place) from error
    _check_rule(rule, place)
    return rule


def _read_roles(item: Mapping[str, Any], place: str) -> tuple[Role, ...]:
    """Roles as a list, or ``left:``/``right:`` of a two-place rule as ``role form [group …]``."""
    roles = [_read_role(name, text, place) for name, text in item.get("roles", {}).items()]
    for side in ("left", "right"):
        if side in item:
            name, _, rest = str(item[side]).partition(" ")
            roles.append(_read_role(name, f"{side} {rest}", place))
    return tuple(roles)


def _read_role(name: str, text: str, place: str) -> Role:
    """``side form [group|group] [after word|word] [optional] [whole]``, words of one phrase joined by ``_``."""
    side, form, *rest = text.split()
    if side not in _SIDES or form not in _FORMS:
        raise DataFileError(f"role {name}: no such side or form in {text!r}", where=place)
    types: tuple[str, ...] = ()
    after: tuple[Phrase, ...] = ()
    flags = {"optional", "whole"}
    position = 0
    while position < len(rest):
        word = rest[position]
        if word == "after":
            position += 1
            after = phrases(part.replace("_", " ") for part in rest[position].split("|"))
        elif word not in flags:
            types = tuple(word.split("|"))
        position += 1
    return Role(name, form, side, types, after, optional="optional" in rest, split="none" if "whole" in rest else "auto")


def _read_claim(text: str, place: str) -> tuple[str, str, str]:
    subject, relation, target = (part.strip() for part in text.split("|"))
    if relation not in RELATIONS:
        raise DataFileError(f"unknown relation {relation!r}", where=place)
    return relation, subject, target


def _read_example(item: Mapping[str, Any], place: str) -> Example:
    return Example(item["text"], _strings(item.get("claims", ()), where=place))


def _check_rule(rule: Rule, place: str) -> None:
    names = {role.name for role in rule.roles}
    for relation, subject, target in rule.claims:
        if relation not in RELATIONS:
            raise DataFileError(f"unknown relation {relation!r}", where=place)
        if not {subject, target} <= names:
            raise DataFileError(f"a claim names a role that is not there: {subject} {target}", where=place)
    if not rule.claims or not rule.triggers:
        raise DataFileError("a rule needs triggers and claims", where=place)
    if not any(example.claims for example in rule.examples) or all(example.claims for example in rule.examples):
        raise DataFileError("a rule needs a positive and a negative example", where=place)
