// Lets the arrow keys walk the map: left and right along a line, up and down to the nearest station of the next one.

export default function careerMap(map) {
  const stations = [...map.querySelectorAll(".station")].map((link) => ({
    link,
    row: Number(link.dataset.row),
    height: Number(link.dataset.height),
  }));

  const along = (here, by) =>
    stations
      .filter((one) => one.row === here.row && (one.height - here.height) * by > 0)
      .sort((a, b) => Math.abs(a.height - here.height) - Math.abs(b.height - here.height))[0];

  const across = (here, by) =>
    stations
      .filter((one) => (one.row - here.row) * by > 0)
      .sort((a, b) => Math.abs(a.row - here.row) - Math.abs(b.row - here.row) || Math.abs(a.height - here.height) - Math.abs(b.height - here.height))[0];

  const moves = {
    ArrowRight: (here) => along(here, 1),
    ArrowLeft: (here) => along(here, -1),
    ArrowDown: (here) => across(here, 1),
    ArrowUp: (here) => across(here, -1),
  };

  map.addEventListener("keydown", (event) => {
    const here = stations.find(({ link }) => link === document.activeElement);
    const next = here && !event.altKey && !event.ctrlKey && !event.metaKey && moves[event.key]?.(here);
    if (!next) return;
    event.preventDefault();
    next.link.focus();
  });
}
