// Sends one row at a time, and keeps it unsaved until the server has said that it is stored.

const LONGEST_WAIT = 30000;

export class Saver {
  wait = 2000;
  leaving = false;

  constructor(form, rows) {
    this.form = form;
    this.rows = rows;
    this.texts = form.dataset;
    window.addEventListener("online", () => this.saveAll());
    document.addEventListener("visibilitychange", () => this.saveAll());
    window.addEventListener("pagehide", () => this.saveAll());
    window.addEventListener("beforeunload", (event) => {
      this.saveAll();
      if (!this.leaving && this.rows.some((row) => row.lost)) event.preventDefault();
    });
  }

  // The reader changed a row: save it, for a text once the hand rests.
  touch(row, delay = 0) {
    if (!row) return;
    row.dirty = true;
    clearTimeout(row.timer);
    row.timer = setTimeout(() => this.save(row), delay);
  }

  saveAll() {
    for (const row of this.rows) if (row.dirty) this.save(row);
  }

  async save(row) {
    clearTimeout(row.timer);
    if (!row.dirty || row.saving) return;
    row.dirty = false;
    await this.send(row, row.body());
    if (row.dirty && !row.lost) this.save(row); // changed again while it was on its way
  }

  confirm(row) {
    const body = row.body();
    body.set("confirm", row.id);
    return this.send(row, body, (told) => row.fill(told.stored));
  }

  async send(row, body, then = () => {}) {
    row.saving = true;
    row.tell("waiting", this.texts.saving);
    body.set("csrf_token", this.form.elements.csrf_token.value);
    try {
      const answer = await fetch(this.form.action, {
        method: "POST",
        body,
        headers: { Accept: "application/json", "X-Requested-With": "fetch" },
        redirect: "error",
        keepalive: true,
      });
      const told = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : {};
      if (answer.ok) this.stored(row, told, then);
      else this.refused(row, answer.status, told);
    } catch {
      this.lost(row, this.texts.offline);
    } finally {
      row.saving = false;
    }
  }

  stored(row, told, then) {
    row.lost = false;
    this.wait = 2000;
    row.keep(told);
    then(told);
    row.tell("saved", told.saved);
    if (told.remaining !== undefined) this.count(told.remaining);
  }

  // How many are answered, where the page counts them.
  count(remaining) {
    const total = Number(this.form.querySelector("[data-total]").textContent);
    this.form.querySelector("[data-done]").textContent = total - remaining;
    this.form.classList.toggle("all-answered", remaining === 0);
  }

  refused(row, status, told) {
    if (status === 409 && told.theirs) {
      this.submit(); // the page comes back with both texts
    } else if (status === 401) {
      row.dirty = row.lost = true;
      row.tell("failed", told.error, this.signInButton());
    } else if (status >= 500 || status === 429) {
      this.lost(row, this.texts.failed);
    } else {
      row.tell("failed", told.error ?? this.texts.failed);
    }
  }

  // The words stay in the page; try again, with longer and longer pauses.
  lost(row, text) {
    row.dirty = row.lost = true;
    row.tell("failed", text);
    clearTimeout(row.timer);
    row.timer = setTimeout(() => this.save(row), this.wait);
    this.wait = Math.min(2 * this.wait, LONGEST_WAIT);
  }

  // Sent as a plain form, so that the words wait on the other side of signing in.
  signInButton() {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button-second";
    button.textContent = this.texts.signin;
    button.addEventListener("click", () => this.submit());
    return button;
  }

  submit() {
    this.leaving = true;
    this.form.submit();
  }
}
