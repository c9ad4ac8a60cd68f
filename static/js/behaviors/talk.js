// The talk: notes of both appear as they are added, each is sent once, and no word is lost to a slow line.

import { Listener } from "../talk/listening.js";
import { Sender } from "../talk/sending.js";

export default function talk(page) {
  const form = page.querySelector("[data-note-form]");
  const listener = new Listener(page);
  const sender = new Sender(form, page.dataset, listener);

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    sender.take();
  });
  form.elements.text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  const agenda = page.querySelector(".agenda ol"); // on a phone it runs sideways: stand at the open topic
  agenda.scrollLeft = agenda.querySelector("[aria-current]").offsetLeft - agenda.offsetLeft;
  listener.start();
}
