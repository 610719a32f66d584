"""Rule files: every scalar is a string, what is no rule file is told where it goes wrong, a text loads no rules of another language."""

from __future__ import annotations

import subprocess
import sys

import pytest

from ssc_graph.errors import DataFileError
from ssc_graph.rules import load_grammar, load_tables, load_yaml


def test_words_that_yaml_takes_for_something_else_stay_words() -> None:
    assert load_yaml(b"a: [no, 1.10, 22:10, ~]\nb:\n", where="x") == {"a": ["no", "1.10", "22:10", "~"], "b": ""}


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"a: [1", "not valid YAML"),
        (b"a: !!python/name:os.system x", "the tag"),
        (b"a: &b [*b]", "not valid YAML"),
        (b"a: !b c", "the tag"),
    ],
)
def test_what_is_no_rule_file_is_told(data: bytes, said: str) -> None:
    with pytest.raises(DataFileError, match=said):
        load_yaml(data, where="rules.yaml")


def test_the_tables_alone_are_those_of_the_grammar() -> None:
    assert (load_tables("id").words, load_tables("id").maps) == (load_grammar("id").words, load_grammar("id").maps)


def test_an_indonesian_text_loads_no_english_rules() -> None:
    lines = (
        "import io, ssc_graph.rules as rules, ssc_graph.pipeline as p",
        "p.extract_claims(p.read_document(io.BytesIO('UNOSSC merupakan bagian dari UNDP, berdiri pada 1974.'.encode()), language='id'))",
        "print(rules.load_grammar.cache_info().currsize)",
    )
    ran = subprocess.run([sys.executable, "-c", "\n".join(lines)], check=True, capture_output=True, text=True)
    assert ran.stdout == "1\n"
