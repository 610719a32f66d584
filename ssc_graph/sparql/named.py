"""Named queries: data files with a title and a question in two languages, and parameters.

A file ``queries/<name>.rq`` begins with a head between two lines ``# ---``, in YAML behind ``#``; the rest is SPARQL, in which
``{{name}}`` stands for a parameter. A parameter of the kind ``thing`` becomes a pattern that binds the variable of its name: to the
IRI that is given, or to whatever bears the name that is given; without a value it becomes nothing, and the variable is free.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import Any, Final

from ssc_graph import resources
from ssc_graph.errors import DataFileError, UsageError
from ssc_graph.sparql import terms

LANGUAGES: Final = ("en", "id")
KINDS: Final = ("thing", "text", "number", "language", "relation")
CHARTS: Final = ("bar", "timeline", "network")
_FOLDER = "sparql/queries"
_COLUMNS = "columns.yaml"
_HEAD = re.compile(r"\A# ---\n((?:#.*\n)*?)# ---\n")
_NAME = re.compile(r"[A-Za-z][\w-]*")
_PLACE = re.compile(r"\{\{([a-z_]+)\}\}")
#: What a thing is called by: its labels, titles and symbols.
NAMES = "skos:prefLabel|skos:altLabel|ssc:alsoKnownAs|dct:title|dct:identifier|rdfs:label"
#: What the labels of a claim, a rule or a date are no names of.
_NO_THINGS = "ssc:Claim ssc:Rule oa:SpecificResource time:Instant time:ProperInterval"


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a user may fill in.

    Args:
        name: as it stands in the query.
        kind: ``thing`` (an IRI, a CURIE or a name), ``text``, ``number``, ``language`` or ``relation`` (of the vocabulary).
        default: what stands where nothing is given; empty for anything.
        label: what it means, by language.
    """

    name: str
    kind: str
    default: str
    label: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query with a name.

    Args:
        name: as a user types it.
        title, question: by language.
        parameters: in the order of the file.
        text: SPARQL with places for the parameters.
        chart: how the answer is drawn best: ``bar``, ``timeline``, ``network``, or None for a table alone.
        columns: what columns are called by language, where this query means something else by a name than the others.
    """

    name: str
    title: Mapping[str, str]
    question: Mapping[str, str]
    parameters: tuple[Parameter, ...]
    text: str
    chart: str | None = None
    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def headings(self, variables: Iterable[str], language: str) -> list[str]:
        """Return what the columns of the answer are called for people; programs take the names of the variables.

        Args:
            variables: of the answer.
            language: ``en`` or ``id``.

        >>> named_query("causes").headings(["cause", "according_to"], "id")
        ['penyebab', 'menurut']
        """
        known = {**_headings(), **self.columns}
        return [known[name][language] if name in known else name.replace("_", " ") for name in variables]

    def values(self, given: Mapping[str, str] | None = None) -> dict[str, str]:
        """Return the value of each parameter.

        Raises:
            UsageError: a value is given for a parameter that is not there.
        """
        known = {parameter.name: parameter.default for parameter in self.parameters}
        for name in given or {}:
            if name not in known:
                hint = f"it has {', '.join(known)}" if known else "it has none"
                raise UsageError(f"the query {self.name} has no parameter {name!r}", hint=hint)
        return known | dict(given or {})

    def bind(self, values: Mapping[str, str] | None = None) -> str:
        """Return the query with its parameters filled in; each value is built into a term and can be nothing else.

        Args:
            values: by parameter name; defaults stand where none is given.

        Raises:
            UsageError: a value is of the wrong kind, or for a parameter that is not there.

        >>> "VALUES ?thing { <https://w3id.org/ssc-graph/authority/undp> }" in named_query("parts").bind({"thing": "auth:undp"})
        True
        """
        chosen = self.values(values)
        terms_of = {parameter.name: _term(parameter, chosen[parameter.name]) for parameter in self.parameters}
        return _PLACE.sub(lambda found: terms_of[found[1]], self.text)


def _term(parameter: Parameter, value: str) -> str:
    try:
        if parameter.kind == "thing":
            return _thing(parameter.name, value)
        if parameter.kind == "relation":
            return _relation(parameter.name, value)
        makers = {"text": terms.literal, "number": terms.number, "language": terms.language}
        return makers[parameter.kind](value)
    except UsageError as error:
        raise UsageError(f"parameter {parameter.name}: {error.what}", hint=error.hint) from error


def _thing(variable: str, value: str) -> str:
    if not value:
        return ""
    if (found := terms.as_iri(value)) is not None:
        return f"VALUES ?{variable} {{ <{found}> }}"
    wanted = terms.literal(value.casefold())
    return (
        f"{{ SELECT DISTINCT ?{variable} WHERE {{ ?{variable} {NAMES} ?{variable}_name . FILTER(LCASE(STR(?{variable}_name)) = {wanted}) "
        f"FILTER NOT EXISTS {{ VALUES ?{variable}_kind {{ {_NO_THINGS} }} ?{variable} a ?{variable}_kind }} }} }}"
    )


def _relation(variable: str, value: str) -> str:
    if not value:
        return ""
    name = value if ":" in value else f"ssc:{value}"
    return f"VALUES ?{variable} {{ {terms.iri(name)} }}"


def is_name(text: str) -> bool:
    """Whether a text is the name of a query, or was meant as one: SPARQL has braces and spaces.

    >>> is_name("causes"), is_name("ASK { ?s ?p ?o }")
    (True, False)
    """
    return bool(_NAME.fullmatch(text))


def named_query(name: str) -> NamedQuery:
    """Return the query of a name.

    Raises:
        UsageError: there is none.
    """
    from difflib import get_close_matches

    known = {query.name: query for query in named_queries()}
    if name not in known:
        near = get_close_matches(name, known, n=3, cutoff=0.5)
        hint = f"did you mean {' or '.join(near)}?" if near else "query --list shows them"
        raise UsageError(f"there is no named query {name!r}", hint=hint)
    return known[name]


@cache
def named_queries() -> tuple[NamedQuery, ...]:
    """Return the named queries, sorted by name.

    Raises:
        DataFileError: a file is broken.

    >>> len(named_queries()) >= 25
    True
    """
    return tuple(_read(name) for name in resources.names(_FOLDER, suffix=".rq"))


@cache
def _headings() -> Mapping[str, Mapping[str, str]]:
    import yaml

    try:
        return _columns(yaml.safe_load(resources.read(_FOLDER, _COLUMNS)))
    except (yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
        raise DataFileError(f"the names of columns are broken: {error}", where=f"{_FOLDER}/{_COLUMNS}") from error


def _columns(said: Mapping[Any, Mapping[str, str]] | None) -> Mapping[str, Mapping[str, str]]:
    if wrong := [name for name in said or () if not isinstance(name, str)]:
        raise TypeError(f"{wrong[0]!r} is no text; YAML takes words like on and no for truth values, set them in quotes")
    return MappingProxyType({name: _both(labels) for name, labels in (said or {}).items()})


def _read(file_name: str) -> NamedQuery:
    import yaml

    where = f"{_FOLDER}/{file_name}"
    text = resources.read(_FOLDER, file_name).decode("utf-8")
    head = _HEAD.match(text)
    if head is None:
        raise DataFileError("the head between two lines '# ---' is missing", where=where)
    try:
        said = yaml.safe_load("".join(line.removeprefix("#").removeprefix(" ") + "\n" for line in head[1].splitlines()))
        return _query(file_name.removesuffix(".rq"), said, text[head.end() :])
    except (yaml.YAMLError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise DataFileError(f"the head is broken: {error}", where=where) from error


def _query(name: str, said: Mapping[str, Any], body: str) -> NamedQuery:
    parameters = tuple(
        Parameter(key, value["kind"], str(value.get("default", "")), _both(value["label"]))
        for key, value in (said.get("parameters") or {}).items()
    )
    used, declared = set(_PLACE.findall(body)), {parameter.name for parameter in parameters}
    if used != declared:
        raise ValueError(f"parameters {sorted(used ^ declared)} are used but not declared, or the other way round")
    if wrong := [parameter.kind for parameter in parameters if parameter.kind not in KINDS]:
        raise ValueError(f"unknown kind {wrong[0]!r}")
    if (chart := said.get("chart")) not in (None, *CHARTS):
        raise ValueError(f"unknown chart {chart!r}")
    columns = _columns(said.get("columns"))
    return NamedQuery(name, _both(said["title"]), _both(said["question"]), parameters, body.strip() + "\n", chart, columns)


def _both(said: Mapping[str, str]) -> Mapping[str, str]:
    return MappingProxyType({language: str(said[language]) for language in LANGUAGES})
