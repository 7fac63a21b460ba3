// Tables of class "sortable": click a heading to sort, type to filter.
"use strict";
(() => {
  const value = (row, column) => {
    const cell = row.cells[column];
    const text = cell.dataset.sort ?? cell.textContent.trim();
    if (text === "" || text === "–") return null;
    const number = Number(text.replace(/,/g, "").replace(/^× /, ""));
    return Number.isNaN(number) ? text.toLowerCase() : number;
  };

  // Numbers before words, what is missing always last.
  const compare = (a, b, direction) => {
    if (a === null || b === null) return (a === null) - (b === null);
    if (typeof a !== typeof b) return typeof a === "number" ? -1 : 1;
    return direction * (typeof a === "number" ? a - b : a.localeCompare(b));
  };

  const sortBy = (table, column, heading) => {
    const direction = heading.getAttribute("aria-sort") === "ascending" ? -1 : 1;
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", direction === 1 ? "ascending" : "descending");
    const keyed = Array.from(table.tBodies[0].rows, (row) => [value(row, column), row]);
    keyed.sort(([a], [b]) => compare(a, b, direction));
    table.tBodies[0].append(...keyed.map(([, row]) => row));
  };

  const filter = (table, words, output) => {
    const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of table.tBodies[0].rows) {
      const text = row.textContent.toLowerCase();
      row.hidden = !wanted.every((word) => text.includes(word));
      shown += row.hidden ? 0 : 1;
    }
    output.textContent = wanted.length ? `${shown} of ${table.tBodies[0].rows.length} rows` : "";
  };

  for (const table of document.querySelectorAll("table.sortable")) {
    Array.from(table.tHead.rows[0].cells).forEach((heading, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...heading.childNodes);
      heading.append(button);
      button.addEventListener("click", () => sortBy(table, column, heading));
    });
    if (table.tBodies[0].rows.length > 8) {
      const scroll = table.closest(".scroll");
      const line = document.createElement("p");
      const input = document.createElement("input");
      const output = document.createElement("output");
      line.className = "filter";
      input.type = "search";
      input.placeholder = "Filter rows";
      input.setAttribute("aria-label", `Filter: ${scroll.getAttribute("aria-label")}`);
      input.addEventListener("input", () => filter(table, input.value, output));
      line.append(input, output);
      scroll.before(line);
    }
  }
})();
