"""The pages about the graph: downloads, licence, citation, quality, version and changes, rules."""

from __future__ import annotations

from collections.abc import Sequence

from pyoxigraph import NamedNode

from ssc_graph.namespaces import expand
from ssc_graph.site.changes import MOST, Change, change_name
from ssc_graph.site.dataset import LICENCE, Figures, FileFacts, share
from ssc_graph.site.tables import Block, Cell, Link, TableRow, plain_page, row
from ssc_graph.site.templating import Frame
from ssc_graph.site.text import line
from ssc_graph.site.view import View
from ssc_graph.validation import ValidationReport, Verdict

_VERDICTS = {Verdict.CONFORMS: "shacl_conforms", Verdict.VIOLATED: "shacl_violated", Verdict.NOT_EVALUATED: "shacl_not_evaluated"}


def downloads_page(frame: Frame, files: Sequence[FileFacts]) -> str:
    """Return the page of the downloads."""
    t = frame.t
    rows = [
        row(
            Cell(f.path, frame.file(f.path)), f.format, Cell(f"{frame.number(f.size)} {t('bytes')}", number=True), Cell(f.sha256, code=True)
        )
        for f in files
    ]
    links = [Link(t("dataset"), frame.file("dataset.ttl")), Link(t("vocabulary") + " (Turtle)", frame.file("ns.ttl"))]
    links += [Link(t("shapes") + " (Turtle)", frame.file("shapes.ttl")), Link(t("licence"), frame.href("licence"))]
    links += [Link(t("citation"), frame.href("citation"))]
    table = Block(columns=(t("file"), t("format"), t("size"), "SHA-256"), rows=rows)
    return plain_page(frame, title=t("downloads"), lead=t("downloads_lead"), blocks=[table, Block(links=links)], data="dataset")


def licence_page(frame: Frame) -> str:
    """Return the page of the licence: of the vocabulary, of each document, of the software."""
    t, view = frame.t, frame.site.view
    documents = []
    for iri in view.documents[:MOST]:
        licences = view.iris(iri, "dct:license")
        name = frame.name(iri)
        shown = Cell(licences[0], frame.link(licences[0])) if licences else Cell(t("licence_none"))
        documents.append(row(Cell(line(name.value), frame.link(iri), name.language), shown))
    blocks = [
        Block(paragraphs=[t("licence_claims")]),
        Block(heading=t("vocabulary"), paragraphs=[t("licence_vocabulary")], links=[Link("Creative Commons Attribution 4.0", LICENCE)]),
        Block(heading=t("documents"), paragraphs=[t("licence_documents")], rows=documents),
        Block(heading=t("software"), paragraphs=[t("licence_software")]),
    ]
    return plain_page(frame, title=t("licence"), lead="", blocks=blocks)


def bibtex(title: str, *, version: str, date: str, address: str, fingerprint: str) -> str:
    """Return the BibTeX entry of the graph.

    >>> print(bibtex("A graph", version="1.0", date="2026-11-24", address="https://example.org/", fingerprint="ab"))
    @misc{ssc-graph-1.0,
      title   = {{A graph}},
      author  = {{ssc-graph}},
      year    = {2026},
      version = {1.0},
      url     = {https://example.org/},
      note    = {Dataset, SHA-256 ab}
    }
    <BLANKLINE>
    """
    year = f"  year    = {{{date[:4]}}},\n" if date else ""
    return (
        f"@misc{{ssc-graph-{version},\n  title   = {{{{{title}}}}},\n  author  = {{{{ssc-graph}}}},\n{year}"
        f"  version = {{{version}}},\n  url     = {{{address}}},\n  note    = {{Dataset, SHA-256 {fingerprint}}}\n}}\n"
    )


def citation_page(frame: Frame, *, bib: str, cff: str) -> str:
    """Return the page that tells how to cite."""
    t = frame.t
    blocks = [
        Block(heading="BibTeX", code=bib, code_label="BibTeX", links=[Link("citation.bib", frame.file("citation.bib"))]),
        Block(heading="CITATION.cff", code=cff, code_label="CITATION.cff", links=[Link("CITATION.cff", frame.file("CITATION.cff"))]),
    ]
    return plain_page(frame, title=t("citation"), lead=t("citation_lead"), blocks=blocks)


