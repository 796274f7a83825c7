// A picture's data: the first rows of every curve, under a fold; all of them as a file.
export function render({ model, el }) {
  const fold = document.createElement("details"), title = document.createElement("summary");
  const body = document.createElement("div"), save_all = document.createElement("button");
  title.textContent = "Data as a table";
  title.setAttribute("aria-label", `Data as a table: ${model.name_of_figure}`);
  body.className = "body";
  save_all.type = "button";
  save_all.textContent = "Download CSV";
  save_all.setAttribute("aria-label", `Download CSV: ${model.name_of_figure}`);
  save_all.addEventListener("click", () => model.send_msg("save"));
  fold.open = model.is_open;
  fold.append(title, body);
  el.replaceChildren(fold);
  fold.addEventListener("toggle", () => {
    if (fold.open !== model.is_open) model.send_msg(fold.open ? "open" : "closed");
  });
  const cell = (tag, html, look = "") => {
    const made = document.createElement(tag);
    made.innerHTML = html;
    if (look) made.className = look;
    return made;
  };
  const row = (...cells) => {
    const made = document.createElement("tr");
    made.append(...cells);
    return made;
  };
  const across = (html, columns, look) => {
    const made = cell("th", html, look);
    made.colSpan = columns;
    made.scope = "rowgroup";
    return row(made);
  };
  const paint = () => {
    const { why, heads, blocks, more } = JSON.parse(model.content);
    if (!heads) return body.replaceChildren(cell("p", why ?? ""));
    const table = document.createElement("table"), head = document.createElement("thead");
    head.append(row(...heads.map((text) => {
      const made = cell("th", text);
      made.scope = "col";
      return made;
    })));
    table.append(head);
    for (const [name, rows, left] of blocks) {
      const part = document.createElement("tbody");
      if (name) part.append(across(name, heads.length, "curve"));
      part.append(...rows.map((texts) => row(...texts.map((text) => {
        const made = document.createElement("td");
        made.textContent = text;
        return made;
      }))));
      if (left) part.append(across(`… and ${left.toLocaleString("en")} more rows`, heads.length, "more"));
      table.append(part);
    }
    const scrolled = document.createElement("div");
    scrolled.className = "scrolled";
    scrolled.tabIndex = 0;
    scrolled.setAttribute("role", "region");
    scrolled.setAttribute("aria-label", `Data: ${model.name_of_figure}`);
    scrolled.append(table);
    const rest = more ? [cell("p", `${more} more curves are in the file.`)] : [];
    // what is scrolled to stays in view when the data are renewed
    const at = body.querySelector(".scrolled")?.scrollTop ?? 0;
    body.replaceChildren(scrolled, ...rest, save_all);
    scrolled.scrollTop = at;
  };
  model.on("content", paint);
  model.on("is_open", () => { fold.open = model.is_open; });
  model.on("sent", () => {
    save(new Blob([model.file]), `${model.name_of_figure}.csv`);
    model.send_msg("got");
  });
  paint();
}
