"""The package as a user gets it: public names, start-up, the built wheel without the source."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import sysconfig
import venv
from importlib.util import find_spec
from pathlib import Path

import pytest

import ssc_graph
from ssc_graph.pipeline import OUTPUT_FILES

ROOT = Path(__file__).resolve().parents[1]
HEAVY = ("rdflib", "pyshacl", "pyoxigraph", "networkx", "trafilatura", "lxml", "docx", "pypdfium2", "markdown_it", "yaml", "ahocorasick")


def run(*words: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run a program away from the checkout, without what points back to it."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return subprocess.run([str(word) for word in words], cwd=cwd, env=environment, capture_output=True, text=True, check=True)


def test_every_public_name_is_there_and_no_other() -> None:
    assert len(ssc_graph.__all__) <= 12
    for name in ssc_graph.__all__:
        assert getattr(ssc_graph, name) is not None
    assert set(ssc_graph.__all__) <= set(dir(ssc_graph))


def test_no_public_name_is_a_submodule() -> None:
    modules = {path.stem for path in (ROOT / "ssc_graph").iterdir()}
    assert not modules & set(ssc_graph.__all__)


def test_a_name_that_does_not_exist_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        ssc_graph.nothing  # noqa: B018 (the look-up is the test)


def test_the_version_is_that_of_the_project() -> None:
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    assert re.search(rf'^version = "{re.escape(ssc_graph.__version__)}"$', text, re.MULTILINE)


def imported(*words: str) -> set[str]:
    """Return the top-level modules that a call of the command imports."""
    done = run(sys.executable, "-X", "importtime", "-m", "ssc_graph", *words)
    return {line.rpartition("|")[2].strip().partition(".")[0] for line in done.stderr.splitlines()}


@pytest.mark.parametrize("words", [["--help"], ["build", "--help"], ["--version"]])
def test_the_help_loads_nothing_heavy(words: list[str]) -> None:
    assert not imported(*words) & set(HEAVY)


def test_claims_load_no_rdf_library_for_users_and_no_shacl(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("UNOSSC is part of the United Nations Development Programme.")
    assert not imported("claims", str(tmp_path / "note.txt")) & {"rdflib", "pyshacl", "networkx", "trafilatura", "docx", "pypdfium2"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    here = ["--no-build-isolation"] if find_spec("hatchling") else []  # else pip fetches the build system
    run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", *here, "--wheel-dir", folder, ROOT)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An interpreter that sees the dependencies of this one, but not the checkout: a path file is not read twice."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False, symlinks=True)
    python = folder / "bin" / "python"
    site = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").stdout.strip())
    paths = sysconfig.get_paths()
    (site / "dependencies.pth").write_text("\n".join(dict.fromkeys([paths["purelib"], paths["platlib"]])))
    return python


def test_the_installed_wheel_does_what_the_checkout_does(wheel: Path, python: Path, tmp_path: Path) -> None:
    run(sys.executable, "-m", "pip", "--quiet", "--python", python, "install", "--no-deps", "--no-index", wheel)
    home = run(python, "-c", "import ssc_graph; print(ssc_graph.__file__)", cwd=tmp_path).stdout.strip()
    assert Path(home).is_relative_to(python.parents[1])

    command = python.parent / "ssc-graph"
    run(command, "build", "--output", "out", cwd=tmp_path)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(OUTPUT_FILES)
    for name in OUTPUT_FILES:
        assert (tmp_path / "out" / name).read_bytes() == (ROOT / "exports" / name).read_bytes(), name

    document = ROOT / "ssc_graph" / "corpus" / "south-south-cooperation.en.md"
    (tmp_path / "copy.md").write_bytes(document.read_bytes())
    claims = run(command, "claims", "copy.md", cwd=tmp_path).stdout
    assert claims == run(sys.executable, "-m", "ssc_graph", "claims", document).stdout
    assert all(json.loads(line)["evidence"] for line in claims.splitlines())


ZIPPED = """
import io, sys
sys.path.insert(0, sys.argv[1])
import ssc_graph
from ssc_graph import pipeline
assert ssc_graph.__file__.startswith(sys.argv[1]), ssc_graph.__file__
documents = pipeline.bundled()
graph = pipeline.build_graph([(document, pipeline.extract_claims(document)) for document in documents])
print(len(documents), ssc_graph.validate(graph).conforms)
"""


def test_the_wheel_works_zipped(wheel: Path, python: Path, tmp_path: Path) -> None:
    assert run(python, "-c", ZIPPED, wheel, cwd=tmp_path).stdout.strip() == "2 True"


def test_the_source_archive_holds_what_the_tests_need() -> None:
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    (listed,) = re.findall(r"^\[tool\.hatch\.build\.targets\.sdist\]\ninclude = (\[.*\])$", text, re.MULTILINE)
    for name in json.loads(listed):
        assert (ROOT / name).exists(), name
