// Wakes the parts of a page that move: finds [data-behavior] and loads behaviors/<name>.js, one default function each.

export function wake(root) {
  const parts = [...root.querySelectorAll("[data-behavior]")];
  if (root.matches?.("[data-behavior]")) parts.unshift(root);
  for (const part of parts) {
    for (const name of part.dataset.behavior.split(" ")) start(part, name);
  }
}

// A behavior that cannot be loaded leaves the page as it was: every page does its job without it.
async function start(part, name) {
  part.awake ??= new Set();
  if (part.awake.has(name)) return;
  part.awake.add(name);
  try {
    const behavior = await import(`./behaviors/${name}.js`);
    await behavior.default(part);
  } catch (problem) {
    console.warn(`behavior ${name} did not start`, problem);
  }
}

wake(document);