def quality_page(frame: Frame, figures: Figures, report: ValidationReport | None) -> str:
    """Return the page of quality and provenance."""
    t = frame.t

    def percent(part: int, whole: int) -> Cell:
        return Cell(f"{_percent(part, whole, frame)} ({frame.number(part)} / {frame.number(whole)})", number=True)

    verdict = Verdict.NOT_EVALUATED if report is None else report.verdict
    rows = [row(t("shacl"), Cell(t(_VERDICTS[verdict]), number=True))]
    if report is not None:
        counts = (("violations", report.violations), ("warnings", report.warnings), ("shapes_evaluated", report.evaluated))
        rows += [row(t(key), Cell(str(len(found)), number=True)) for key, found in counts]
    rows += [
        row(t("coverage"), percent(figures.quoted, figures.claims)),
        row(t("text_coverage"), percent(figures.marked, figures.characters)),
        row(t("bilingual"), percent(figures.bilingual, figures.things)),
        row(t("triples"), Cell(frame.number(figures.triples), number=True)),
    ]
    return plain_page(
        frame,
        title=t("quality"),
        lead=t("quality_lead"),
        blocks=[
            Block(columns=(t("measure"), t("figure")), rows=rows),
            Block(heading=t("made_by"), columns=(t("documents"), t("software"), "SHA-256"), rows=_made(frame)),
            Block(
                links=[
                    Link(t("dataset"), frame.file("dataset.ttl")),
                    Link(t("rules"), frame.href("rules")),
                    Link(t("shapes"), frame.href("shapes")),
                ]
            ),
        ],
        data="dataset",
    )


def _percent(part: int, whole: int, frame: Frame) -> str:
    percent = f"{float(share(part, whole)) * 100:.1f} %"
    return percent.replace(".", ",") if frame.language == "id" else percent


def _made(frame: Frame) -> list[TableRow]:
    view = frame.site.view
    found = []
    for activity in view.members("prov:Activity")[:MOST]:
        software = next(iter(view.iris(activity, "prov:wasAssociatedWith")), "")
        digest = Cell(view.value(activity, "ssc:inputDigest"), code=True)
        for document in view.iris(activity, "prov:used"):
            name = frame.name(document)
            tool = Cell(frame.name(software).value, frame.link(activity)) if software else Cell("")
            found.append(row(Cell(line(name.value), frame.link(document), name.language), tool, digest))
    return found


def changes_page(
    frame: Frame, changes: Sequence[Change] | None, before: View | None, *, version: str, fingerprint: str, canonical: bool, date: str
) -> str:
    """Return the page of the version and of what changed.

    Args:
        frame: of the page.
        changes: against the earlier graph, or None where there is none.
        before: the earlier graph.
        version: of the software and the graph.
        fingerprint: of the graph.
        canonical: whether the fingerprint is of the canonical form.
        date: day of publication, or empty.
    """
    t, view = frame.t, frame.site.view
    rows = [row(t("version"), version), row(t("fingerprint"), Cell(fingerprint, code=True))]
    rows += [row(t("date"), date)] if date else []
    rows += [row(t("software"), Cell(frame.name(iri).value, frame.link(iri))) for iri in view.members("prov:SoftwareAgent")]
    note = t("fingerprint_note" if canonical else "fingerprint_plain")
    blocks = [Block(rows=rows), Block(paragraphs=[note], links=[Link(t("feed"), frame.file(f"changes.{frame.language}.atom"))])]
    if changes is None:
        blocks.append(Block(heading=t("changes"), paragraphs=[t("no_previous")]))
    elif not changes:
        blocks.append(Block(heading=t("changes"), paragraphs=[t("no_changes")]))
    else:
        listed = [
            row(t(c.how), t(c.what), Cell(change_name(frame, c, before), "" if c.how == "removed" else frame.link(c.iri)))
            for c in changes[:MOST]
        ]
        cut = [t("feed_cut", shown=MOST, all=len(changes))] if len(changes) > MOST else []
        blocks.append(Block(heading=t("changes"), paragraphs=cut, columns=("", t("kind"), t("what")), rows=listed))
    return plain_page(frame, title=t("changes"), lead="", blocks=blocks)


def rules_page(frame: Frame) -> str:
    """Return the page of the rules that found the claims, each with how many it found."""
    t, view = frame.t, frame.site.view
    rows = []
    for iri in view.members("ssc:Rule"):
        name = view.name(iri, frame.language).value
        claims = [claim for claim in view.subjects("ssc:rule", NamedNode(iri)) if expand("ssc:Claim") in view.iris(claim, "rdf:type")]
        example = (
            Cell(line(view.claim(claims[0]).label.value), frame.link(claims[0]), view.claim(claims[0]).label.language)
            if claims
            else Cell("")
        )
        rows.append(row(Cell(name, code=True), Cell(str(len(claims)), number=True), example, anchor=name))
    columns = (t("rule"), t("claims"), t("example"))
    return plain_page(frame, title=t("rules"), lead=t("rules_lead"), blocks=[Block(columns=columns, rows=rows)], data="rules")


def citation_file(title: str, *, version: str, date: str, address: str, fingerprint: str) -> str:
    """Return the citation of the graph as a CITATION.cff (Citation File Format 1.2.0)."""
    released = f"date-released: {date}\n" if date else ""
    return (
        "cff-version: 1.2.0\n"
        'message: "If you use this graph, please cite it with its version and fingerprint."\n'
        "type: dataset\n"
        f'title: "{title}"\n'
        'authors:\n  - name: "ssc-graph"\n'
        f'version: "{version}"\n'
        f"{released}"
        "license: CC-BY-4.0\n"
        f'url: "{address}"\n'
        f'identifiers:\n  - type: other\n    value: "sha256:{fingerprint}"\n    description: "SHA-256 of the graph"\n'
    )
