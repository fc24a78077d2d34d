/* The side panel "Notices": asks how the text stands as it is written, puts fixes into their blocks, shows evidence. */
(() => {
  "use strict";

  const WAIT = 800;
  const panel = () => document.querySelector("[data-annotations-notices]");
  const form = () => document.querySelector("form[data-edit-form]");
  let timer = null, last = null, asking = null;

  const sent = () => {
    const data = new FormData(form());
    for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
    return data;
  };
  const written = (data) => new URLSearchParams(data).toString();

  /* Wagtail keeps the first draft by itself and goes on as if the page had been opened for editing. */
  function address(url) {
    const kept = new URL(form().action, location.href).pathname.match(/\/(?:pages\/(\d+)\/edit|edit\/([^/]+))\/$/);
    return kept && url.includes("/new/") ? url.replace(/\/new\/.*$/, `/${kept[1] || kept[2]}/`) : url;
  }

  async function post(url, data, signal) {
    const answer = await fetch(address(url), { method: "POST", body: data, signal, credentials: "same-origin",
      headers: { Accept: "application/json" } });
    const body = await answer.json().catch(() => ({}));
    if (!answer.ok) throw new Error(body.message || panel().dataset.failed);
    return body;
  }

  function say(text, state) {
    const status = panel().querySelector("[data-annotations-status]");
    if (status.textContent !== text) status.textContent = text;
    if (state) status.dataset.state = state;
  }

  function show(answer) {
    panel().querySelector("[data-annotations-list]").innerHTML = answer.html;
    say(answer.text, answer.state);
    const toggle = document.querySelector('[data-side-panel-toggle="annotations"]');
    if (!toggle) return;
    toggle.setAttribute("aria-label", panel().dataset.toggleLabel.replace("%s", answer.text));
    const counter = toggle.querySelector("[data-side-panel-toggle-counter]");
    if (!counter) return;
    counter.textContent = answer.count;
    counter.hidden = !answer.count;
  }

  async function check() {
    const data = sent(), text = written(data);
    if (text === last) return;
    last = text;
    if (asking) asking.abort();
    const mine = asking = new AbortController();
    try {
      const answer = await post(panel().dataset.checkUrl, data, mine.signal);
      if (mine === asking) show(answer);
    } catch (error) {
      if (error.name === "AbortError") return;
      last = null;
      say(error.message, "unchecked");
    }
  }

  function later() {
    clearTimeout(timer);
    timer = setTimeout(check, WAIT);
  }

  /* Where a block is: Wagtail marks fields and blocks by their content paths. */
  function found(path) {
    let element = document;
    for (const step of path) {
      const next = element.querySelector(`[data-contentpath="${CSS.escape(step)}"]`);
      if (!next) break;
      element = next;
    }
    return element === document ? null : element;
  }

  function mark(element, exact, prefix) {
    if (!window.Highlight || !CSS.highlights) return;
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    const nodes = [];
    let text = "";
    while (walker.nextNode()) {
      if (walker.currentNode.parentElement.closest("label, button, .w-field__label")) continue;
      nodes.push([text.length, walker.currentNode]);
      text += walker.currentNode.data;
    }
    const near = (prefix || "").slice(-12);
    let at = text.indexOf(near + exact);
    at = at < 0 ? text.indexOf(exact) : at + near.length;
    if (at < 0) return;
    const spot = (place) => {
      const [start, node] = nodes.filter(([begin]) => begin <= place).pop();
      return [node, Math.min(place - start, node.data.length)];
    };
    const range = new Range();
    range.setStart(...spot(at));
    range.setEnd(...spot(at + exact.length - 1));
    range.setEnd(range.endContainer, Math.min(range.endOffset + 1, range.endContainer.data.length));
    CSS.highlights.set("annotations-evidence", new Highlight(range));
  }

  function reveal(button) {
    const element = found(button.dataset.annotationsShow.split("."));
    if (!element) return;
    for (let box = element.closest("[aria-expanded], [hidden]"); box && box.hidden; box = box.parentElement) box.hidden = false;
    element.scrollIntoView({ block: "center" });
    document.querySelectorAll(".annotations-shown").forEach((old) => old.classList.remove("annotations-shown"));
    element.classList.add("annotations-shown");
    mark(element, button.dataset.exact, button.dataset.prefix);
    const target = element.querySelector('[contenteditable="true"], textarea:not([hidden]), input:not([type="hidden"])');
    if (target) {
      target.focus({ preventScroll: true });
      const start = "value" in target ? target.value.indexOf(button.dataset.exact) : -1;
      if (start >= 0 && target.setSelectionRange) target.setSelectionRange(start, start + button.dataset.exact.length);
    }
  }

  function put(change) {
    if (change.added) {
      const root = document.getElementById(`${change.field}-root`);
      root.rootBlock.insert({ type: change.added, value: change.value }, root.rootBlock.children.length);
      return root.lastElementChild;
    }
    const element = found([change.field, ...change.path]);
    const inputs = element ? [...element.querySelectorAll("input, textarea")] : [];
    const rich = change.source === "rich" && window.Draftail && inputs.find((one) => one.draftailEditor);
    const input = rich || inputs.find((one) => one.type !== "hidden");
    if (!input) throw new Error(panel().dataset.failed);
    if (rich) {
      const now = input.draftailEditor.getEditorState();
      const next = window.Draftail.createEditorStateFromRaw(JSON.parse(change.value));
      input.draftailEditor.onChange(now.constructor.push(now, next.getCurrentContent(), "insert-fragment"));
    } else {
      input.value = change.value;
      input.dispatchEvent(new Event("input", { bubbles: true }));
      input.dispatchEvent(new Event("change", { bubbles: true }));
    }
    return element;
  }

  async function mend(button) {
    const data = sent();
    data.set("annotations-key", button.dataset.key);
    data.set("annotations-fix", button.dataset.annotationsFix);
    try {
      const answer = await post(panel().dataset.fixUrl, data);
      const places = answer.changes.map(put);
      if (places[0]) places[0].scrollIntoView({ block: "center" });
      say(panel().dataset.inserted);
    } catch (error) {
      say(error.message);
    }
    later();
  }

  async function override() {
    const data = sent();
    data.set("annotations-reason", panel().querySelector("[data-annotations-reason]").value);
    try {
      show(await post(panel().dataset.overrideUrl, data));
    } catch (error) {
      say(error.message);
    }
  }

  function clicked(event) {
    const button = event.target.closest("button");
    if (!button || !panel().contains(button)) return;
    if ("annotationsShow" in button.dataset) reveal(button);
    else if ("annotationsFix" in button.dataset) mend(button);
    else if ("annotationsOverride" in button.dataset) override();
  }

  function start() {
    if (!panel() || !form()) return;
    last = document.querySelector("[data-annotations-new]") ? null : written(sent());
    for (const kind of ["input", "change", "keyup", "click", "paste", "drop"]) {
      form().addEventListener(kind, later, true);
    }
    panel().addEventListener("click", clicked);
    panel().addEventListener("keydown", (event) => {
      if (event.key === "Enter" && event.target.matches("[data-annotations-reason]")) {
        event.preventDefault();
        override();
      }
    });
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
