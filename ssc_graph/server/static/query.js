// The query page with script: completion of names, the answer as JSON, and as a picture. Without it the page still asks and answers.
// Text from the graph goes into the page as text (textContent), never as HTML.
"use strict";

const SVG = "http://www.w3.org/2000/svg";
const WIDTH = 960;
const MOST_NODES = 150;
const WORDS = "SELECT DISTINCT WHERE FILTER OPTIONAL UNION MINUS GRAPH BIND VALUES CONSTRUCT DESCRIBE ASK ORDER BY GROUP HAVING LIMIT OFFSET COUNT SAMPLE GROUP_CONCAT".split(" ");

function element(name, attributes, text) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== undefined) made.textContent = text;
  return made;
}

// ---- completion -------------------------------------------------------------------------------------------------------------

const field = document.getElementById("query");
const list = document.getElementById("proposals");
let proposals = [];
let selected = 0;
let asked = 0;

function wordBefore() {
  const before = field.value.slice(0, field.selectionStart);
  return (before.match(/[\p{L}\p{N}_:-]+$/u) || [""])[0];
}

async function propose() {
  const word = wordBefore();
  if (word.length < 2) return close();
  const mine = ++asked;
  const known = WORDS.filter((each) => each.startsWith(word.toUpperCase())).map((each) => ({ short: each, label: "" }));
  let found = [];
  try {
    const answer = await fetch("/terms?" + new URLSearchParams({ words: word.replace(/^.*:/, "") || word }));
    if (answer.ok) found = await answer.json();
  } catch { /* the server is gone; the words of SPARQL are still known */ }
  if (mine !== asked) return;
  const seen = new Set();
  proposals = [...known, ...found].filter((each) => !seen.has(each.short) && seen.add(each.short)).slice(0, 12);
  selected = 0;
  show();
}

function show() {
  list.replaceChildren(...proposals.map((each, place) => {
    const item = document.createElement("li");
    item.setAttribute("role", "option");
    item.setAttribute("id", "proposal-" + place);
    item.setAttribute("aria-selected", String(place === selected));
    item.textContent = each.label ? each.short + "  –  " + each.label : each.short;
    item.addEventListener("mousedown", (event) => { event.preventDefault(); selected = place; take(); });
    return item;
  }));
  list.hidden = proposals.length === 0;
  if (proposals.length) field.setAttribute("aria-activedescendant", "proposal-" + selected);
}

function close() {
  asked++;
  proposals = [];
  list.hidden = true;
  field.removeAttribute("aria-activedescendant");
}

function take() {
  const chosen = proposals[selected];
  if (!chosen) return;
  const end = field.selectionStart;
  const plain = /^[A-Za-z_]+$|^[A-Za-z]*:[\w-]+$/.test(chosen.short);
  field.setRangeText(plain ? chosen.short : "<" + chosen.iri + ">", end - wordBefore().length, end, "end");
  close();
  field.focus();
}

field.addEventListener("keydown", (event) => {
  if (event.ctrlKey && event.code === "Space") { event.preventDefault(); propose(); return; }
  if (event.ctrlKey && event.key === "Enter") { document.getElementById("ask").requestSubmit(); return; }
  if (list.hidden) return;
  if (event.key === "Escape") { close(); return; }
  if (event.key === "Enter" || event.key === "Tab") { event.preventDefault(); take(); return; }
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) {
    event.preventDefault();
    selected = (selected + step + proposals.length) % proposals.length;
    show();
  }
});
field.addEventListener("input", () => { if (!list.hidden) propose(); });
field.addEventListener("blur", close);

// ---- the answer in three views ----------------------------------------------------------------------------------------------

const answer = document.getElementById("answer");
const views = document.getElementById("views");

function rowsOfTable() {
  return [...answer.querySelectorAll("tbody tr")].map((row) => [...row.cells].map((cell) => {
    const link = cell.querySelector("[data-iri]");
    return link ? { iri: link.dataset.iri, label: link.textContent } : { value: cell.textContent };
  }));
}

async function json() {
  const place = document.getElementById("json");
  if (place.textContent) return;
  const form = answer.dataset.graph === "true" ? "application/ld+json" : "application/sparql-results+json";
  const asForm = { method: "POST", headers: { Accept: form, "Content-Type": "application/sparql-query" }, body: field.defaultValue };
  try {
    const got = await fetch("/sparql", asForm);
    const text = await got.text();
    place.textContent = got.ok ? JSON.stringify(JSON.parse(text), null, 2) : text;
  } catch (error) { place.textContent = String(error); }
}

function picture() {
  const place = document.getElementById("picture");
  if (place.firstChild) return;
  const drawn = bars() || network();
  place.append(drawn || Object.assign(document.createElement("p"), { textContent: answer.dataset.nopicture }));
}

