// Sends notes one after the other, each with a key of its own, and keeps each on the page until the server has it.

const LONGEST_WAIT = 30000;

export class Sender {
  queue = [];
  wait = 2000;
  leaving = false;

  constructor(form, texts, listener) {
    this.form = form;
    this.texts = texts;
    this.listener = listener;
    this.status = form.querySelector("[data-saved]");
    window.addEventListener("online", () => this.send());
    window.addEventListener("beforeunload", (event) => {
      if (!this.leaving && (this.queue.length > 0 || this.form.elements.text.value.trim())) event.preventDefault();
    });
  }

  // Take the words out of the field, so that one can go on writing at once.
  take() {
    const { text, key } = this.form.elements;
    if (!text.value.trim()) return;
    const item = document.createElement("li");
    const words = document.createElement("p");
    item.className = "talk-note";
    item.dataset.state = "waiting";
    words.className = "own-words";
    words.textContent = text.value;
    item.append(words);
    this.listener.list.append(item);
    this.queue.push({ text: text.value, key: key.value, item });
    key.value = crypto.randomUUID().replaceAll("-", "");
    text.value = "";
    this.send();
  }

  async send() {
    clearTimeout(this.timer);
    const note = this.queue[0];
    if (!note || this.sending) return;
    this.sending = true;
    this.tell("waiting", this.texts.saving);
    try {
      const answer = await fetch(this.form.action, {
        method: "POST",
        body: this.body(note),
        headers: { Accept: "application/json", "X-Requested-With": "fetch" },
        redirect: "error",
        keepalive: true,
      });
      const told = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : {};
      if (answer.ok) this.stored(note, told);
      else this.refused(note, answer.status, told);
    } catch {
      this.lost(this.texts.offline);
    } finally {
      this.sending = false;
    }
    if (this.queue.length > 0 && !this.timer) this.send();
  }

  body({ text, key }) {
    const { topic, csrf_token: token } = this.form.elements;
    return new URLSearchParams({ topic: topic.value, text, key, after: this.listener.newest, csrf_token: token.value });
  }

  stored(note, told) {
    note.item.remove();
    this.queue.shift();
    this.wait = 2000;
    this.timer = undefined;
    this.listener.show(told);
    this.tell("saved", this.texts.stored);
  }

  refused(note, status, told) {
    if (status === 401) {
      this.tell("failed", told.error, this.signInButton());
      this.timer = -1; // wait for the reader
    } else if (status >= 500 || status === 429) {
      this.lost(this.texts.failed);
    } else {
      this.giveBack();
      this.tell("failed", told.error ?? this.texts.failed);
    }
  }

  // The words stay on the page; try again, with longer and longer pauses.
  lost(text) {
    this.tell("failed", text);
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.send();
    }, this.wait);
    this.wait = Math.min(2 * this.wait, LONGEST_WAIT);
  }

  // Put every word that is not stored back into the field, the first note's key with it.
  giveBack() {
    const { text, key } = this.form.elements;
    if (this.queue.length === 0) return;
    key.value = this.queue[0].key;
    text.value = [...this.queue.map((note) => note.text), text.value].filter((words) => words.trim()).join("\n\n");
    for (const note of this.queue) note.item.remove();
    this.queue = [];
  }

  // Sent as a plain form, so that the words wait on the other side of signing in.
  signInButton() {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button-second";
    button.textContent = this.texts.signin;
    button.addEventListener("click", () => {
      this.giveBack();
      this.leaving = true;
      this.form.submit();
    });
    return button;
  }

  tell(state, text, button) {
    this.status.dataset.state = state;
    const words = document.createElement("span");
    words.textContent = text;
    this.status.replaceChildren(words, ...(button ? [button] : []));
  }
}
