// Unit by competence as tinted cells with their numbers; a number borrowed from a larger group is hatched, words stay words.

import { lines } from "./table.js";

const [ROW, LINE] = [34, 17];

export function heat({ table, width, look }) {
  const step = steps(table);
  const narrow = width < 560;
  const columns = table.columns.filter((_, index) => table.rows.some((row) => row.cells[index].value !== null));
  const heads = columns.map((column) => lines(column.text, narrow ? 9 : 14).flatMap(hyphened));
  const names = table.rows.map((row) => lines(row.title, narrow ? 16 : 32));
  const row = Math.max(ROW, LINE * Math.max(...names.map((name) => name.length)) + 4);
  const head = 16 * Math.max(1, ...heads.map((head) => head.length)) + 12;
  return {
    height: table.rows.length * row + head + 12,
    least: (narrow ? 120 : 230) + columns.length * 72,
    config: {
      type: "bar",
      data: {
        labels: table.rows.map((row) => row.title),
        datasets: columns.map((column) => cells(column, { table, step, look })),
      },
      options: {
        indexAxis: "y",
        layout: { padding: { top: head } },
        interaction: { mode: "nearest", axis: "xy", intersect: true },
        scales: {
          x: { stacked: true, display: false, min: 0, max: columns.length },
          y: { stacked: true, ticks: { color: look.ink, font: { ...look.font, size: 13 }, autoSkip: false, crossAlign: "far", callback: (_, at) => names[at] }, grid: { display: false }, border: { display: false } },
        },
      },
      plugins: [written(table, heads, look)],
    },
  };
}

// A word that is wider than its column goes on in the next line.
function hyphened(line) {
  return line.length > 13 ? [`${line.slice(0, 11)}-`, ...hyphened(line.slice(11))] : [line];
}

function cells(column, { table, step, look }) {
  const index = table.columns.indexOf(column);
  return {
    label: column.text,
    column: index,
    data: table.rows.map(() => 1),
    stack: "heat",
    barPercentage: 1,
    categoryPercentage: 1,
    backgroundColor: table.rows.map(({ cells: row }) => tint(row[index], step, look)),
    ink: table.rows.map(({ cells: row }) => (step(row[index]) > 3 ? look.token("on-step-deep") : look.token("on-step-light"))),
    borderColor: look.paper,
    borderWidth: 1.5,
    borderSkipped: false,
  };
}

// Five tints from the lowest number shown to the highest, which lie at least a level apart; 0 where there is no number.
function steps(table) {
  const shown = table.rows.flatMap((row) => row.cells.map((cell) => cell.value)).filter((value) => value !== null);
  const lowest = Math.min(...shown);
  const span = Math.max(1, Math.max(...shown) - lowest);
  return ({ value }) => (value === null ? 0 : 1 + Math.round((4 * (value - lowest)) / span));
}

function tint(cell, step, look) {
  return look.token(cell.value === null ? "paper-sunk" : `step-${step(cell)}`);
}

// The column heads, each number in its cell, and a hatch over those that a larger group lends.
function written(table, heads, look) {
  return {
    id: "written",
    afterDatasetsDraw(chart) {
      const { ctx } = chart;
      ctx.save();
      ctx.textAlign = "center";
      ctx.textBaseline = "middle";
      chart.data.datasets.forEach((dataset, place) => {
        const bars = chart.getDatasetMeta(place).data;
        bars.forEach((bar, row) => {
          const cell = table.rows[row].cells[dataset.column];
          const box = bar.getProps(["x", "y", "base", "height"], true);
          if (cell.coded && cell.value !== null) hatch(ctx, box, dataset.ink[row]);
          ctx.font = `13px ${look.font.family}`;
          ctx.fillStyle = cell.value === null ? look.soft : dataset.ink[row];
          ctx.fillText(cell.value === null ? "…" : cell.short, (box.x + box.base) / 2, box.y);
        });
        if (bars.length) title(ctx, heads[place], bars[0], look);
      });
      ctx.restore();
    },
  };
}

function title(ctx, head, bar, look) {
  const { x, y, base, height } = bar.getProps(["x", "y", "base", "height"], true);
  ctx.font = `12px ${look.font.family}`;
  ctx.fillStyle = look.soft;
  head.forEach((line, at) => ctx.fillText(line, (x + base) / 2, y - height / 2 - 16 * (head.length - at) + 4));
}

function hatch(ctx, { x, y, base, height }, ink) {
  ctx.save();
  ctx.beginPath();
  ctx.rect(base + 1, y - height / 2 + 1, x - base - 2, height - 2);
  ctx.clip();
  ctx.globalAlpha = 0.22;
  ctx.strokeStyle = ink;
  ctx.beginPath();
  for (let at = base - height; at < x; at += 8) {
    ctx.moveTo(at, y + height / 2);
    ctx.lineTo(at + height, y - height / 2);
  }
  ctx.stroke();
  ctx.restore();
}
