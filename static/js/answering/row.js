// One competence on the answering page: its fields, where it stands, and what it tells the reader.

import { tick } from "./tick.js";

export class Row {
  dirty = false;
  saving = false;

  constructor(details) {
    this.details = details;
    this.id = details.id.replace(/^\D+/, "");
    this.status = details.querySelector("[data-saved]");
    this.summary = details.querySelector("summary");
  }

  get fields() {
    return [...this.details.querySelectorAll(`[name^="${this.id}-"]`)];
  }

  // What a form would send of this row.
  body() {
    const sent = new URLSearchParams();
    for (const field of this.fields) {
      if (field.type !== "radio" || field.checked) sent.set(field.name, field.value);
    }
    return sent;
  }

  field(name) {
    return this.details.querySelector(`[name="${this.id}-${name}"]`);
  }

  choose(value) {
    const radio = this.details.querySelector(`[name="${this.id}-answer"][value="${value}"]`);
    if (!radio) return false;
    radio.checked = true;
    radio.dispatchEvent(new Event("change", { bubbles: true }));
    return true;
  }

  show() {
    this.details.open = true;
    this.summary.focus({ preventScroll: true });
    const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.details.scrollIntoView({ block: "start", behavior: calm ? "instant" : "smooth" });
  }

  tell(state, text, button) {
    this.status.dataset.state = state;
    const words = document.createElement("span");
    words.textContent = text;
    this.status.replaceChildren(...(state === "saved" ? [tick()] : []), words, ...(button ? [button] : []));
    this.name();
  }

  // The closed row says what was chosen.
  name() {
    const chosen = this.details.querySelector(`[name="${this.id}-answer"]:checked`);
    const name = chosen?.closest("label").querySelector(".rung-name").textContent;
    if (name) this.details.querySelector("[data-state]").textContent = name;
  }

  // What the server has stored: the version the next change is made against, and what was said last time.
  keep({ version, earlier }) {
    this.field("version").value = version;
    this.details.querySelector("[data-unsaved]")?.remove();
    if (earlier !== undefined) this.details.querySelector("[data-earlier]").textContent = earlier;
  }

  // Put stored words into the fields, after "bekræft uændret".
  fill(stored) {
    for (const [name, value] of Object.entries(stored)) {
      for (const field of this.details.querySelectorAll(`[name="${this.id}-${name}"]`)) {
        if (field.type === "radio") field.checked = field.value === value;
        else field.value = value;
      }
    }
    this.details.querySelector("[name=confirm]")?.closest("p").remove();
    this.name();
  }
}
