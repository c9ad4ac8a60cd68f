// Asks before something that cannot be undone; the button says what happens, and the way back has the focus.

export default function confirm(form) {
  let agreed = false;
  form.addEventListener("submit", (event) => {
    if (agreed) return;
    event.preventDefault();
    const { submitter } = event;
    const dialog = question(form.dataset);
    dialog.addEventListener("close", () => {
      agreed = dialog.returnValue === "yes";
      dialog.remove();
      if (agreed) form.requestSubmit(submitter);
      else submitter?.focus();
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

function question({ confirm: text, yes, no }) {
  const dialog = document.createElement("dialog");
  dialog.className = "confirm";
  const words = document.createElement("p");
  words.id = `question-${Date.now()}`;
  words.textContent = text;
  dialog.setAttribute("aria-labelledby", words.id);
  const answers = document.createElement("form");
  answers.method = "dialog";
  answers.className = "buttons";
  answers.append(answer("no", no, ""), answer("yes", yes, " button-second"));
  dialog.append(words, answers);
  return dialog;
}

function answer(value, text, kind) {
  const button = document.createElement("button");
  button.className = `button${kind}`;
  button.value = value;
  button.textContent = text;
  button.autofocus = value === "no";
  return button;
}
