// Draws a chart from the table inside its figure; where that cannot be done, the table opens and says it all.

import { bars } from "../chart/bars.js";
import { chartLibrary } from "../chart/library.js";
import { dumbbell } from "../chart/dumbbell.js";
import { heat } from "../chart/heat.js";
import { saving } from "../chart/saving.js";
import { trend } from "../chart/lines.js";
import { radar } from "../chart/radar.js";
import { readTable } from "../chart/table.js";
import { look } from "../chart/look.js";

const KINDS = { radar, dumbbell, bars, heat, lines: trend };
const REDRAW_ON = ["(prefers-color-scheme: dark)", "(max-width: 44rem)", "print"];

export default async function chart(figure) {
  const place = figure.querySelector(".chart-canvas");
  try {
    const Chart = await chartLibrary(figure.dataset);
    await document.fonts.ready;
    let drawn = draw(Chart, figure, place);
    saving(figure, place, look);
    for (const query of REDRAW_ON) {
      window.matchMedia(query).addEventListener("change", () => {
        drawn.destroy();
        drawn = draw(Chart, figure, place);
      });
    }
  } catch (problem) {
    place.remove();
    figure.querySelector("details").open = true;
    console.warn("the chart was not drawn; its table is open", problem);
  }
}

function draw(Chart, figure, place) {
  const table = readTable(figure.querySelector("table"));
  const names = JSON.parse(figure.dataset.names || "[]");
  const canvas = document.createElement("canvas");
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", figure.querySelector("figcaption").textContent.trim());
  const shape = KINDS[figure.dataset.chart]({ table, names, width: place.clientWidth, look: look() });
  place.replaceChildren(canvas);
  place.style.height = `${shape.height}px`;
  scrolling(place, shape.least, canvas);
  const drawn = new Chart(canvas, { ...shape.config, options: withCommon(shape.config.options, table) });
  figure.dataset.drawn = "true";
  return drawn;
}

// A picture that is wider than its place scrolls, also by keyboard.
function scrolling(place, least, canvas) {
  place.style.minInlineSize = least ? `${least}px` : "";
  const around = place.parentElement;
  if (around.scrollWidth <= around.clientWidth) return;
  around.tabIndex = 0;
  around.setAttribute("role", "region");
  around.setAttribute("aria-label", canvas.getAttribute("aria-label"));
}

function withCommon(options, table) {
  const { ink, paper, font } = look();
  return {
    animation: false,
    locale: document.documentElement.lang,
    responsive: true,
    maintainAspectRatio: false,
    font,
    ...options,
    onClick: (event, _, chart) => rowAt(chart, event, table)?.link?.click(),
    onHover: (event, _, chart) => {
      chart.canvas.style.cursor = rowAt(chart, event, table)?.link ? "pointer" : "";
    },
    plugins: {
      legend: { display: false },
      tooltip: {
        backgroundColor: ink,
        titleColor: paper,
        bodyColor: paper,
        titleFont: { ...font, weight: 600 },
        bodyFont: font,
        padding: 10,
        displayColors: false,
        filter: (item) => (item.dataset.column ?? item.dataset.columns) !== undefined,
        callbacks: {
          title: ([item]) => (item ? rowOf(item, table).title : ""),
          label: (item) => `${labelOf(item, table)}: ${cellOf(item, table).text}`,
        },
      },
      ...options.plugins,
    },
  };
}

// A dataset is a column of the table (column), or a row of it whose points are columns (row, columns).
function rowOf({ dataset, dataIndex }, table) {
  return table.rows[dataset.row ?? dataIndex];
}

function cellOf(item, table) {
  return rowOf(item, table).cells[item.dataset.column ?? item.dataset.columns[item.dataIndex]];
}

function labelOf({ dataset, dataIndex }, table) {
  return table.columns[dataset.column ?? dataset.columns[dataIndex]].text;
}

function rowAt(chart, event, table) {
  const scale = chart.scales.y;
  return scale?.type === "category" ? table.rows[scale.getValueForPixel(event.y)] : undefined;
}
