"""The README tells the truth: its commands run, and print what it shows.

``SSC_GRAPH_UPDATE_README=1 pytest tests/test_readme.py`` writes what the commands print now into the README.
"""

from __future__ import annotations

import contextlib
import doctest
import io
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
UPDATE = "SSC_GRAPH_UPDATE_README"
_BLOCK = re.compile(r"^```(?P<kind>console|pycon)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_COMMAND = re.compile(r"^\$ (?P<command>(?:.*\\\n)*.*)\n(?P<output>(?:(?!\$ ).*\n)*)", re.MULTILINE)


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as a reader has it after ``make graph``: the exports, and nothing else."""
    folder = tmp_path_factory.mktemp("readme")
    shutil.copytree(ROOT / "exports", folder / "exports")
    return folder


def console(body: str, folder: Path) -> str:
    """Return a block of commands with what they print now."""
    environment = os.environ | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}", "LC_ALL": "C.UTF-8"}
    written = []
    for found in _COMMAND.finditer(body):
        done = subprocess.run(
            ["bash", "-c", found["command"]],  # noqa: S607 (the README's commands are the subject of the test)
            cwd=folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        written.append(f"$ {found['command']}\n{done.stdout}")
    return "".join(written)


def pycon(body: str, folder: Path, names: dict[str, object]) -> str:
    """Return a Python session with what it prints now.

    Args:
        body: the session as it stands in the README.
        folder: where it runs.
        names: what the sessions above it defined.
    """
    written = []
    with contextlib.chdir(folder):
        for example in doctest.DocTestParser().get_examples(body):
            printed = io.StringIO()
            with contextlib.redirect_stdout(printed):
                exec(compile(example.source, "README.md", "single"), names)  # noqa: S102 (the README's code is the subject of the test)
            lines = example.source.splitlines()
            written.append("".join(f"{'>>>' if not number else '...'} {line}".rstrip() + "\n" for number, line in enumerate(lines)))
            written.append(printed.getvalue())
    return "".join(written)


def blocks() -> Iterator[re.Match[str]]:
    return _BLOCK.finditer(README.read_text("utf-8"))


def renewed(text: str, folder: Path) -> str:
    """Return the README with what its commands print now."""
    names: dict[str, object] = {}

    def block(found: re.Match[str]) -> str:
        body = console(found["body"], folder) if found["kind"] == "console" else pycon(found["body"], folder, names)
        return f"```{found['kind']}\n{body}```"

    return _BLOCK.sub(block, text)


def test_the_readme_shows_what_its_commands_print(workplace: Path) -> None:
    text = README.read_text("utf-8")
    now = renewed(text, workplace)
    if os.environ.get(UPDATE):
        README.write_text(now, "utf-8")
        text = now
    assert text == now


def test_every_command_of_the_command_line_is_shown() -> None:
    shown = "".join(found["body"] for found in blocks())
    assert {
        "build",
        "claims",
        "validate",
        "explain",
        "evaluate",
        "gaps",
        "site",
        "query",
        "network",
        "publish",
        "serve",
        "link",
        "import",
        "merge",
        "diff",
    } <= set(re.findall(r"ssc-graph (\w+)", shown))


def test_the_readme_names_the_two_commands_of_the_set_up() -> None:
    text = README.read_text("utf-8")
    assert "make graph" in text
    assert "make test" in text
