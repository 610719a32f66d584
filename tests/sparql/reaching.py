"""Queries that ask another server in ways that a look without a parser might miss, and harmless ones that look like them (S7)."""

from __future__ import annotations

import contextlib
import random
import socket
import threading
from collections.abc import Callable, Iterator
from typing import Final

_S: Final = "SERVICE <http://127.0.0.1:PORT/> { ?s ?p ?o }"
_P: Final = "PREFIX : <http://127.0.0.1:PORT/> PREFIX ex: <http://127.0.0.1:PORT/> "

#: Each of these makes the bare store connect.
REACHING: Final = (
    f"SELECT * {{ {_S} }}",
    "SELECT * { sErViCe SILENT <http://127.0.0.1:PORT/> { ?s ?p ?o } }",
    "SELECT * { #x\nSERVICE#y\n<http://127.0.0.1:PORT/> { ?s ?p ?o } }",
    "SELECT * { { SELECT * { OPTIONAL { SERVICE<http://127.0.0.1:PORT/> { ?s ?p ?o } } } } }",
    "SELECT * { VALUES ?z { true } FILTER EXISTS { SERVICE <http://127.0.0.1:PORT/> { ?s ?p ?o } } }",
    f"SELECT * {{ OPTIONAL {{ ?s <urn:#> ?o }} {_S} }}",
    # glued to what stands beside it
    f"{_P} SELECT * {{ SERVICE:x {{ ?s ?p ?o }} }}",
    f"{_P} SELECT * {{ FILTER(true)service:x #y\n {{ ?s ?p ?o }} }}",
    f"{_P} SELECT * {{ SERVICEex:x {{ ?s ?p ?o }} }}",
    f"{_P} SELECT * {{ SERVICESILENTex:x {{ ?s ?p ?o }} }}",
    f"{_P} SELECT * {{ VALUES ?t {{ true }} BIND(1 AS ?u) OPTIONAL {{ ?s ?p trueSERVICE:x {{ ?s ?p ?o }} }} }}",
    f"SELECT * {{ BIND('x'@en--ltr AS ?x){_S} }}",
    # names in other letters than ASCII, names with escapes
    f"{_P} SELECT * {{ SERVICEex:a· {{ ?s ?p ?o }} }}",
    f"{_P} SELECT * {{ OPTIONAL {{ ?s ex:a\\'b ?o }} {_S} FILTER(?o != 'x') }}",
    f"{_P} SELECT * {{ OPTIONAL {{ ?s ex:a·\\' ?o }} {_S} FILTER(?o != 'x' || ?o != 'y') FILTER('\\'' = ?o) }}",
    f"{_P} SELECT * {{ OPTIONAL {{ ?s ex:a\u0301\\' ?o }} {_S} FILTER(?o != 'x') }} #'",
    f"SELECT * {{ OPTIONAL {{ ?s <urn:\\u0061'> ?o }} {_S} FILTER(?o != 'x') }} #'",
    f"SELECT * {{ OPTIONAL {{ ?s <urn:a'> ?o }} {_S} FILTER(?o != 'x') }} #'",
    # a '<' that compares, before what would be the rest of an IRI
    f"{_P} SELECT * {{ FILTER(1<2)SERVICE:x#>\n{{ ?s ?p ?o }} }}",
    f"SELECT * {{ FILTER(1<2)#>'''\n {_S} #'''\n }}",
    f"SELECT * {{ FILTER(1<2#>'''\n){_S} #'''\n }}",
    f"SELECT * {{ FILTER(COALESCE(1<2,'>')){_S} FILTER('x'='x') }} #'",
    f"{_P} SELECT * {{ {{ <<:a#>'''\n:b :c>> :d :e }} UNION {{ {_S} }} #'''\n }}",
    # a string whose escape is wrong is no long string for the parser
    f"SELECT * {{ VALUES ?x {{ '''a' }} {_S} #\\q'''\n }}",
    f"SELECT * {{ VALUES ?x {{ '''a' }} {_S} #\\uD800'''\n }}",
    f'SELECT * {{ VALUES ?x {{ """a" }} {_S} #\\UFFFFFFFF"""\n }}',
    # marks that begin no line for everybody
    f"SELECT * {{ #\x85'''\n{_S} #'''\n }}",
    f"SELECT * {{ #\u2028'''\n{_S} #'''\n }}",
)
UPDATES: Final = (
    "LOAD <http://127.0.0.1:PORT/a.ttl>",
    "load silent <http://127.0.0.1:PORT/> INTO GRAPH <urn:g>",
    "CLEAR ALL;LOAD<http://127.0.0.1:PORT/>",
    "BASE <http://127.0.0.1:PORT/>LOAD<x>",
    f"{_P}LOADex:x",
    f"{_P}LOADSILENT:x INTO GRAPH <urn:g>",
    f"{_P}CLEAR DEFAULT;LOADex:a·",
    f"{_P}INSERT {{ ?s ?p ?o }} WHERE {{ FILTER(1<2#>'''\n) }};LOAD:x #'''",
    f"{_P}INSERT {{ ?s ?p ?o }} WHERE {{ FILTER(1<2#>'''\n)SERVICE:x {{ ?s ?p ?o }} }} #'''",
)
#: Words that only look like it.
HARMLESS: Final = (
    "SELECT ?service WHERE { ?service a ssc:Claim } LIMIT 1",
    "PREFIX ex: <urn:ex:> SELECT * WHERE { ?s ex:service ex:load }",
    "PREFIX service: <urn:ex:> SELECT * WHERE { ?s service:load ?o }",
    "PREFIX service: <urn:ex:> SELECT * WHERE { GRAPH service:load { ?s ?p service:x } }",
    "PREFIX service: <urn:ex:> SELECT * FROM service:a WHERE { ?s service:b/service:c ?o }",
    "PREFIX services: <urn:ex:> SELECT * WHERE { { ?s services:a services:b } UNION { ?s ?p services:c } }",
    "PREFIX my-service: <urn:ex:> ASK { ?s my-service:x $service }",
    "PREFIX load: <urn:ex:> SELECT * WHERE { ?s load:x ?load }",
    "PREFIX ex: <urn:ex:> SELECT * WHERE { ?s ?p ex:a\\'b }",
    "SELECT * WHERE { ?s ?p 'SERVICE <http://a.example/> {' } # SERVICE <http://a.example/> {",
    'SELECT * WHERE { ?s ?p """SERVICE "x" """ }',
    "ASK { ?s ?p '''LOAD \"\"\" SERVICE''' }",
    "SELECT * WHERE { ?s <http://a.example/service> ?o . <urn:SERVICE> <http://a/SERVICE/LOAD> ?o }",
    "SELECT * WHERE { ?s <http://a.example/service#x> ?o FILTER(?o = <http://a.example/it's#service>) }",
    "SELECT * WHERE { VALUES (?service ?b) { (1 <urn:x#y>) (2 <urn:it's>) } ?s ?p ?service FILTER(?b < 3 && 3 > ?b) }",
)
HARMLESS_UPDATES: Final = (
    "PREFIX load: <urn:ex:> INSERT DATA { load:a load:b load:c }",
    "PREFIX service: <urn:ex:> PREFIX load: <urn:ex:> WITH load:g DELETE { ?s service:p ?load } WHERE { ?s service:p ?load }",
    "PREFIX load: <urn:ex:> INSERT DATA { GRAPH load:g { load:a load:b 'SERVICE' } } ; COPY load:g TO load:h ; CLEAR GRAPH load:h",
)


