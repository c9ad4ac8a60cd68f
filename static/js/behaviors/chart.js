// Draws a chart from the table inside its figure; where that cannot be done, the table opens and says it all.

import { bars } from "../chart/bars.js";
import { chartLibrary } from "../chart/library.js";
import { dumbbell } from "../chart/dumbbell.js";
import { radar } from "../chart/radar.js";
import { readTable } from "../chart/table.js";
import { look } from "../chart/look.js";

const KINDS = { radar, dumbbell, bars };
const REDRAW_ON = ["(prefers-color-scheme: dark)", "(max-width: 44rem)", "print"];

export default async function chart(figure) {
  const place = figure.querySelector(".chart-canvas");
  try {
    const Chart = await chartLibrary(figure.dataset);
    await document.fonts.ready;
    let drawn = draw(Chart, figure, place);
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
  const drawn = new Chart(canvas, { ...shape.config, options: withCommon(shape.config.options, table) });
  figure.dataset.drawn = "true";
  return drawn;
}

function withCommon(options, table) {
  const { ink, paper, font } = look();
  return {
    animation: false,
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
        filter: (item) => item.dataset.column !== undefined,
        callbacks: {
          title: ([item]) => (item ? table.rows[item.dataIndex].title : ""),
          label: (item) => `${item.dataset.label}: ${table.rows[item.dataIndex].cells[item.dataset.column].text}`,
        },
      },
      ...options.plugins,
    },
  };
}

function rowAt(chart, event, table) {
  const scale = chart.scales.y;
  return scale ? table.rows[scale.getValueForPixel(event.y)] : undefined;
}
