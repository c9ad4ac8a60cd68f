// Reads the table a chart is drawn from. A number hidden or missing stands as words in its cell and is null here, never zero.

export function readTable(table) {
  const [, ...heads] = table.tHead.rows[0].cells;
  return {
    columns: heads.map((cell) => ({ text: text(cell), voice: cell.dataset.voice, step: cell.dataset.step })),
    rows: [...table.tBodies[0].rows].map(readRow),
  };
}

function readRow(row) {
  const [head, ...cells] = row.cells;
  return {
    title: text(head),
    link: head.querySelector("a"),
    cells: cells.map(readCell),
  };
}

// short: the number alone, as it is written in the words of its cell.
function readCell(cell) {
  const words = text(cell);
  return { value: number(cell.dataset.value), text: words, short: words.match(/\d+(?:[.,]\d+)?/)?.[0] ?? "", coded: "coded" in cell.dataset };
}

function number(written) {
  return written === undefined || written === "" ? null : Number(written);
}

function text(cell) {
  return cell.textContent.trim().replace(/\s+/g, " ");
}

export function values(table, column) {
  return table.rows.map((row) => row.cells[column]?.value ?? null);
}

// Breaks a text into lines of about so many signs, at its spaces.
export function lines(words, signs) {
  const broken = [""];
  for (const word of words.split(" ")) {
    const last = broken.at(-1);
    if (last && last.length + word.length + 1 > signs) broken.push(word);
    else broken[broken.length - 1] = last ? `${last} ${word}` : word;
  }
  return broken;
}
