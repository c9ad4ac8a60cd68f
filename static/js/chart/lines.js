// One line a row through the columns (the rounds): the first stands out, the others are its background; a gap is a gap.

import { lines as broken } from "./table.js";

const DASHES = [[], [7, 4], [2, 3], [10, 3, 2, 3]];
const APART = 17; // pixels between two names at the end of their lines

export function trend({ table, width, look }) {
  const narrow = width < 560;
  const shown = table.columns.map((column, index) => ({ ...column, index })).filter(({ index }) => table.rows.some((row) => row.cells[index].value !== null));
  const values = table.rows.flatMap((row) => row.cells.map((cell) => cell.value)).filter((value) => value !== null);
  const shares = Math.max(...values) > 8; // per cent; no scale has more than eight levels
  return {
    height: narrow ? 320 : Math.max(380, table.rows.length * APART + 90),
    config: {
      type: "line",
      data: {
        labels: shown.map((column) => broken(column.text, 14)),
        datasets: table.rows.map((row, place) => line(row, place, { shown, look })),
      },
      options: {
        layout: { padding: { top: 12, right: narrow ? 16 : 260 } },
        interaction: { mode: "nearest", axis: "xy", intersect: false },
        scales: {
          x: { offset: narrow, ticks: { color: look.soft, font: look.font }, grid: { display: false }, border: { color: look.line } },
          y: {
            min: shares ? 0 : Math.floor(Math.min(...values)),
            max: shares ? 100 : Math.ceil(Math.max(...values)),
            ticks: { stepSize: shares ? 20 : 0.5, color: look.soft, font: look.font },
            grid: { color: look.line },
            border: { display: false },
          },
        },
      },
      plugins: narrow ? [] : [names(table, look)],
    },
  };
}

function line(row, place, { shown, look }) {
  const colour = place === 0 ? look.accent : look.token("line-strong");
  return {
    label: row.title,
    row: place,
    columns: shown.map(({ index }) => index),
    data: shown.map(({ index }) => row.cells[index].value),
    borderColor: colour,
    backgroundColor: colour,
    borderWidth: place === 0 ? 3 : 1.5,
    borderDash: place === 0 ? [] : DASHES[place % DASHES.length],
    pointRadius: place === 0 ? 5 : 3,
    order: place === 0 ? 0 : 1,
    spanGaps: false,
    clip: false,
  };
}

// Writes each row's name at the end of its line, and moves those apart that would stand on each other.
function names(table, look) {
  return {
    id: "names",
    afterDatasetsDraw(chart) {
      const { ctx } = chart;
      const ends = chart.data.datasets.flatMap((dataset, place) => {
        const at = dataset.data.findLastIndex((value) => value !== null);
        return at < 0 ? [] : [{ place, title: table.rows[dataset.row].title, ...chart.getDatasetMeta(place).data[at].getProps(["x", "y"], true) }];
      });
      ends.sort((one, other) => one.y - other.y);
      ends.forEach((end, at) => {
        end.at = at ? Math.max(end.y, ends[at - 1].at + APART) : end.y;
      });
      ctx.save();
      ctx.textBaseline = "middle";
      for (const { place, title, x, at } of ends) {
        ctx.font = `${place === 0 ? 600 : 400} 13px ${look.font.family}`;
        ctx.fillStyle = place === 0 ? look.accent : look.soft;
        ctx.fillText(broken(title, 34)[0], x + 12, at);
      }
      ctx.restore();
    },
  };
}
