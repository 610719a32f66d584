// Search without a server: each shelf of the index is a script named by the first two letters of the words on it.
"use strict";
(function () {
  const form = document.getElementById("ask");
  const field = document.getElementById("q2");
  const list = document.getElementById("results");
  const state = document.getElementById("state");
  const language = form.dataset.language;
  const shelves = new Map();
  const waiting = new Map();
  const MOST = 100;
  let asked = 0;

  const full = new Set();

  // Called by a shelf: rows of [name, words that are searched, path, note, language], and whether there were more than it holds.
  window.sscShelf = function (key, rows, cut) {
    shelves.set(key, rows);
    if (cut) full.add(key);
  };

  function fold(text) {
    return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  }

  function words(text) {
    return fold(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  }

  function shelf(word) {
    const key = word.slice(0, 2);
    return /^[a-z0-9]{2}$/.test(key) ? key : "other";
  }

  function load(key) {
    if (shelves.has(key)) return Promise.resolve();
    if (!waiting.has(key)) {
      waiting.set(key, new Promise(function (done) {
        const script = document.createElement("script");
        script.src = "search/" + language + "/" + key + ".js";
        script.onload = done;
        script.onerror = function () { shelves.set(key, []); done(); };
        document.head.append(script);
      }));
    }
    return waiting.get(key);
  }

  function show(found, cut) {
    list.replaceChildren.apply(list, found.slice(0, MOST).map(function (row) {
      const item = document.createElement("li");
      const link = document.createElement("a");
      const name = document.createElement("bdi");
      name.textContent = row[0];
      if (row[4] && row[4] !== language) name.lang = row[4];
      link.href = row[2];
      link.append(name);
      const note = document.createElement("span");
      note.className = "sub";
      note.textContent = " " + row[3];
      item.append(link, note);
      return item;
    }));
    state.textContent = (found.length ? found.length + " " + form.dataset.found : form.dataset.none) + (cut ? " " + form.dataset.cut : "");
  }

  async function ask() {
    const number = ++asked;
    const query = words(field.value).filter(function (word) { return word.length > 1; });
    if (!query.length) {
      list.replaceChildren();
      state.textContent = form.dataset.wait;
      return;
    }
    query.sort(function (a, b) { return b.length - a.length; });
    let key = shelf(query[0]);
    for (const word of query) { // a shelf that holds all rows of a word answers for every word
      await load(shelf(word));
      if (number !== asked) return;
      if (!full.has(shelf(word))) { key = shelf(word); break; }
    }
    const rows = shelves.get(key) || [];
    const whole = fold(field.value).trim();
    show(rows.filter(function (row) {
      const text = " " + row[1];
      return query.every(function (word) { return text.includes(" " + word); });
    }).map(function (row) {
      const name = fold(row[0]);
      return [name === whole ? 0 : name.startsWith(whole) ? 1 : 2, row];
    }).sort(function (a, b) { return a[0] - b[0]; }).map(function (pair) { return pair[1]; }), full.has(key));
  }

  field.value = new URLSearchParams(location.search).get("q") || "";
  field.addEventListener("input", ask);
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    history.replaceState(null, "", "?q=" + encodeURIComponent(field.value));
    ask();
  });
  document.getElementById("q").value = field.value;
  if (field.value) ask();
})();
