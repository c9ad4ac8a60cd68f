// The overview by area: each voice one line round the same areas.

import { lines, values } from "./table.js";
import { mark } from "./look.js";

export function radar({ table, names, width, look }) {
  const narrow = width < 560;
  const top = names.length || undefined;
  return {
    height: narrow ? 360 : 500,
    config: {
      type: "radar",
      data: {
        labels: table.rows.map((row) => lines(row.title, narrow ? 10 : 22)),
        datasets: table.columns.map((column, index) => voiceLine(column, index, table, look)),
      },
      options: {
        layout: { padding: 4 },
        scales: {
          r: {
            min: 0,
            max: top,
            ticks: { stepSize: 1, color: look.soft, backdropColor: look.paper, font: { ...look.font, size: 12 }, callback: (value) => value || "" },
            grid: { color: look.line },
            angleLines: { color: look.line },
            pointLabels: { color: look.ink, font: { ...look.font, size: narrow ? 12 : 14 } },
          },
        },
      },
    },
  };
}

function voiceLine(column, index, table, look) {
  const { colour, ...shape } = mark(column.voice, look);
  const small = { pointRadius: Math.min(shape.pointRadius, 7), pointBorderWidth: Math.min(shape.pointBorderWidth, 2.5) };
  return {
    label: column.text,
    column: index,
    data: values(table, index),
    borderColor: colour,
    borderWidth: column.voice === "role" ? 2 : 2.5,
    borderDash: { role: [2, 4], earlier: [6, 4] }[column.voice] ?? [],
    backgroundColor: column.voice === "own" ? `${colour}22` : "transparent",
    fill: column.voice === "own",
    ...shape,
    ...small,
    pointHoverRadius: small.pointRadius,
  };
}
