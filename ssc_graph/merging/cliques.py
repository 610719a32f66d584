"""Which things are one: links drawn together, and an alarm where they draw together what is not.

Links join two ids; what they join transitively is a clique. A clique is refused where it holds two ids of one scheme, two kinds of
thing, a pair that somebody looked at and parted, or more members than a thing has names: one of its links is wrong, and which of
several strangers' is not for us to guess. Of a refused clique only what a person decided, or our own sources state, still joins, if
that alone raises no alarm: no stranger's link takes apart what is known. Nothing is drawn as a closure: a union-find gives each
clique its members in nearly linear time.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from ssc_graph.merging.sssom import MANUAL
from ssc_graph.namespaces import DEFAULT_BASE, FIXED, expand

#: More ids than these for one thing are a mistake somewhere along the chain.
MOST_MEMBERS: Final = 16
_SCHEMES: Final = tuple(FIXED[prefix] for prefix in ("wd", "unbis", "eurovoc", "sdg", "auth", "concept"))
#: Names found in documents are no scheme: two of them may well be one thing.
_NO_SCHEMES: Final = (*(f"{DEFAULT_BASE}{folder}/" for folder in ("entity", "situation", "statement")), "urn:uuid:")
#: Which id stands for a clique, the first scheme that it has: ours, since our claims speak of it; then Wikidata and the thesauri.
_FIRST: Final = (FIXED["auth"], FIXED["concept"], DEFAULT_BASE, *(FIXED[p] for p in ("wd", "unbis", "eurovoc", "sdg")))

_SSC, _ORG, _SCHEMA = FIXED["ssc"], FIXED["org"], FIXED["schema"]
_SDGO: Final = "http://metadata.un.org/sdg/ontology#"
#: Kinds of things by class; classes that are not here, and concepts, go with every kind.
KINDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        **dict.fromkeys((_SSC + c for c in ("Organization", "IntergovernmentalBody", "GovernmentBody", "CountryGroup")), "organisation"),
        **dict.fromkeys(
            (_ORG + c for c in ("Organization", "FormalOrganization", "OrganizationalUnit", "OrganizationalCollaboration")), "organisation"
        ),
        **dict.fromkeys((_SCHEMA + c for c in ("Organization", "GovernmentOrganization", "NGO")), "organisation"),
        "http://xmlns.com/foaf/0.1/Organization": "organisation",
        _SSC + "Country": "country",
        _SCHEMA + "Country": "country",
        _SSC + "Place": "place",
        _SCHEMA + "City": "place",
        _SSC + "Person": "person",
        _SCHEMA + "Person": "person",
        "http://xmlns.com/foaf/0.1/Person": "person",
        **dict.fromkeys(
            (_SSC + c for c in ("Document", "PolicyInstrument", "Resolution", "PlanOfAction", "Declaration", "Agreement")), "document"
        ),
        **dict.fromkeys((_SSC + c for c in ("OutcomeDocument", "Publication", "Report", "Book", "Article", "Journal")), "document"),
        **dict.fromkeys((_SCHEMA + c for c in ("Legislation", "Report", "Book", "Article")), "document"),
        _SSC + "Event": "event",
        _SCHEMA + "Event": "event",
        _SSC + "Programme": "programme",
        _SSC + "Fund": "programme",
        **{_SDGO + c: f"SDG {c.lower()}" for c in ("Goal", "Target", "Indicator", "Series")},
        **dict.fromkeys((expand("owl:Class"), expand("rdfs:Class")), "class"),
        **dict.fromkeys((expand(f"owl:{c}") for c in ("ObjectProperty", "DatatypeProperty")), "property"),
        expand("rdf:Property"): "property",
        expand("skos:ConceptScheme"): "scheme",
    }
)


@dataclass(frozen=True, slots=True)
class Link:
    """One statement that two ids are, or are not, of one thing.

    Args:
        left: IRI, normal.
        right: IRI, normal.
        predicate: CURIE: ``owl:sameAs``, ``skos:exactMatch`` …
        justification: CURIE of the kind of reason; empty for a triple of a source.
        confidence: as stated, a number as text; empty for none.
        negative: whether it says that they are not.
        origin: graph or mapping file that states it.
        comment: the evidence in words.
        pending: whether it waits for a reviewer.
    """

    left: str
    right: str
    predicate: str
    justification: str = ""
    confidence: str = ""
    negative: bool = False
    origin: str = ""
    comment: str = ""
    pending: bool = False

    @property
    def joins(self) -> bool:
        """Whether the two become one; near, broader and narrower things stay two."""
        return not (self.negative or self.pending) and self.predicate in ("owl:sameAs", "skos:exactMatch")

    def __str__(self) -> str:
        """The link, its reason and its source in one line."""
        said = f"{self.left} {'not ' if self.negative else ''}{self.predicate} {self.right}"
        why = " ".join(filter(None, [self.justification, f"confidence {self.confidence}" if self.confidence else "", self.comment]))
        return f"{said}  [{self.origin}{': ' + why if why else ''}]"


@dataclass(frozen=True, slots=True)
class Clique:
    """Ids that links draw together.

    Args:
        members: sorted.
        alarm: why it is refused, or empty.
        path: the links between the two that should not meet.
        kept: the parts of a refused clique that are one thing all the same; each is a clique of its own, too.
    """

    members: tuple[str, ...]
    alarm: str = ""
    path: tuple[Link, ...] = ()
    kept: tuple[tuple[str, ...], ...] = ()

    @property
    def representative(self) -> str:
        """The id that stands for all: ours first, then Wikidata, the thesauri, the rest; the same in whatever order they come."""
        return min(self.members, key=rank)


def rank(iri: str) -> tuple[int, int, str]:
    """Return the order in which ids are chosen to stand for a thing."""
    place = next((number for number, start in enumerate(_FIRST) if iri.startswith(start)), len(_FIRST))
    return (place, len(iri), iri)


def order(link: Link) -> tuple[str, str, str, str, str, bool, str, str, bool]:
    """Return what links are ordered by; quicker than comparing them field by field."""
    return (
        link.left,
        link.right,
        link.predicate,
        link.justification,
        link.confidence,
        link.negative,
        link.origin,
        link.comment,
        link.pending,
    )


def scheme_of(iri: str) -> str:
    """Return the scheme that an id belongs to, or nothing.

    >>> scheme_of("http://www.wikidata.org/entity/Q161718")
    'http://www.wikidata.org/entity/'
    """
    if iri.startswith(_NO_SCHEMES):
        return ""
    known = next((scheme for scheme in _SCHEMES if iri.startswith(scheme)), "")
    return known or iri[: max(iri.rfind(mark, 0, len(iri) - 1) for mark in "/#:") + 1]


def cliques(
    links: Iterable[Link], kinds: Mapping[str, frozenset[str]], *, most: int = MOST_MEMBERS, trusted: Iterable[str] = ()
) -> list[Clique]:
    """Return the cliques of some links, refused ones with their alarm and path, in the order of their members.

    Args:
        links: all that is stated; only those that join are followed, those that part raise the alarm.
        kinds: what each id is, where it is known.
        most: members that a clique may have.
        trusted: graphs whose links count as sure, as decisions of people do.
    """
    ordered = sorted(set(links), key=order)
    parted = {(link.left, link.right) for link in ordered if link.negative and link.predicate in ("owl:sameAs", "skos:exactMatch")}
    parted |= {(right, left) for left, right in parted}
    joining = [link for link in ordered if link.joins and link.left != link.right and (link.left, link.right) not in parted]
    apart: dict[str, set[str]] = defaultdict(set)
    for left, right in parted:
        apart[left].add(right)
    own = frozenset(trusted)
    found = []
    for members, around in _groups(joining):
        alarm, ends = _alarm(members, kinds, apart, most)
        if not alarm:
            found.append(Clique(tuple(members)))
            continue
        sure = [link for member in members for link in around[member] if link.justification == MANUAL or link.origin in own]
        parts = [tuple(part) for part, _ in _groups(sure) if not _alarm(part, kinds, apart, most)[0]]
        found.append(Clique(tuple(members), alarm, tuple(_path(*ends, around)) if ends else (), tuple(sorted(parts))))
        found += [Clique(part) for part in parts]
    return sorted(found, key=lambda clique: (clique.members, clique.alarm))


def _groups(joining: Iterable[Link]) -> Iterator[tuple[list[str], Mapping[str, list[Link]]]]:
    """Yield the ids that links draw together, sorted, with the links around each id."""
    union = _Union()
    around: dict[str, list[Link]] = defaultdict(list)
    for link in joining:
        union.join(link.left, link.right)
        around[link.left].append(link)
        around[link.right].append(link)
    groups: dict[str, list[str]] = defaultdict(list)
    for iri in around:
        groups[union.root(iri)].append(iri)
    for members in groups.values():
        yield sorted(members), around


def _alarm(
    members: Sequence[str], kinds: Mapping[str, frozenset[str]], apart: Mapping[str, set[str]], most: int
) -> tuple[str, tuple[str, str] | None]:
    """Return what is wrong with a clique and the two members that show it."""
    schemes: dict[str, str] = {}
    for member in members:
        scheme = scheme_of(member)
        if scheme and scheme in schemes:
            return f"two ids of one scheme: {schemes[scheme]} and {member}", (schemes[scheme], member)
        schemes[scheme] = member
    seen: dict[str, str] = {}
    for member in members:
        for kind in sorted(kinds.get(member, ())):
            seen.setdefault(kind, member)
    if len(seen) > 1 and set(seen) != {"country", "place"}:
        (one, first), (two, second) = sorted(seen.items())[:2]
        return f"two kinds: {first} is {_a(one)}, {second} is {_a(two)}", (first, second)
    present = set(members)
    for member in members:
        for other in sorted(apart.get(member, set()) & present):
            return f"a pair that was looked at and parted: {member} and {other}", (member, other)
    if len(members) > most:
        return f"{len(members)} members, more than {most}", (members[0], members[-1])
    return "", None


def _a(kind: str) -> str:
    return f"an {kind}" if kind[0] in "aeio" else f"a {kind}"


def _path(start: str, end: str, around: Mapping[str, Sequence[Link]]) -> list[Link]:
    """Return the shortest chain of links from one id to another, the same one in every run."""
    if start == end:
        return []
    came: dict[str, Link] = {}
    waiting, seen = deque([start]), {start}
    while waiting and end not in came:
        here = waiting.popleft()
        for link in sorted(around[here], key=order):
            there = link.right if link.left == here else link.left
            if there not in seen:
                seen.add(there)
                came[there] = link
                waiting.append(there)
    path, here = [], end
    while here != start:
        path.append(came[here])
        here = came[here].left if came[here].right == here else came[here].right
    return path[::-1]


class _Union:
    """Union-find with path halving."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def root(self, iri: str) -> str:
        """Return the id that stands for the set of this one."""
        above = self._above
        while (parent := above.setdefault(iri, iri)) != iri:
            above[iri] = above[parent]
            iri = above[iri]
        return iri

    def join(self, left: str, right: str) -> None:
        """Make two sets one; the smaller name becomes the root, so that order does not matter."""
        one, two = sorted((self.root(left), self.root(right)))
        self._above[two] = one
