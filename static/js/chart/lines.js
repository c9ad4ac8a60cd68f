// One line a row through the columns (the rounds): the first stands out, the others are its background; a gap is a gap.

const DASHES = [[], [7, 4], [2, 3], [10, 3, 2, 3]];

export function trend({ table, names, width, look }) {
  const shown = table.columns.map((column, index) => ({ ...column, index })).filter(({ index }) => table.rows.some((row) => row.cells[index].value !== null));
  const many = table.rows.length > 1;
  return {
    height: width < 560 ? 320 : 380,
    config: {
      type: "line",
      data: {
        labels: shown.map((column) => column.text),
        datasets: table.rows.map((row, place) => line(row, place, { shown, many, look })),
      },
      options: {
        layout: { padding: { top: 12, right: 16 } },
        interaction: { mode: "nearest", axis: "xy", intersect: false },
        scales: {
          x: { offset: true, ticks: { color: look.soft, font: look.font }, grid: { display: false }, border: { color: look.line } },
          y: { min: 1, max: names.length || undefined, ticks: { stepSize: 1, color: look.soft, font: look.font }, grid: { color: look.line }, border: { display: false } },
        },
      },
    },
  };
}

function line(row, place, { shown, many, look }) {
  const first = place === 0 || !many;
  const colour = first ? look.accent : look.token("line-strong");
  return {
    label: row.title,
    row: place,
    columns: shown.map(({ index }) => index),
    data: shown.map(({ index }) => row.cells[index].value),
    borderColor: colour,
    backgroundColor: colour,
    borderWidth: first ? 3 : 1.5,
    borderDash: first ? [] : DASHES[place % DASHES.length],
    pointRadius: first ? 5 : 3,
    order: first ? 0 : 1,
    spanGaps: false,
  };
}
