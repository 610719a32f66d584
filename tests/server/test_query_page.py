"""The page that asks: a form and a table without script, with script completion, JSON and a picture; both languages."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlencode

import pytest

from ssc_graph.sparql import named_queries
from tests.server.serving import Server

CHROMIUM = shutil.which("chromium")


class Page(HTMLParser):
    """What a test looks for in a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attributes)))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def asked(server: Server, query: str, language: str = "en") -> str:
    answer = server.get("/query?" + urlencode({"query": query, "lang": language}), Accept="text/html")
    assert answer.status == 200, answer.text
    return answer.text


@pytest.mark.parametrize("language", ["en", "id"])
def test_a_form_asks_and_a_table_answers(reading: Server, language: str) -> None:
    text = asked(reading, "SELECT ?whole WHERE { auth:unossc ssc:partOf ?whole }", language)
    page = Page(text)
    assert [(form["method"], form["action"]) for form in page.all("form") if form.get("role") != "search"] == [("get", "/query")]
    assert page.all("html")[0]["lang"] == language
    assert len(page.all("tbody")) == 1
    assert {"en": "United Nations Development Programme", "id": "Program Pembangunan Perserikatan Bangsa-Bangsa"}[language] in text


def test_yes_no_and_graphs_are_shown_too(reading: Server) -> None:
    assert "<h2>Yes</h2>" in asked(reading, "ASK { auth:unossc ssc:partOf auth:undp }")
    assert "<h2>Tidak</h2>" in asked(reading, "ASK { auth:undp ssc:partOf auth:unossc }", "id")
    assert 'data-graph="true"' in asked(reading, "CONSTRUCT WHERE { auth:unossc ssc:partOf ?whole }")


def test_columns_stand_as_they_are_asked_for(reading: Server) -> None:
    text = asked(reading, "SELECT ?zebra ?apple WHERE { ?zebra ssc:partOf ?apple }")
    assert re.findall(r'<th scope="col">(\w+)</th>', text) == ["zebra", "apple"]


@pytest.mark.parametrize("name", [query.name for query in named_queries()])
@pytest.mark.parametrize("language", ["en", "id"])
def test_named_queries_are_examples_that_run(reading: Server, name: str, language: str) -> None:
    query = next(each for each in named_queries() if each.name == name)
    start = reading.get(f"/query?lang={language}")
    assert urlencode({"name": name}) in start.text
    answer = reading.get("/query?" + urlencode({"name": name, "lang": language}))
    assert answer.status == 200, re.findall(r'role="alert"[^>]*>([^<]*)', answer.text)
    assert [each["id"] for each in Page(answer.text).all("section") if each.get("id") == "answer"] == ["answer"]
    for parameter in query.parameters:
        assert f'name="p.{parameter.name}"' in answer.text


def test_parameters_are_filled_in(reading: Server) -> None:
    answer = reading.get("/query?" + urlencode({"name": "parts", "p.thing": "UNOSSC"}))
    assert answer.status == 200
    assert "United Nations Development Programme" in answer.text
    assert "Ministry of Finance" not in answer.text


def test_a_wrong_query_is_shown_with_its_fault(reading: Server) -> None:
    answer = reading.get("/query?" + urlencode({"query": "SELECT * WHERE { ?s ?p"}))
    assert answer.status == 400
    assert 'role="alert"' in answer.text
    assert "line 1, column " in answer.text
    assert "SELECT * WHERE { ?s ?p</textarea>" in answer.text


def test_a_long_table_says_what_it_leaves_out(reading: Server) -> None:
    text = asked(reading, "SELECT ?s WHERE { ?s ?p ?o } LIMIT 700")
    assert text.count("<tr>") == 501
    assert "The first 500 of 700 rows are shown" in text


def test_the_page_needs_nothing_from_elsewhere(reading: Server) -> None:
    for path in ("/", "/query?name=parts", "/authority/unossc.en.html", "/search.en.html?q=bapa"):
        answer = reading.get(path, Accept="text/html")
        page = Page(answer.text)
        loaded = [each["src"] for each in page.all("script") if each.get("type") != "application/ld+json"] + [
            each["href"] for each in page.all("link") if each["rel"] == "stylesheet"
        ]
        assert not [address for address in loaded if re.match(r"[a-z]+:|//", str(address))]
        assert not re.search(r"<style|\sstyle=|\son\w+=", answer.text)
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert "unsafe" not in answer.headers["Content-Security-Policy"]
        assert len(answer.body) < 100_000
        for label in page.all("label"):
            assert label["for"] in {each.get("id") for _, each in page.elements}


def test_names_are_completed(reading: Server) -> None:
    found = reading.get("/terms?words=bandung").json
    assert {"short": "auth:bandung", "label": "Bandung"}.items() <= found[0].items()
    assert "ssc:partOf" in {each["short"] for each in reading.get("/terms?words=part%20of").json}
    assert reading.get("/terms?words=").status == 400


def in_chromium(address: str, folder: Path) -> str:
    command = [
        str(CHROMIUM),
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        f"--user-data-dir={folder}",
        "--virtual-time-budget=4000",
        "--dump-dom",
        address,
    ]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout


@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
def test_the_script_runs_in_a_browser(reading: Server, tmp_path: Path) -> None:
    query = urlencode({"query": "SELECT ?part ?whole WHERE { ?part ssc:partOf ?whole }"})
    text = in_chromium(f"http://127.0.0.1:{reading.port}/query?{query}", tmp_path)
    assert 'aria-pressed="true"' in text  # set by the script alone


def test_json_in_pages_and_answers_is_json(reading: Server) -> None:
    assert json.loads(reading.query("SELECT ('</script>' AS ?x) {}").body)["results"]["bindings"][0]["x"]["value"] == "</script>"


def test_the_columns_of_a_named_query_are_named_in_the_language_of_the_page(reading: Server) -> None:
    heads = {lang: re.findall(r'<th scope="col">(.*?)</th>', reading.get(f"/query?name=members&lang={lang}").text) for lang in ("en", "id")}
    assert heads == {"en": ["member", "group", "words", "document"], "id": ["anggota", "kelompok", "kata-kata", "dokumen"]}
