// Answering by keyboard: digits set a level and move on; arrows move; never while somebody writes, and it can be switched off.

const SWITCH = "kompetencespejl-keys";
const ASIDE = { 0: "not_applicable", "?": "unknown", v: "unknown" };

export function keys(form, { current, go }) {
  const button = form.querySelector("[data-keys]");
  let on = localStorage.getItem(SWITCH) !== "off";

  const show = () => {
    button.textContent = on ? button.dataset.on : button.dataset.off;
  };
  button.hidden = false;
  button.addEventListener("click", () => {
    on = !on;
    localStorage.setItem(SWITCH, on ? "on" : "off");
    show();
  });
  show();

  document.addEventListener("keydown", (event) => {
    const { key, target } = event;
    if (key === "Escape" && target.matches("textarea")) current().summary.focus();
    if (!on || event.ctrlKey || event.metaKey || event.altKey || isWritten(target)) return;
    if (act(key, target)) event.preventDefault();
  });

  function act(key, target) {
    const row = current();
    if (/^[1-8]$/.test(key) || key in ASIDE) {
      const chosen = row.choose(ASIDE[key] ?? key);
      if (chosen) go(row, 1);
      return chosen;
    }
    if (key === "k") {
      row.details.open = true;
      row.field("example").focus();
      return true;
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[key];
    if (!step || target.type === "radio" || !row.details.contains(target)) return false;
    go(row, step);
    return true;
  }
}

// Where a key is a letter, not a command.
function isWritten(target) {
  return target.matches("textarea, select, input:not([type=radio])") || target.isContentEditable;
}