// A column of names and a column of numbers: bars.
function bars() {
  const rows = rowsOfTable();
  const numeric = [...(rows[0] || []).keys()].find((column) => rows.every((row) => row[column].value && !isNaN(row[column].value)));
  if (numeric === undefined || rows[0].length < 2) return null;
  const name = [...rows[0].keys()].findLast((column) => column !== numeric && rows.every((row) => row[column].label || isNaN(row[column].value)));
  if (name === undefined) return null;
  const shown = rows.slice(0, 40);
  const largest = Math.max(...shown.map((row) => Number(row[numeric].value)), 1e-9);
  const svg = element("svg", { viewBox: `0 0 ${WIDTH} ${shown.length * 26 + 10}`, role: "img" });
  shown.forEach((row, place) => {
    const label = row[name].label || row[name].value;
    const length = Math.max(1, (Number(row[numeric].value) / largest) * 480);
    svg.append(
      element("text", { x: 370, y: place * 26 + 22, "text-anchor": "end" }, label.length > 55 ? label.slice(0, 54) + "…" : label),
      element("rect", { x: 380, y: place * 26 + 8, width: length, height: 18 }),
      element("text", { x: 386 + length, y: place * 26 + 22 }, row[numeric].value),
    );
  });
  return svg;
}

// Two columns of things, or a graph: a network.
function network() {
  const rows = rowsOfTable();
  const graph = answer.dataset.graph === "true";
  const columns = graph ? [0, 2] : [...(rows[0] || []).keys()].filter((column) => rows.every((row) => row[column].iri)).slice(0, 2);
  if (columns.length < 2) return null;
  const nodes = new Map();
  const edges = [];
  for (const row of rows) {
    const [from, to] = columns.map((column) => row[column]);
    if (!from.iri || !to.iri) continue;
    for (const each of [from, to]) {
      if (!nodes.has(each.iri) && nodes.size < MOST_NODES) nodes.set(each.iri, { label: each.label });
    }
    if (nodes.has(from.iri) && nodes.has(to.iri)) edges.push([nodes.get(from.iri), nodes.get(to.iri), graph ? row[1].label : ""]);
  }
  if (!edges.length) return null;
  const placed = [...nodes.values()];
  const height = Math.max(320, Math.min(900, placed.length * 26));
  arrange(placed, edges, height);
  const svg = element("svg", { viewBox: `0 0 ${WIDTH} ${height}`, role: "img" });
  const marker = element("marker", { id: "tip", viewBox: "0 0 10 10", refX: 16, refY: 5, markerWidth: 8, markerHeight: 8, orient: "auto" });
  marker.append(element("path", { d: "M0,0 L10,5 L0,10 z", class: "tip" }));
  svg.append(marker);
  for (const [from, to, label] of edges) {
    const line = element("line", { x1: from.x, y1: from.y, x2: to.x, y2: to.y, "marker-end": "url(#tip)" });
    if (label) line.append(element("title", {}, label));
    svg.append(line);
  }
  for (const node of placed) {
    const end = node.x > WIDTH * 0.6;
    const text = node.label.length > 42 ? node.label.slice(0, 41) + "…" : node.label;
    const circle = element("circle", { cx: node.x, cy: node.y, r: 6 });
    circle.append(element("title", {}, node.label));
    svg.append(circle, element("text", { x: node.x + (end ? -10 : 10), y: node.y + 4, "text-anchor": end ? "end" : "start", class: "halo" }, text));
  }
  return svg;
}

// Forces of Fruchterman and Reingold, from fixed places, so that the same answer gives the same picture.
function arrange(nodes, edges, height) {
  const ideal = 0.8 * Math.sqrt((WIDTH * height) / nodes.length);
  nodes.forEach((node, place) => {
    const angle = place * 2.39996;
    const far = Math.sqrt((place + 0.5) / nodes.length) / 2;
    node.x = WIDTH * (0.5 + far * Math.cos(angle));
    node.y = height * (0.5 + far * Math.sin(angle));
  });
  for (let round = 0; round < 200; round++) {
    const heat = (WIDTH / 12) * (1 - round / 200);
    for (const node of nodes) { node.dx = 0; node.dy = 0; }
    for (const [place, one] of nodes.entries()) {
      for (const other of nodes.slice(place + 1)) push(one, other, (far) => (ideal * ideal) / far);
    }
    for (const [one, other] of edges) if (one !== other) push(one, other, (far) => -(far * far) / ideal);
    for (const node of nodes) {
      const far = Math.hypot(node.dx, node.dy) || 1;
      node.x = Math.min(WIDTH - 20, Math.max(20, node.x + (node.dx / far) * Math.min(far, heat)));
      node.y = Math.min(height - 15, Math.max(15, node.y + (node.dy / far) * Math.min(far, heat)));
    }
  }
}

function push(one, other, force) {
  const x = one.x - other.x;
  const y = one.y - other.y;
  const far = Math.max(0.1, Math.hypot(x, y));
  const by = force(far) / far;
  one.dx += x * by; one.dy += y * by;
  other.dx -= x * by; other.dy -= y * by;
}

function view(name) {
  for (const each of ["table", "json", "picture"]) document.getElementById(each).hidden = each !== name;
  for (const button of views.children) button.setAttribute("aria-pressed", String(button.dataset.view === name));
  if (name === "json") json();
  if (name === "picture") picture();
}

if (views) {
  views.hidden = false;
  for (const button of views.children) button.addEventListener("click", () => view(button.dataset.view));
  view("table");
}
