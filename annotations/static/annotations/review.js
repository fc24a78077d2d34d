/* The desk's one script: single keys, selection, copying. Every page works without it. */
(function () {
  "use strict";
  const body = document.body;
  const all = (selector, within) => Array.from((within || document).querySelectorAll(selector));
  const rows = () => all("[data-row]");
  const seen = (element) => element.getClientRects().length > 0 && !element.disabled;

  function say(text) {
    const place = document.querySelector(".an-said");
    if (place) { place.textContent = text; }
  }

  /* Rows: the one that has, or last had, the focus. */
  let current = null;
  document.addEventListener("focusin", function (event) {
    const row = event.target.closest("[data-row]");
    if (row) { point(row); }
  });
  function point(row) {
    if (current) { current.classList.remove("an-current"); }
    current = row;
    row.classList.add("an-current");
  }
  function step(by) {
    const found = rows();
    if (!found.length) { return false; }
    const at = found.indexOf(current);
    const next = found[Math.min(found.length - 1, Math.max(0, at < 0 ? 0 : at + by))];
    const link = next.querySelector("[data-open]");
    point(next);
    if (link) { link.focus(); }
    return true;
  }
  function tick() {
    const box = current && current.querySelector("input[type=checkbox]");
    if (!box) { return false; }
    box.click();
    return true;
  }

  /* Keys. Two in a row, such as "g q", within a second and a half. */
  let before = "", timer = 0;
  const own = {
    j: () => step(1), k: () => step(-1), x: tick,
    o: () => { const link = current && current.querySelector("[data-open]"); if (link) { link.click(); } return !!link; },
  };
  function target(key) {
    const inRow = current && all('[data-rowkey="' + CSS.escape(key) + '"]', current).find(seen);
    return inRow || all('[data-key="' + CSS.escape(key) + '"]').find(seen);
  }
  function press(key) {
    const element = target(key);
    if (element) {
      if (key === "?" && help()) { return true; }
      if (element.matches("input:not([type=submit]), textarea, select")) { element.focus(); } else { element.click(); }
      return true;
    }
    return key in own && rows().length > 0 && own[key]();
  }
  function help() {
    const dialog = document.getElementById("an-keys");
    if (!dialog || !dialog.showModal) { return false; }
    if (!dialog.open) { dialog.showModal(); }
    return true;
  }
  function typing(element) {
    return element.isContentEditable || element.matches("textarea, select, input:not([type=checkbox], [type=radio], [type=submit])");
  }
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.key.length !== 1) { return; }
    if (body.classList.contains("an-keys-off") || typing(event.target) || document.querySelector("dialog[open]")) { return; }
    const pair = before + " " + event.key;
    clearTimeout(timer);
    if ((before && press(pair)) || press(event.key)) {
      before = "";
      event.preventDefault();
      return;
    }
    before = event.key;
    timer = setTimeout(() => { before = ""; }, 1500);
  });
  /* Selection. */
  const boxes = () => all("[data-row] input[type=checkbox]");
  const count = document.querySelector("[data-selected]");
  function counted() {
    if (count) {
      const many = boxes();
      count.textContent = count.dataset.selected.replace("%s", many.filter((box) => box.checked).length).replace("%t", many.length);
    }
  }
  all("[data-check-all]").forEach(function (toggle) {
    toggle.closest("[hidden]").hidden = false;
    toggle.addEventListener("change", function () {
      boxes().forEach((box) => { box.checked = toggle.checked; });
      counted();
    });
  });
  document.addEventListener("change", (event) => { if (event.target.closest("[data-row]")) { counted(); } });
  counted();

  /* Copying; the button is there only with the script. */
  all("[data-copy]").forEach(function (button) {
    if (!navigator.clipboard) { return; }
    button.hidden = false;
    button.addEventListener("click", function () {
      navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent).then(() => say(button.dataset.copied));
    });
  });

  /* A text is checked again while it is written. */
  const live = document.querySelector("form[data-live]");
  const result = document.getElementById("result");
  let pause = 0, asked = 0;
  async function recheck() {
    const mine = ++asked;
    const answer = await fetch(location.pathname, { method: "POST", body: new FormData(live) });
    const found = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("result");
    if (found && mine === asked) { result.replaceChildren(...found.childNodes); say(result.dataset.said); }
  }
  if (live && result) {
    live.addEventListener("input", function () {
      clearTimeout(pause);
      pause = setTimeout(() => { if (live.checkValidity()) { recheck().catch(() => say("")); } }, 900);
    });
  }

  /* A form is sent once. */
  document.addEventListener("submit", function (event) {
    if (event.target.dataset.sent) { event.preventDefault(); return; }
    event.target.dataset.sent = "1";
  });
  window.addEventListener("pageshow", () => all("form[data-sent]").forEach((form) => { delete form.dataset.sent; }));
})();
