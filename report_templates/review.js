"use strict";
// Text of the corpus comes as JSON and goes into text nodes only; nothing is ever parsed as HTML.
const review = JSON.parse(document.getElementById("review").textContent);
const records = review.records;
const KEYS = {h: "human", s: "synthetic", m: "mixed", c: "cannot_tell"};
const KEPT = "provaudit-review-" + review.review;
const at = (id) => document.getElementById(id);
const state = restored() || {reviewer: "", now: 0, labels: {}, history: []};

// What another page of the same browser left must not break this one.
function restored() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEPT));
    const whole = kept && typeof kept.labels === "object" && Array.isArray(kept.history);
    return whole && Number.isInteger(kept.now) && records[kept.now] ? kept : null;
  } catch { return null; }
}

function keep() {
  try {
    localStorage.setItem(KEPT, JSON.stringify(state));
    at("kept").textContent = "Your labels are kept in this browser.";
  } catch {
    at("kept").textContent = "This browser keeps nothing: save the labels before you close the page.";
  }
}

function show() {
  const record = records[state.now];
  const done = Object.keys(state.labels).length;
  const label = state.labels[state.now];
  at("text").textContent = record.text;
  at("cut").hidden = !record.cut;
  at("asked").hidden = !record.prompt;
  at("prompt").textContent = record.prompt || "";
  at("prompt-cut").hidden = !record.prompt_cut;
  at("place").textContent = record.record_id + " (" + record.file + ", position " + record.position + ")";
  const context = Object.entries(record.context).map(([name, value]) => name + ": " + value);
  at("context").textContent = context.join("  ·  ") || "none";
  at("progress").max = records.length;
  at("progress").value = done;
  at("done").textContent = done + " of " + records.length + " labelled; this is record " + (state.now + 1);
  for (const button of document.querySelectorAll("button[data-label]")) {
    button.setAttribute("aria-pressed", String(button.dataset.label === (label && label.label)));
  }
  at("undo").disabled = state.history.length === 0;
  at("finished").hidden = done < records.length;
}

function move(to) {
  state.now = Math.min(Math.max(to, 0), records.length - 1);
  keep();
  show();
  window.scrollTo(0, 0);
}

function give(label) {
  state.history.push([state.now, state.labels[state.now] || null]);
  state.labels[state.now] = {label, time: new Date().toISOString()};
  move(next());
}

// The next record without a label, else stay.
function next() {
  for (let step = 1; step <= records.length; step++) {
    const to = (state.now + step) % records.length;
    if (!state.labels[to]) return to;
  }
  return state.now;
}

function undo() {
  const last = state.history.pop();
  if (!last) return;
  if (last[1]) state.labels[last[0]] = last[1]; else delete state.labels[last[0]];
  move(last[0]);
}

function rows() {
  return Object.keys(state.labels).map(Number).sort((a, b) => a - b).map((number) => {
    const record = records[number];
    return {
      review: review.review, size: review.size, record_id: record.record_id, file: record.file,
      position: record.position, stratum: record.stratum, draws: record.draws,
      inclusion: record.inclusion, label: state.labels[number].label,
      reviewer: state.reviewer || "reviewer", time: state.labels[number].time,
    };
  });
}

function save(name, text, type) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], {type}));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

const stem = () => "labels-" + (state.reviewer.replace(/[^A-Za-z0-9]+/g, "-") || "reviewer");

function saveLines() {
  save(stem() + ".jsonl", rows().map((row) => JSON.stringify(row) + "\n").join(""), "application/jsonl");
}

function saveTable() {
  const cell = (value) => '"' + String(value).replaceAll('"', '""') + '"';
  const lines = rows().map((row) => Object.values(row).map(cell).join(","));
  const names = "review,size,record_id,file,position,stratum,draws,inclusion,label,reviewer,time";
  save(stem() + ".csv", [names, ...lines].join("\r\n") + "\r\n", "text/csv");
}

function pressed(event) {
  if (event.target === at("reviewer") || event.ctrlKey || event.metaKey || event.altKey) return;
  const key = event.key.toLowerCase();
  if (Object.hasOwn(KEYS, key)) give(KEYS[key]);
  else if (key === "u") undo();
  else if (key === "arrowleft") move(state.now - 1);
  else if (key === "arrowright") move(state.now + 1);
  else return;
  event.preventDefault();
}

document.addEventListener("keydown", pressed);
for (const button of document.querySelectorAll("button[data-label]")) {
  button.addEventListener("click", () => give(button.dataset.label));
}
at("undo").addEventListener("click", undo);
at("back").addEventListener("click", () => move(state.now - 1));
at("on").addEventListener("click", () => move(state.now + 1));
at("lines").addEventListener("click", saveLines);
at("table").addEventListener("click", saveTable);
at("reviewer").value = state.reviewer;
at("reviewer").addEventListener("input", (event) => { state.reviewer = event.target.value.slice(0, 80); keep(); });
keep();
show();
