// A form of texts, each with a version of its own: every text saves itself once the hand rests, and keeps its words until they are safe.

import { Row } from "../answering/row.js";
import { Saver } from "../answering/saving.js";

export default function texts(form) {
  const rows = [...form.querySelectorAll("[data-row]")].filter((part) => part.querySelector("textarea")).map((part) => new Row(part));
  const rowOf = (element) => rows.find((row) => row.details.contains(element));
  const saver = new Saver(form, rows);

  form.addEventListener("input", ({ target }) => saver.touch(rowOf(target), 1200));
  form.addEventListener("focusout", ({ target }) => saver.save(rowOf(target) ?? {}));
  form.addEventListener("submit", (event) => {
    const row = rowOf(event.submitter);
    if (event.submitter.name !== "at" || !row) {
      saver.leaving = true; // shared or taken back: the page comes anew, and what is not saved goes along with the form
      return;
    }
    event.preventDefault();
    row.dirty = true; // also where nobody typed: the words may have come back from an expired session
    saver.save(row);
  });
}
