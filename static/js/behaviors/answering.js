// Answering the mirror: every answer saves itself, keys set a level and move on, and the page keeps the words until they are safe.

import { keys } from "../answering/keys.js";
import { Row } from "../answering/row.js";
import { Saver } from "../answering/saving.js";

export default function answering(form) {
  const rows = [...form.querySelectorAll("details.answer")].map((details) => new Row(details));
  if (rows.length === 0) return;
  const rowOf = (element) => rows.find((row) => row.details.contains(element));
  const saver = new Saver(form, rows);

  form.addEventListener("change", ({ target }) => saver.touch(rowOf(target)));
  form.addEventListener("input", ({ target }) => target.matches("textarea") && saver.touch(rowOf(target), 1200));
  form.addEventListener("focusout", ({ target }) => target.matches("textarea") && saver.save(rowOf(target)));
  form.addEventListener("submit", (event) => {
    const row = rowOf(event.submitter);
    if (!row) return;
    event.preventDefault();
    if (event.submitter.name === "confirm") {
      saver.confirm(row);
      return;
    }
    row.dirty = true; // also where nobody typed: the words may have come back from an expired session
    saver.save(row);
    go(row, 1);
  });

  const go = (from, step) => {
    const to = rows[rows.indexOf(from) + step];
    if (to) to.show();
    else if (step > 0) form.querySelector(".answer-bar a").focus();
  };
  const current = () => rowOf(document.activeElement) ?? rows.find((row) => row.details.open) ?? rows[0];

  const next = form.querySelector("[data-next]");
  next.hidden = false;
  next.addEventListener("click", () => go(current(), 1));
  keys(form, { current, go });

  // Who comes back to half a mirror stands at what is left, not at what is done.
  const [{ type }] = performance.getEntriesByType("navigation");
  if (type === "navigate" && !location.hash && current() !== rows[0]) current().details.scrollIntoView({ block: "start" });
}
