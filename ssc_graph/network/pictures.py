"""Pictures for a paper: a static SVG with a legend, and a page that holds it with the evidence.

Nothing is scripted: the evidence on hover is the ``title`` of an arrow (SVG 2, section 5.7). Colours are told apart by the colour-blind
(Okabe and Ito), dashes tell in print what colours do not.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Mapping
from html import escape
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from ssc_graph.network.layout import LINE, WIDTH, Box, lay_out

if TYPE_CHECKING:
    import networkx as nx

_PALETTE: Final = ("#0072b2", "#d55e00", "#009e73", "#7a4a00", "#8a3d73", "#2a6f97", "#444444")
_FILLS: Mapping[str, str] = MappingProxyType(
    {
        "body": "#e3f0fa",
        "concept": "#fdf3d8",
        "event": "#f6e3ef",
        "fund": "#e3f5ec",
        "instrument": "#ece8f8",
        "place": "#eeeeee",
        "situation": "#ffffff",
        "thing": "#ffffff",
    }
)
_MARGIN, _TITLE = 24.0, 44.0
_KINDS: Final = MappingProxyType(
    {
        "en": dict(
            zip(_FILLS, ("body", "concept", "event", "fund or programme", "instrument", "place", "situation", "thing"), strict=True)
        ),
        "id": dict(
            zip(_FILLS, ("badan", "konsep", "peristiwa", "dana atau program", "instrumen", "tempat", "keadaan", "hal"), strict=True)
        ),
    }
)
_WORDS: Final = MappingProxyType(
    {
        "en": {
            "causes": "Causes and effects",
            "citations": "Citations",
            "organisations": "Organisations",
            "hedged": "only possible or intended",
            "denied": "denied",
            "many": "thicker: more documents",
            "legend": "Legend",
            "evidence": "Evidence",
            "from": "From",
            "relation": "Relation",
            "to": "To",
            "words": "Words of the documents",
            "documents": "Documents",
            "hint": "Point at an arrow to read the words that state it; they are all listed below.",
        },
        "id": {
            "causes": "Sebab dan akibat",
            "citations": "Kutipan",
            "organisations": "Organisasi",
            "hedged": "baru mungkin atau dimaksudkan",
            "denied": "disangkal",
            "many": "lebih tebal: lebih banyak dokumen",
            "legend": "Keterangan",
            "evidence": "Bukti",
            "from": "Dari",
            "relation": "Relasi",
            "to": "Ke",
            "words": "Kata-kata dokumen",
            "documents": "Dokumen",
            "hint": "Arahkan penunjuk ke panah untuk membaca kata-kata yang menyatakannya; semuanya tercantum di bawah.",
        },
    }
)
_STYLE: Final = """
:root{color-scheme:light dark}
body{font:1rem/1.5 system-ui,sans-serif;margin:0 auto;max-width:90rem;padding:1rem}
figure{margin:0;overflow-x:auto;background:#fff;border:1px solid #767676}
svg{display:block;height:auto;max-width:none}
.edge:hover path{stroke-width:4}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;padding:.4rem .6rem;border-bottom:1px solid #8888}
q{display:block;quotes:none}
.wide{overflow-x:auto}
"""


def draw(network: nx.MultiDiGraph[str], *, language: str = "en", relations: Mapping[str, str] | None = None) -> str:
    """Return a picture as SVG.

    Args:
        network: a view (:func:`ssc_graph.network.build_network`).
        language: of the legend.
        relations: what the relations are called; their own names where it is silent.
    """
    boxes, width, height = lay_out(network)
    words, names = _WORDS[language], relations or {}
    used = sorted({key for _, _, key in network.edges(keys=True)})
    colours = {relation: _PALETTE[number % len(_PALETTE)] for number, relation in enumerate(used)}
    legend = list(_legend(network, colours, names, language))
    tall = height + _TITLE + 2 * _MARGIN + LINE * 1.5 * len(legend) + _MARGIN
    wide = max(width, 420.0) + 2 * _MARGIN
    title = escape(words.get(str(network.graph.get("view")), "Network"))
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:g} {tall:g}" width="{wide:g}" height="{tall:g}" role="img" '
        f'aria-labelledby="network-title" font-family="Helvetica, Arial, sans-serif" font-size="12.5" fill="#111111">',
        f'<title id="network-title">{title}</title>',
        f"<defs>{''.join(_marker(number, colour) for number, colour in enumerate(colours.values()))}</defs>",
        f'<rect width="{wide:g}" height="{tall:g}" fill="#ffffff"/>',
        f'<text x="{_MARGIN:g}" y="{_MARGIN + 12:g}" font-size="18" font-weight="bold">{title}</text>',
        f'<g transform="translate({_MARGIN:g} {_MARGIN + _TITLE - 12:g})">',
        *_edges(network, boxes, colours, names, words),
        *(_node(boxes[node], data) for node, data in network.nodes(data=True)),
        "</g>",
        f'<g transform="translate({_MARGIN:g} {height + _TITLE + 2 * _MARGIN:g})">',
        f'<text y="-4" font-weight="bold">{escape(words["legend"])}</text>',
        *(f'<g transform="translate(0 {LINE * 1.5 * (number + 0.7):g})">{line}</g>' for number, line in enumerate(legend)),
        "</g>",
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _marker(number: int, colour: str) -> str:
    return (
        f'<marker id="arrow-{number}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="9" markerHeight="9" markerUnits="userSpaceOnUse" '
        f'orient="auto"><path d="M0 0.5 L10 5 L0 9.5 z" fill="{colour}"/></marker>'
    )


def _edges(
    network: nx.MultiDiGraph[str], boxes: Mapping[str, Box], colours: Mapping[str, str], names: Mapping[str, str], words: Mapping[str, str]
) -> Iterator[str]:
    order = list(colours)
    for start, end, relation, data in sorted(network.edges(keys=True, data=True), key=lambda edge: edge[:3]):
        lines = [f"{_label(network, start)} – {names.get(relation, relation)} – {_label(network, end)}{_note(data, words)}"]
        lines += [f"“{piece}”" for piece in data.get("words", ())]
        dash = "" if data["firm"] else ' stroke-dasharray="2 4"' if data["denied"] else ' stroke-dasharray="7 4"'
        path = _path(boxes[start], boxes[end])
        stroke = f'stroke="{colours[relation]}" stroke-width="{1.1 + 0.7 * min(data["documents"], 5):g}"'
        yield (
            f'<g class="edge"><title>{_text(chr(10).join(lines))}</title>'
            f'<path d="{path}" fill="none" stroke="#ffffff" stroke-opacity="0" stroke-width="12"/>'
            f'<path d="{path}" fill="none" {stroke}{dash} marker-end="url(#arrow-{order.index(relation)})"/></g>'
        )


def _path(start: Box, end: Box) -> str:
    y1, y2 = start.y + start.height / 2, end.y + end.height / 2
    if end.x > start.x:
        x1, x2 = start.x + WIDTH, end.x
        bend = (x2 - x1) / 2 if x2 - x1 < WIDTH else (x2 - x1) / 3
        return f"M{x1:g} {y1:.1f} C{x1 + bend:g} {y1:.1f} {x2 - bend:g} {y2:.1f} {x2:g} {y2:.1f}"
    x1, x2, out = start.x + WIDTH, end.x + WIDTH, max(start.x, end.x) + WIDTH + 46
    if start is end:
        return f"M{x1:g} {y1 - 6:.1f} C{out:g} {y1 - 30:.1f} {out:g} {y1 + 30:.1f} {x1:g} {y1 + 6:.1f}"
    return f"M{x1:g} {y1:.1f} C{out:g} {y1:.1f} {out:g} {y2:.1f} {x2:g} {y2:.1f}"


def _node(box: Box, data: Mapping[str, Any]) -> str:
    fill = _FILLS.get(str(data.get("kind")), "#ffffff")
    lines = "".join(
        f'<text x="{box.x + WIDTH / 2:g}" y="{box.y + 8 + LINE * (number + 0.78):.1f}" text-anchor="middle">{_text(line)}</text>'
        for number, line in enumerate(box.lines)
    )
    frame = f'<rect x="{box.x:g}" y="{box.y:.1f}" width="{WIDTH:g}" height="{box.height:g}" rx="5" fill="{fill}" stroke="#333333"/>'
    return f"<g><title>{_text(str(data['label']))}</title>{frame}{lines}</g>"


def _legend(network: nx.MultiDiGraph[str], colours: Mapping[str, str], names: Mapping[str, str], language: str) -> Iterator[str]:
    words = _WORDS[language]
    for number, (relation, colour) in enumerate(colours.items()):
        yield _sample(colour, "", f"url(#arrow-{number})", names.get(relation, relation))
    edges = [data for _, _, data in network.edges(data=True)]
    if any(not data["firm"] and not data["denied"] for data in edges):
        yield _sample("#444444", "7 4", "", words["hedged"])
    if any(data["denied"] for data in edges):
        yield _sample("#444444", "2 4", "", words["denied"])
    if len({data["documents"] for data in edges}) > 1:
        yield _sample("#444444", "", "", words["many"], width=4)
    for kind in sorted({str(data.get("kind")) for _, data in network.nodes(data=True)} & set(_FILLS)):
        frame = f'<rect y="-9" width="36" height="14" rx="3" fill="{_FILLS[kind]}" stroke="#333333"/>'
        yield f'{frame}<text x="46" y="3">{_KINDS[language][kind]}</text>'


def _sample(colour: str, dash: str, marker: str, text: str, *, width: float = 1.8) -> str:
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    end = f' marker-end="{marker}"' if marker else ""
    return f'<path d="M0 -2 H36" stroke="{colour}" stroke-width="{width:g}"{dashes}{end}/><text x="46" y="3">{_text(text)}</text>'


def page(network: nx.MultiDiGraph[str], *, language: str = "en", relations: Mapping[str, str] | None = None) -> str:
    """Return a page that holds the picture and lists the evidence; no script, no request, a strict content security policy.

    Args:
        network: a view.
        language: of the page.
        relations: what the relations are called.
    """
    words, names = _WORDS[language], relations or {}
    title = escape(words.get(str(network.graph.get("view")), "Network"))
    allowed = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
    rows = "\n".join(_row(network, edge, names, words) for edge in sorted(network.edges(keys=True, data=True), key=lambda edge: edge[:3]))
    head = "".join(f'<th scope="col">{escape(words[key])}</th>' for key in ("from", "relation", "to", "words", "documents"))
    policy = f"default-src 'none'; style-src 'sha256-{allowed}'; base-uri 'none'; form-action 'none'"
    return f"""<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>{_STYLE}</style>
</head>
<body>
<main>
<h1>{title}</h1>
<p>{escape(words["hint"])}</p>
<figure tabindex="0">
{draw(network, language=language, relations=relations)}</figure>
<h2>{escape(words["evidence"])}</h2>
<div class="wide" tabindex="0" role="region" aria-label="{escape(words["evidence"])}">
<table>
<thead><tr>{head}</tr></thead>
<tbody>
{rows}
</tbody>
</table>
</div>
</main>
</body>
</html>
"""


def _row(
    network: nx.MultiDiGraph[str], edge: tuple[str, str, str, dict[str, Any]], names: Mapping[str, str], words: Mapping[str, str]
) -> str:
    start, end, relation, data = edge
    said = "".join(f"<q>“{_text(piece)}”</q>" for piece in data.get("words", ()))
    cells = (
        _text(_label(network, start)),
        _text(names.get(relation, relation) + _note(data, words)),
        _text(_label(network, end)),
        said,
        str(data["documents"]),
    )
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def _note(data: Mapping[str, Any], words: Mapping[str, str]) -> str:
    return "" if data["firm"] else f" ({words['denied' if data['denied'] else 'hedged']})"


def _label(network: nx.MultiDiGraph[str], node: str) -> str:
    return str(network.nodes[node]["label"])


def _text(text: str) -> str:
    """Escape a text for SVG and HTML; what XML cannot hold, and what turns the direction of writing, becomes a sign for it (S23, S26)."""
    return escape("".join(c if c.isprintable() or c == "\n" else "\ufffd" for c in text))
