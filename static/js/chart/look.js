// The look of every chart, taken from the same tokens as the page: inks, type, and the marks of the voices.

export function look() {
  const style = getComputedStyle(document.documentElement);
  const token = (name) => style.getPropertyValue(`--${name}`).trim();
  return {
    token,
    ink: token("ink"),
    soft: token("ink-soft"),
    line: token("line"),
    paper: token("paper"),
    accent: token("accent"),
    font: { family: token("font").replaceAll("'", '"'), size: 14 },
  };
}

// How a voice is marked on a level: filled dot, ring, bar, triangle, diamond, small ring.
export function mark(voice, { token, paper, accent }) {
  const colour = (voice && token(voice === "earlier" ? "own" : voice)) || accent;
  const ring = { pointBackgroundColor: paper, pointBorderColor: colour, pointBorderWidth: 3 };
  const filled = { pointBackgroundColor: colour, pointBorderColor: paper, pointBorderWidth: 1 };
  const marks = {
    own: { ...filled, pointStyle: "circle", pointRadius: 6.5, order: 1 },
    leader: { ...ring, pointStyle: "circle", pointRadius: 10, order: 2 },
    role: { ...ring, pointStyle: "line", pointRotation: 90, pointRadius: 17, order: 4 },
    colleague: { ...filled, pointStyle: "triangle", pointRadius: 7, order: 3 },
    agreed: { ...filled, pointStyle: "rectRot", pointRadius: 8, order: 3 },
    earlier: { ...ring, pointBorderWidth: 2, pointStyle: "circle", pointRadius: 4, order: 3 },
  };
  const chosen = marks[voice] ?? { ...filled, pointStyle: "circle", pointRadius: 6, order: 1 };
  return { colour, ...chosen, pointHoverRadius: chosen.pointRadius, pointHoverBorderWidth: chosen.pointBorderWidth };
}
