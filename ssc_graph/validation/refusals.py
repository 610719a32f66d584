"""What a stranger's shapes may not do (S7, S8, S29, S31), and what of SHACL is not evaluated."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from pyoxigraph import Literal

from ssc_graph.errors import GraphError
from ssc_graph.namespaces import FIXED, expand
from ssc_graph.validation.terms import Statement, Term

_SH = FIXED["sh"]
_IMPORTS = expand("owl:imports")

#: SHACL 1.0, Core and SPARQL: what the engines evaluate, describe or report with.
_CORE_AND_SPARQL = (
    "targetClass targetNode targetObjectsOf targetSubjectsOf path inversePath alternativePath zeroOrMorePath oneOrMorePath "
    "zeroOrOnePath property node class datatype nodeKind minCount maxCount minExclusive minInclusive maxExclusive maxInclusive "
    "minLength maxLength pattern flags languageIn uniqueLang equals disjoint lessThan lessThanOrEquals not and or xone "
    "qualifiedValueShape qualifiedMinCount qualifiedMaxCount qualifiedValueShapesDisjoint closed ignoredProperties hasValue in "
    "severity message deactivated name description order group defaultValue sparql select ask prefixes declare prefix namespace "
    "parameter optional labelTemplate validator nodeValidator propertyValidator conforms result focusNode value resultPath "
    "resultSeverity resultMessage sourceShape sourceConstraint sourceConstraintComponent detail shapesGraph suggestedShapesGraph"
)
_KNOWN = frozenset(_SH + name for name in _CORE_AND_SPARQL.split())
#: Comments, IRIs and strings of SPARQL, in which no keyword stands; each alternative is linear.
_QUIET = re.compile(
    r"<[^<>\"{}|^`\\\x00-\x20]*>|#[^\n\r]*"
    r"|\"\"\"(?:[^\"\\]|\\.|\"(?!\"\"))*\"\"\"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r"|\"(?:[^\"\\\n\r]|\\.)*\"|'(?:[^'\\\n\r]|\\.)*'",
    re.DOTALL,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_RDFLIB_ESCAPE = re.compile(r"\\u([0-9a-f]{4}(?:[0-9a-f]{4})?)", re.IGNORECASE)
_REACHING = re.compile(r"(?<![\w?$:-])(service|from|load)(?![\w:-])", re.IGNORECASE)
_UNBINDABLE = re.compile(r"\b(?:minus|values)\b|\bas\s+[?$]\w|\bselect\b.*\bselect\b", re.IGNORECASE | re.DOTALL)
_LAST_CODE_POINT = 0x10FFFF
#: Properties whose values are queries.
QUERIES = frozenset(_SH + name for name in ("select", "ask", "construct", "update"))
#: What pySHACL writes before a query as it stands there, so that a part of a query could be hidden in it.
_DECLARED = {
    _SH + "prefix": re.compile(r"[^\s<>\"{}|^`\\\x00-\x20:#']*"),
    _SH + "namespace": re.compile(r"[^<>\"{}|^`\\\x00-\x20]*"),
}
_WITHOUT_END = frozenset("*+")
#: An escaped character, a character class, a bracket of a group, an unbounded repetition, or anything else.
_PATTERN_TOKEN = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(|\)|[*+]|\{\d*,\}|.", re.DOTALL)


def refuse_reach(triples: Iterable[Statement], where: str) -> None:
    """Refuse queries that would read another graph, a file or the network, or that could take forever.

    Raises:
        GraphError: a query holds SERVICE, FROM or LOAD, or a regular expression that repeats a repetition; or a prefix or namespace
            that is declared for queries is none, so that a part of a query could stand in it.
    """
    for _, predicate, value in triples:
        if (form := _DECLARED.get(predicate.value)) and not form.fullmatch(value.value):
            name = predicate.value.removeprefix(_SH)
            raise GraphError(f"sh:{name} holds what no {name} can hold, which is refused: {value.value!r}", where=where)
        if predicate.value in QUERIES and isinstance(value, Literal):
            # Escapes are resolved first: SPARQL 1.1 section 19.2, and as rdflib does it, which takes eight digits behind a small u, too.
            query = _ESCAPE.sub(_character, value.value)
            readings = (query, _RDFLIB_ESCAPE.sub(_character, value.value))
            if found := next(filter(None, (_REACHING.search(_QUIET.sub(" ", reading)) for reading in readings)), None):
                what = f"a query of the shapes reaches out of the graph with {found.group().upper()}, which is refused"
                raise GraphError(what, where=where, hint="remove that part of the query")
            for text in _QUIET.findall(query):
                if text.startswith(("'", '"')) and repeats_repetition(text.replace("\\\\", "\\")):
                    raise GraphError(f"a query of the shapes repeats a repetition and could take forever: {text}", where=where)


def breaks_prebinding(triples: Iterable[Statement]) -> bool:
    """Whether a query may break the rules of pre-binding (SHACL section 5.2.1), which only pySHACL checks."""
    queries = (value.value for _, predicate, value in triples if predicate.value in QUERIES)
    return any(_UNBINDABLE.search(_QUIET.sub(" ", query)) for query in queries)


def _character(found: re.Match[str]) -> str:
    code = int(found.group(1) or found.group(2), 16)
    return chr(code) if code <= _LAST_CODE_POINT else " "


def not_evaluated(triples: Sequence[Statement]) -> Mapping[Statement, tuple[Term, str]]:
    """Return what no engine here is to evaluate, with the node that asks for it and the reason.

    Parts of SHACL beyond Core and SPARQL (rules, functions, JavaScript, …), graphs to import, and patterns that repeat a
    repetition and could so take forever.
    """
    here = {subject for subject, _, _ in triples}
    found: dict[Statement, tuple[Term, str]] = {}
    for triple in triples:
        subject, predicate, value = triple
        name = predicate.value
        if name == _IMPORTS and value not in here:
            found[triple] = subject, f"owl:imports {value.value} is not followed"
        elif name.startswith(_SH) and name not in _KNOWN:
            found[triple] = subject, f"sh:{name.removeprefix(_SH)} is not evaluated"
        elif name == _SH + "pattern" and isinstance(value, Literal) and repeats_repetition(value.value):
            found[triple] = subject, f"the pattern {value.value} repeats a repetition and could take forever"
    return found


def repeats_repetition(pattern: str) -> bool:
    r"""Whether a group that holds an unbounded repetition is itself repeated without a bound.

    >>> repeats_repetition("^(a+)+$"), repeats_repetition("^[0-9]{4}(?:-[0-9]{2}){0,2}$")
    (True, False)
    """
    groups, closed = [False], False
    for piece in _PATTERN_TOKEN.findall(pattern):
        if piece == "(":
            groups.append(False)
        elif piece in _WITHOUT_END or piece.endswith(",}"):
            if closed:
                return True
            groups[-1] = True
        closed = piece == ")" and len(groups) > 1 and groups.pop()
        groups[-1] = groups[-1] or closed
    return False