@contextlib.contextmanager
def listening() -> Iterator[tuple[int, list[bytes]]]:
    """Listen at a port, and note who connects."""
    with socket.create_server(("127.0.0.1", 0), backlog=100) as server:
        seen: list[bytes] = []

        def note() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                seen.append(b"")
                connection.close()

        threading.Thread(target=note, daemon=True).start()
        yield server.getsockname()[1], seen
        server.shutdown(socket.SHUT_RDWR)


_SPACES = ("", " ", "\n", "\r", "#c\n", "#'\n", "#>\n", "#'''\n", '#"""\n', "#\\q'''\n", '#\\uD800"""\n', "#\\UFFFFFFFF'\n")
_TARGETS = ("<http://127.0.0.1:PORT/>", ":x", "ex:x", "ex:", "service:x", "ex:a\\'b", "ex:a·", "ex:%27", "ex:é", ":a.b")
_VALUES = (
    "'x' 'a'@en '''y''' \"z\" 1 1.5 .5 1e3 true <urn:a#b> <urn:a'b> ex:a ex:a\\' ?x <x#y> '' '\\'' '<' '>' '#' 'x'^^ex:d '\\u0027'".split()
)
_VALUES += ["'''a'", "<urn:\\u0061'>", "<<( :a :b :c )>>"]
_PATHS = ("?p", "a", "ex:p?", "<urn:p#q>", "<urn:p'q>", "^ex:p", "(ex:p|<urn:x#y>)*")


def queries(seed: int, number: int) -> Iterator[str]:
    """Yield queries, most of them well-formed, made of what could be misread; about every second asks another server."""
    chance = random.Random(seed)
    pick = chance.choice

    def service() -> str:
        word, body = pick(("SERVICE", "service", "SERVICE SILENT", "SERVICESILENT")), pick(("{?s ?p ?o}", "{}", "{?s?p'x'}"))
        return word + pick(_SPACES) + pick(_TARGETS) + pick(_SPACES) + body

    def expression(depth: int = 0) -> str:
        if depth > 2 or chance.random() < 0.35:
            return pick(_VALUES)
        one, other = expression(depth + 1), expression(depth + 1)
        sign = pick(_SPACES) + pick(("<", "<=", ">", "=", "+", "-", "&&", "||", "*", "/")) + pick(_SPACES)
        return pick((one + sign + other, f"({one}{pick(_SPACES)})", f"COALESCE({one},{other})", f"!{one}", f"{one} IN ({other})"))

    patterns: tuple[Callable[[], str], ...] = (
        lambda: f"FILTER({pick(_SPACES)}{expression()}{pick(_SPACES)})",
        lambda: f"FILTER(true||{expression()}{pick(_SPACES)})",
        lambda: f"BIND({expression()}{pick(_SPACES)} AS ?v{chance.random():.9f})".replace("0.", "x"),
        lambda: f"OPTIONAL{{?s {pick(_PATHS)}{pick((' ', chr(10)))}{pick(_VALUES)}{pick(('', '.', ';'))}}}",
        lambda: f"OPTIONAL{{?s ?p ({pick(_VALUES)} {pick(_VALUES)})}}",
        lambda: f"OPTIONAL{{<<{pick(('?s', ':a', '<urn:a#b>'))}{pick(_SPACES)} :b {pick(_SPACES)}:c>> :d :e}}",
        lambda: f"VALUES (?q ?z) {{({pick(_VALUES)} {pick(_VALUES)})}}",
        lambda: f"GRAPH {pick(('?g', 'service:x', 'ex:a'))}{{?s ?p ?o}}",
        service,
        service,
    )
    prologue = f"{_P}PREFIX service: <http://127.0.0.1:PORT/> SELECT * {{"
    for _ in range(number):
        body = "".join(pick(patterns)() + pick(_SPACES) for _ in range(chance.randrange(1, 6)))
        yield prologue + body + pick(("", "#'\n", "#'''\n", "FILTER('x'='x')", "#>\n")) + "}"
