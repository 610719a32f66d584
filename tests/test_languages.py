"""A language is data: the README's worked example runs in a copy of the project, and no module names a language."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ssc_graph import resources
from ssc_graph.extraction import acts
from ssc_graph.extraction.resolutions import tables
from ssc_graph.readers.words import languages
from ssc_graph.rules import LANGUAGES
from tests.test_readme import README, ROOT, UPDATE, console

_FILE = re.compile(r"^```(?:yaml|turtle)\n# (?P<where>[^\n]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_SHELL = re.compile(r"^```shell-session\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
#: What speaks to people in English and Indonesian: questions, pictures, pages.
SPEAKING = ("network/", "server/", "site/", "sparql/")
#: Where else languages may be named: the common one, those of the messages that the shapes carry, and the command that offers these.
NAMED_IN = {"claims.py", "validation/report_text.py", "validation/report_data.py", "validation/reports.py", "cli/options.py"}


def section() -> str:
    """The part of the README that says how to add a rule, a name, a language."""
    text = README.read_text("utf-8")
    start = text.index("## Add a rule, a name, a language")
    return text[start : text.index("\n## ", start)]


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project with the files of the worked example."""
    folder = tmp_path_factory.mktemp("copy")
    for name in ("ssc_graph", "ontology", "shapes", "tests/extraction"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "tests/__init__.py", "tests/conftest.py"):
        shutil.copy(ROOT / name, folder / name)
    for found in _FILE.finditer(section()):
        where = folder / found["where"].rpartition(" ")[2]
        where.parent.mkdir(exist_ok=True)
        with where.open("a", encoding="utf-8") as file:
            file.write("\n" + found["body"])
    return folder


@pytest.fixture
def beside(copy: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The copy, imported in place of the project by what the test starts."""
    monkeypatch.setenv("PYTHONPATH", str(copy))
    return copy


def test_the_worked_example_prints_what_the_readme_shows(beside: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = section()
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    now = _SHELL.sub(lambda found: f"```shell-session\n{console(found['body'], beside)}```", shown)
    if os.environ.get(UPDATE):
        README.write_text(README.read_text("utf-8").replace(shown, now), "utf-8")
        shown = now
    assert shown == now
    assert "eo" in now


def test_the_rules_of_the_worked_example_hold_their_examples(beside: Path) -> None:
    words = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "tests/extraction/test_rules.py",
        "-k",
        "looks-after or eo.adopt",
    ]
    done = subprocess.run(words, cwd=beside, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert "4 passed" in done.stdout


def named(tree: ast.AST) -> Iterator[str]:
    """Languages that a module's code names: as a text of its own, or in a comparison (``id`` alone may be a key)."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and node.value in set(LANGUAGES) - {"id"}:
            yield str(node.value)
        elif isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            texts = [part for side in sides for part in ast.walk(side) if isinstance(part, ast.Constant)]
            around = ast.unparse(node)
            yield from (str(text.value) for text in texts if text.value == "id" and "language" in around)


def test_no_module_names_a_language() -> None:
    found = {
        path.relative_to(ROOT / "ssc_graph").as_posix(): sorted(set(named(ast.parse(path.read_text("utf-8")))))
        for path in sorted((ROOT / "ssc_graph").rglob("*.py"))
    }
    assert {path for path, codes in found.items() if codes and not path.startswith(SPEAKING)} <= NAMED_IN
    assert found["claims.py"] == ["en"]


def test_a_module_that_names_a_language_would_be_found() -> None:
    assert list(named(ast.parse('if words.language == "id": pass'))) == ["id"]
    assert list(named(ast.parse('TABLE = {"es": 1}'))) == ["es"]
    assert not list(named(ast.parse('item["id"] == other')))


def test_what_is_read_and_what_is_told_are_the_same_languages() -> None:
    assert languages() == LANGUAGES
    shapes = resources.read("shapes", "documents.ttl").decode()
    allowed = re.search(r"sh:path dct:language ;\s+sh:maxCount 1 ;\s+sh:in \(([^)]*)\)", shapes)
    assert allowed
    assert sorted(re.findall(r'"(\w+)"', allowed[1])) == sorted(LANGUAGES)


def test_tables_that_a_language_may_lack_are_no_ones_but_its_own() -> None:
    assert set(acts.LANGUAGES) <= set(LANGUAGES)
    assert set(tables.LANGUAGES) <= set(LANGUAGES)
