// Lets a picture be saved as PNG: its caption above it, on paper, so that it can stand alone in a report.

const HEAD = 44;

export function saving(figure, place, look) {
  const { save, saveText } = figure.dataset;
  if (!save) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button-quiet save-picture screen-only";
  button.textContent = saveText;
  button.setAttribute("aria-label", `${saveText}: ${caption(figure)}`);
  button.addEventListener("click", () => picture(place.querySelector("canvas"), caption(figure), look()).toBlob((blob) => hand(blob, `${save}.png`)));
  (place.closest(".chart-scroll") ?? place).after(button);
}

function caption(figure) {
  return figure.querySelector("figcaption").textContent.trim();
}

function picture(canvas, words, { paper, ink, font }) {
  const sharp = canvas.width / canvas.clientWidth;
  const whole = document.createElement("canvas");
  whole.width = canvas.width;
  whole.height = canvas.height + HEAD * sharp;
  const ctx = whole.getContext("2d");
  ctx.fillStyle = paper;
  ctx.fillRect(0, 0, whole.width, whole.height);
  ctx.fillStyle = ink;
  ctx.font = `600 ${16 * sharp}px ${font.family}`;
  ctx.fillText(words, 12 * sharp, 28 * sharp);
  ctx.drawImage(canvas, 0, HEAD * sharp);
  return whole;
}

function hand(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
