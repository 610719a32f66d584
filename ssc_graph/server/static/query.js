// The query page with script: completion of names, the answer as JSON, and as a picture. Without it the page still asks and answers.
// Text from the graph goes into the page as text (textContent), never as HTML.
"use strict";

const SVG = "http://www.w3.org/2000/svg";
const BOX = 290; // pixels: what a label of LABEL characters needs
const GAP = 80;
const ROW = 34;
const LABEL = 36;
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
  proposals = [...known, ...found.sort((one, other) => fit(one, word) - fit(other, word))].filter((each) => !seen.has(each.short) && seen.add(each.short)).slice(0, 12);
  selected = 0;
  show();
}

// How well a name goes on with what is typed: its prefixed name begins so, else its label, else it only holds it.
function fit(each, word) {
  const typed = word.toLowerCase();
  if (each.short.toLowerCase().startsWith(typed)) return 0;
  return each.label.toLowerCase().startsWith(typed.replace(/^.*:/, "")) ? 1 : 2;
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
  const width = Math.max(300, document.getElementById("picture").clientWidth - 4);
  const svg = drawing(width, shown.length * 44 + 8);
  shown.forEach((row, place) => {
    const label = row[name].label || row[name].value;
    const fitting = Math.floor(width / 8);
    const length = Math.max(1, (Number(row[numeric].value) / largest) * (width - 90));
    svg.append(
      element("text", { x: 8, y: place * 44 + 20 }, label.length > fitting ? label.slice(0, fitting - 1) + "…" : label),
      element("rect", { x: 8, y: place * 44 + 26, width: length, height: 14 }),
      element("text", { x: 14 + length, y: place * 44 + 38 }, row[numeric].value),
    );
  });
  return svg;
}

// A picture in the pixels of the page: one that is wider than the screen is moved, not made too small to be read.
function drawing(width, height) {
  const label = answer.querySelector("h2").textContent;
  return element("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": label });
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
  const drawn = arrange(placed, edges);
  const most = Math.max(...drawn.map((column) => column.length));
  const svg = drawing(drawn.length * (BOX + GAP) - GAP + 20, most * ROW + 16);
  const marker = element("marker", { id: "tip", viewBox: "0 0 10 10", refX: 9, refY: 5, markerWidth: 7, markerHeight: 7, orient: "auto" });
  marker.append(element("path", { d: "M0,0 L10,5 L0,10 z", class: "tip" }));
  svg.append(marker);
  drawn.forEach((column, across) => column.forEach((node, down) => {
    node.x = 10 + across * (BOX + GAP);
    node.y = 8 + (down + 0.5 + (most - column.length) / 2) * ROW;
  }));
  for (const [from, to, label] of edges) {
    const line = element("path", { d: way(from, to), class: "way", "marker-end": "url(#tip)" });
    if (label) line.append(element("title", {}, label));
    svg.append(line);
  }
  for (const node of placed) {
    const box = element("rect", { x: node.x, y: node.y - 13, width: BOX, height: 26, rx: 4, class: "box" });
    box.append(element("title", {}, node.label));
    const text = node.label.length > LABEL ? node.label.slice(0, LABEL - 1) + "…" : node.label;
    svg.append(box, element("text", { x: node.x + 8, y: node.y + 4 }, text));
  }
  return svg;
}

function way(from, to) {
  const [start, end] = [from.x + BOX, to.x];
  const bend = Math.max(GAP / 2, Math.abs(end - start) / 3);
  return `M${start},${from.y} C${start + bend},${from.y} ${end - bend},${to.y} ${end},${to.y}`;
}

// Columns from left to right: a thing stands to the right of what leads to it (the longest way), whatever closes a circle left aside.
function arrange(nodes, edges) {
  const follows = new Map(nodes.map((node) => [node, []]));
  for (const [from, to] of edges) if (from !== to) follows.get(from).push(to);
  const order = [];
  const state = new Map();
  const visit = (node) => {
    state.set(node, "open");
    follows.set(node, follows.get(node).filter((next) => state.get(next) !== "open"));
    for (const next of follows.get(node)) if (!state.has(next)) visit(next);
    state.set(node, "done");
    order.unshift(node);
  };
  for (const node of nodes) { node.column = 0; if (!state.has(node)) visit(node); }
  for (const node of order) for (const next of follows.get(node)) next.column = Math.max(next.column, node.column + 1);
  const led = new Set([...follows.values()].flat());
  for (const node of nodes) {
    if (!led.has(node) && follows.get(node).length) node.column = Math.min(...follows.get(node).map((next) => next.column)) - 1;
  }
  const columns = [];
  for (const node of nodes) (columns[node.column] ||= []).push(node);
  for (let sweep = 0; sweep < 4; sweep++) { // each where its neighbours are, so that few lines cross
    for (const column of columns) column.forEach((node, place) => { node.place = place - column.length / 2; });
    for (const column of sweep % 2 ? [...columns].reverse() : columns) {
      for (const node of column) {
        const near = edges.flatMap(([from, to]) => (from === node ? [to.place] : to === node ? [from.place] : []));
        node.wish = near.length ? near.reduce((sum, each) => sum + each, 0) / near.length : node.place;
      }
      column.sort((one, other) => one.wish - other.wish);
      column.forEach((node, place) => { node.place = place - column.length / 2; });
    }
  }
  return columns;
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
