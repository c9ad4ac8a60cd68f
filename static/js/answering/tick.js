// The saved tick, drawn as the pages draw it.

const SVG = "http://www.w3.org/2000/svg";

export function tick() {
  const icon = document.createElementNS(SVG, "svg");
  icon.setAttribute("class", "icon");
  icon.setAttribute("viewBox", "0 0 24 24");
  icon.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", "M4.5 12.5l5 5 10-11");
  icon.append(path);
  return icon;
}
