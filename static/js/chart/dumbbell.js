// One line per competence with the voices as marks on the named levels, in the order of the table.

import { lines, values } from "./table.js";
import { mark } from "./look.js";

export function dumbbell({ table, names, width, look }) {
  const narrow = width < 560;
  const highest = names.length || Math.max(...table.rows.flatMap((row) => row.cells.map((cell) => cell.value ?? 0)));
  return {
    height: table.rows.length * (narrow ? 66 : 46) + (narrow ? 40 : 60),
    config: {
      type: "line",
      data: {
        labels: table.rows.map((row) => (narrow ? row.title : lines(row.title, 30))),
        datasets: [...table.columns.map((column, index) => marks(column, index, { table, narrow, look })), between(table, look)],
      },
      options: {
        indexAxis: "y",
        layout: { autoPadding: false, padding: { right: 12, bottom: 4 } },
        interaction: { mode: "nearest", axis: "xy", intersect: true },
        scales: { x: levels(names, highest, narrow, look), y: titles(narrow, look) },
      },
    },
  };
}

function marks(column, index, { table, narrow, look }) {
  const { colour, ...shape } = mark(column.voice, look);
  if (narrow) shape.pointRadius = Math.min(shape.pointRadius, 13);
  return { label: column.text, column: index, data: values(table, index), showLine: false, borderColor: colour, clip: false, ...shape };
}

// The line between the persons' views, so that a difference is seen as a length.
function between(table, look) {
  const views = table.columns.flatMap((column, index) => (["own", "leader"].includes(column.voice) ? [index] : []));
  return {
    type: "bar",
    data: table.rows.map((row) => {
      const seen = views.map((index) => row.cells[index].value).filter((value) => value !== null);
      return seen.length > 1 ? [Math.min(...seen), Math.max(...seen)] : null;
    }),
    barThickness: 3,
    backgroundColor: look.token("line-strong"),
    order: 9,
  };
}

function levels(names, highest, narrow, look) {
  return {
    type: "linear",
    position: "top",
    min: 0.6,
    max: highest + 0.4,
    afterBuildTicks: (axis) => {
      axis.ticks = Array.from({ length: highest }, (_, step) => ({ value: step + 1 }));
    },
    ticks: {
      color: look.soft,
      font: look.font,
      autoSkip: false,
      maxRotation: 0,
      padding: 8,
      callback: (value) => (narrow || !names.length ? value : lines(names[value - 1], 12)),
    },
    grid: { color: look.line, drawTicks: false },
    border: { display: false },
  };
}

function titles(narrow, look) {
  return {
    type: "category",
    offset: true,
    ticks: {
      color: look.ink,
      font: look.font,
      autoSkip: false,
      crossAlign: narrow ? "near" : "far",
      padding: narrow ? 0 : 10,
      mirror: narrow,
      labelOffset: narrow ? -26 : 0,
      showLabelBackdrop: narrow,
      backdropColor: look.paper,
      backdropPadding: 2,
      z: 2,
    },
    grid: { display: false, tickLength: narrow ? 0 : 8 },
    border: { display: false },
  };
}
