// Lying bars: how the answers of a group are spread over the steps of a scale, or one mean a row.

import { lines, values } from "./table.js";
import { mark } from "./look.js";

export function bars({ table, names, width, look }) {
  const narrow = width < 560;
  const spread = table.columns.some((column) => column.step);
  const shown = table.columns.flatMap((column, index) => (!spread || column.step ? [{ ...column, index }] : []));
  const drawn = spread ? shown : shown.filter(({ index }) => values(table, index).some((value) => value !== null));
  const each = spread ? 1 : drawn.length;
  const labels = table.rows.map((row) => lines(row.title, narrow ? Math.floor(width / 8) : 30));
  const deepest = Math.max(...labels.map((label) => label.length));
  const tall = narrow ? 22 * each + 21 + 17 * deepest : Math.max(22 * each + 20, 17 * deepest + 10);
  return {
    height: table.rows.length * tall + 36,
    config: {
      type: "bar",
      data: {
        labels,
        datasets: drawn.map((column) => (spread ? stepBar(column, table, look) : meanBar(column, table, look))),
      },
      options: {
        indexAxis: "y",
        layout: { padding: { right: spread ? 4 : longest(table, drawn) } },
        interaction: { mode: "nearest", axis: "xy", intersect: true },
        scales: { x: amounts(spread, names, look), y: titles({ narrow, stacked: spread, each, deepest, look }) },
      },
      plugins: [numbers(table, spread, look)],
    },
  };
}

// Room for the longest of the numbers that are written after their bars.
function longest(table, drawn) {
  const texts = table.rows.flatMap((row) => drawn.map(({ index }) => (row.cells[index].value === null ? "" : row.cells[index].text)));
  return 14 + 7 * Math.max(3, ...texts.map((text) => text.length));
}

function stepBar(column, table, look) {
  return {
    label: column.text,
    column: column.index,
    data: values(table, column.index),
    stack: "spread",
    barThickness: 24,
    backgroundColor: look.token(`step-${column.step}`) || look.token("role-soft"),
    ink: look.token(Number(column.step) > 3 ? "on-step-deep" : "on-step-light"),
    borderColor: look.paper,
    borderWidth: { right: 2 },
    borderSkipped: false,
  };
}

function meanBar(column, table, look) {
  const { colour } = mark(column.voice, look);
  return {
    label: column.text,
    column: column.index,
    data: values(table, column.index),
    barThickness: 16,
    backgroundColor: column.voice === "leader" || column.voice === "role" ? "transparent" : colour,
    borderColor: colour,
    borderWidth: 2,
    ink: look.ink,
  };
}

function amounts(spread, names, look) {
  return {
    stacked: spread,
    min: spread || !names.length ? 0 : 1, // a scale begins at its first level, not at a nought nobody can give
    max: spread || !names.length ? undefined : names.length,
    ticks: { color: look.soft, font: look.font, precision: 0 },
    grid: { color: look.line, drawTicks: false },
    border: { display: false },
  };
}

function titles({ narrow, stacked, each, deepest, look }) {
  return {
    stacked,
    ticks: {
      color: look.ink,
      font: look.font,
      autoSkip: false,
      crossAlign: narrow ? "near" : "far",
      padding: narrow ? 0 : 10,
      mirror: narrow,
      labelOffset: narrow ? -(each * 9 + 6.5 + 8.5 * deepest) : 0,
      showLabelBackdrop: narrow && deepest === 1, // each line's backdrop would cover the line above it
      backdropColor: look.paper,
      backdropPadding: 2,
      z: 2,
    },
    grid: { display: false, tickLength: narrow ? 0 : 8 },
    border: { display: false },
  };
}

// Writes each number on its bar as the table has it, and the table's words where a row has no number to draw.
function numbers(table, spread, look) {
  return {
    id: "numbers",
    afterDatasetsDraw(chart) {
      const { ctx } = chart;
      ctx.save();
      ctx.textBaseline = "middle";
      ctx.font = `13px ${look.font.family}`;
      chart.data.datasets.forEach((dataset, index) => {
        chart.getDatasetMeta(index).data.forEach((bar, row) => {
          const cell = table.rows[row].cells[dataset.column];
          if (cell.value) writeOn(ctx, bar, cell.text, dataset.ink, spread);
        });
      });
      ctx.textAlign = "left";
      ctx.fillStyle = look.soft;
      table.rows.forEach((row, index) => {
        const hidden = row.cells.every((cell) => cell.value === null) && row.cells.find((cell) => cell.text);
        const { left } = chart.scales.x;
        if (hidden) ctx.fillText(fitting(ctx, hidden.text, chart.width - left - 6), left + 6, chart.scales.y.getPixelForValue(index));
      });
      ctx.restore();
    },
  };
}

// As many of the words as there is room for; all of them stand in the table.
function fitting(ctx, text, room) {
  const words = text.split(" ");
  let shown = text;
  while (words.length > 1 && ctx.measureText(shown).width > room) {
    words.pop();
    shown = `${words.join(" ")} …`;
  }
  return shown;
}

function writeOn(ctx, bar, text, ink, inside) {
  const { x, y, base } = bar.getProps(["x", "y", "base"], true);
  ctx.fillStyle = ink;
  ctx.textAlign = inside ? "center" : "left";
  if (!inside) ctx.fillText(text, x + 6, y);
  else if (x - base > ctx.measureText(text).width + 6) ctx.fillText(text, (x + base) / 2, y);
}
