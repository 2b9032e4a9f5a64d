/**
 * The script of a report: it filters and searches the steps, and opens what is printed or pointed at. Without it everything
 * can still be read.
 */
export const SCRIPT = `
"use strict";
(() => {
  const tools = document.getElementById("tools");
  const query = document.getElementById("query");
  const shown = document.getElementById("shown");
  if (!tools || !query || !shown) return;
  const rows = [...document.querySelectorAll(".row")].map((row) => ({ row, text: null }));
  const stages = [...document.querySelectorAll(".stage")];
  const boxes = [...tools.querySelectorAll("input[type=checkbox]")];
  const textOf = (one) => (one.text ??= one.row.textContent.toLowerCase());
  const filter = () => {
    const off = new Set(boxes.filter((box) => !box.checked).map((box) => box.value));
    const words = query.value.toLowerCase().split(/\\s+/).filter(Boolean);
    let count = 0;
    for (const one of rows) {
      const { action, risk } = one.row.dataset;
      const hit = !off.has(action) && !off.has(risk) && words.every((word) => textOf(one).includes(word));
      one.row.hidden = !hit;
      count += hit ? 1 : 0;
    }
    for (const stage of stages) stage.hidden = !stage.querySelector(".row:not([hidden])");
    shown.textContent = count + " of " + rows.length + " changes shown";
  };
  const openAll = (open) => {
    for (const { row } of rows) if (!row.hidden) row.open = open;
  };
  const reveal = () => {
    const target = document.getElementById(location.hash.slice(1));
    if (!target || !target.classList.contains("row")) return;
    if (target.hidden) {
      query.value = "";
      for (const box of boxes) box.checked = true;
      filter();
    }
    target.open = true;
    target.scrollIntoView();
  };
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll("details:not([open])")];
    for (const one of closed) one.open = true;
  });
  addEventListener("afterprint", () => {
    for (const one of closed) one.open = false;
  });
  addEventListener("hashchange", reveal);
  tools.addEventListener("submit", (event) => event.preventDefault());
  tools.addEventListener("input", filter);
  document.getElementById("open").addEventListener("click", () => openAll(true));
  document.getElementById("close").addEventListener("click", () => openAll(false));
  tools.hidden = false;
  filter();
  reveal();
})();
`;
