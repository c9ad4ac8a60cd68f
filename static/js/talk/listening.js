// Fetches what the other one wrote: new notes are added below, what is half typed and where one stands is left alone.

const PAUSE = 3000;

export class Listener {
  constructor(page) {
    this.page = page;
    this.list = page.querySelector("[data-notes-list]");
    this.agreed = page.querySelector("[data-agreed]");
    this.last = "";
  }

  // The newest note on the page: only what came after it is asked for.
  get newest() {
    return Math.max(0, ...[...this.list.querySelectorAll("li[id]")].map((note) => Number(note.id.replace("note-", ""))));
  }

  start() {
    document.addEventListener("visibilitychange", () => document.hidden || this.look());
    this.wait();
  }

  wait() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.look(), PAUSE);
  }

  async look() {
    try {
      if (!document.hidden) {
        const answer = await fetch(`${this.page.dataset.notes}&after=${this.newest}`, { headers: { Accept: "application/json" }, redirect: "error" });
        if (answer.ok) this.show(await answer.json());
        else if (answer.status === 409) return location.reload(); // the talk was ended: the page says so
      }
    } catch {
      // no connection: the next look tries again
    }
    this.wait();
  }

  show({ notes, counts, agreed }) {
    for (const { id, html } of notes) {
      if (!document.getElementById(`note-${id}`)) this.list.insertAdjacentHTML("beforeend", html);
    }
    for (const [key, number] of Object.entries(counts)) this.count(key, number);
    if (agreed !== this.last && this.last && !this.agreed.contains(document.activeElement)) this.agreed.innerHTML = agreed;
    this.last = agreed;
  }

  count(key, number) {
    const count = this.page.querySelector(`[data-count="${CSS.escape(key)}"]`);
    if (!count) return;
    count.hidden = number === 0;
    count.querySelector("[data-number]").textContent = number;
  }
}
