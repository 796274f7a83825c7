// A grid by Tabulator over rows that the server finds: it holds one page of them, and the server
// sorts. Rows are selected as files are: a click selects one, Ctrl adds, Shift goes on from the last.

function loaded(script) {
  if (window.Tabulator) return Promise.resolve();
  window.tabulatorComes ??= new Promise((done, failed) => {
    const tag = document.createElement("script");
    tag.src = new URL(script, document.baseURI).href;
    tag.onload = done;
    tag.onerror = () => failed(new Error("The table's script could not be loaded."));
    document.head.append(tag);
  });
  return window.tabulatorComes;
}

// A letter's subscript is lowered: E_osc, t_c.
function typeset(text) {
  const words = document.createElement("span");
  words.append(...text.split(/(?<=\p{L})_([A-Za-z0-9]+)/u).map((part, i) => {
    if (i % 2 === 0) return document.createTextNode(part);
    const low = document.createElement("sub");
    low.textContent = part;
    return low;
  }));
  return words;
}

function ticked(name, on) {
  const box = document.createElement("input");
  box.type = "checkbox";
  box.tabIndex = -1;  // Space does it where the row has the focus
  box.setAttribute("aria-label", name);
  box.checked = on;
  return box;
}

const counted = (n) => String(n).replace(/\B(?=(\d{3})+$)/g, "\u202f");

export async function render({ model, el }) {
  const place = document.createElement("div");
  place.className = "grid";
  const pager = document.createElement("nav");  // beside the grid: it holds nothing but rows
  pager.className = "pager";
  pager.setAttribute("aria-label", "Pages of the list");
  el.replaceChildren(place, pager);
  const states = JSON.parse(model.states);
  let table = null, built = "", asked = 0, answered = null, ready = false, total = 0;
  let chosen = new Set(JSON.parse(model.chosen)), last = null, focus = null;

  const send = (what, value) => model.send_msg({ what, value });
  const rows = () => table.getRows();
  const idOf = (row) => row.getData().id;

  // what is selected -------------------------------------------------------------------------

  const mark = () => {
    for (const row of rows()) {
      const on = chosen.has(idOf(row)), element = row.getElement();
      element.classList.toggle("chosen", on);
      element.setAttribute("aria-selected", String(on));
      const box = element.querySelector("input");
      if (box) box.checked = on;
    }
    const all = place.querySelector(".tabulator-header input");
    const here = rows().map(idOf), on = here.filter((id) => chosen.has(id)).length;
    if (all) {
      all.checked = on > 0 && on === here.length;
      all.indeterminate = on > 0 && on < here.length;
    }
  };
  const choose = (ids) => {
    chosen = new Set(ids);
    mark();
    send("chose", [...chosen]);
  };
  const toggle = (id) => {
    last = id;
    choose(chosen.has(id) ? [...chosen].filter((other) => other !== id) : [...chosen, id]);
  };
  const upTo = (id) => {
    const here = rows().map(idOf), a = here.indexOf(last), b = here.indexOf(id);
    if (a < 0) return toggle(id);
    choose([...chosen, ...here.slice(Math.min(a, b), Math.max(a, b) + 1)]);
  };
  const everyone = (on) => {
    const here = rows().map(idOf), others = [...chosen].filter((id) => !here.includes(id));
    choose(on ? [...others, ...here] : others);
  };
  const click = (event, row) => {
    const id = idOf(row);
    attend(row, false);
    if (event.target.matches?.("input") || event.ctrlKey || event.metaKey) return toggle(id);
    if (event.shiftKey) return upTo(id);
    last = id;
    choose([id]);
  };

  // the keyboard -----------------------------------------------------------------------------

  const attend = (row, move = true) => {
    focus = idOf(row);
    for (const each of rows()) each.getElement().tabIndex = each === row ? 0 : -1;
    row.getElement().focus({ preventScroll: !move });
    if (move) row.getElement().scrollIntoView({ block: "nearest" });
  };
  const keys = (event) => {
    const here = rows(), i = here.findIndex((row) => row.getElement() === event.target);
    if (i < 0) return;
    const id = idOf(here[i]);
    const to = { ArrowDown: i + 1, ArrowUp: i - 1, Home: 0, End: here.length - 1 }[event.key];
    if (to !== undefined) {
      const next = here[Math.min(Math.max(to, 0), here.length - 1)];
      if (event.shiftKey) { last ??= id; upTo(idOf(next)); }
      attend(next);
    } else if (event.key === "Enter") send("open", id);
    else if (event.key === " ") toggle(id);
    else if (event.key === "Delete") send("delete", id);
    else if (event.key === "a" && (event.ctrlKey || event.metaKey)) everyone(true);
    else return;
    event.preventDefault();
  };

  // the grid ---------------------------------------------------------------------------------

  const cell = {
    text: (c) => {
      const words = document.createElement("span");
      words.textContent = c.getValue() ?? "";
      words.title = words.textContent;
      return words;
    },
    state: (c) => {
      const chip = document.createElement("span"), word = c.getValue() ?? "";
      chip.className = "chip";
      chip.textContent = word;
      chip.style.background = states[word] ?? states.ready;
      return chip;
    },
  };
  cell.number = cell.text;

  const box = {
    field: "id", width: 40, minWidth: 40, headerSort: false, resizable: false, frozen: true,
    cssClass: "box",
    titleFormatter: () => {
      const all = ticked("Select all on this page", false);
      all.tabIndex = 0;
      all.addEventListener("click", (event) => { event.stopPropagation(); everyone(all.checked); });
      return all;
    },
    formatter: (c) => ticked(`Select run ${c.getValue()}`, chosen.has(c.getValue())),
  };
  const columns = () => [box, ...JSON.parse(model.columns).map((column, i) => ({
    title: column.title, field: column.name, minWidth: column.width, headerSort: column.sorts,
    widthGrow: column.grows, ...(column.grows ? {} : { width: column.width }),
    hozAlign: column.kind === "number" ? "right" : "left", headerSortTristate: false,
    headerHozAlign: column.kind === "number" ? "right" : "left",
    titleFormatter: () => {
      const title = typeset(column.title);
      if (column.doc) title.title = column.doc;
      return title;
    },
    formatter: cell[column.kind], frozen: i === 0,
  }))];
  const heads = () => {
    for (const head of place.querySelectorAll(".tabulator-col.tabulator-sortable")) {
      head.tabIndex = 0;
      head.onkeydown = (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        head.click();
      };
    }
  };
  const ask = (url, config, { page, sort }) => new Promise((done) => {
    answered = done;
    const by = sort?.[0];
    send("find", {
      number: ++asked, page: (page ?? 1) - 1, sort: by?.field ?? "", descending: by?.dir === "desc",
    });
  });
  const counter = (size, first) => {
    const words = document.createElement("span");
    words.setAttribute("role", "status");
    words.textContent = total
      ? `${counted(first)}–${counted(Math.min(first + size - 1, total))} of ${counted(total)} runs` : "";
    return words;
  };

  const rowsAlone = () => {  // are reached by Tab, not what holds them or stands in their place
    for (const box of place.querySelectorAll(".tabulator-tableholder, .tabulator-placeholder")) {
      box.removeAttribute("tabindex");
    }
  };

  const build = () => {
    built = model.columns;
    table = new window.Tabulator(place, {
      maxHeight: "400px", layout: "fitColumns", columns: columns(), index: "id",
      nestedFieldSeparator: false,
      ajaxURL: "runs", ajaxRequestFunc: ask, sortMode: "remote", pagination: true,
      paginationMode: "remote", paginationSize: model.rows_a_page, paginationCounter: counter, paginationElement: pager,
      dataLoader: false, placeholder: () => {
        const words = document.createElement("div");
        words.className = "empty";
        words.textContent = model.empty;
        return words;
      },
      initialSort: model.sort ? [{ column: model.sort, dir: model.descending ? "desc" : "asc" }] : [],
      rowFormatter: (row) => {
        const element = row.getElement();
        element.tabIndex = idOf(row) === focus ? 0 : -1;
        element.setAttribute("aria-label", Object.values(row.getData()).join(", "));
      },
    });
    table.on("tableBuilt", () => {
      ready = true;
      if (built !== model.columns) return rebuild();
      heads();
      place.setAttribute("aria-label", model.label);
      rowsAlone();
    });
    table.on("renderComplete", rowsAlone);
    table.on("rowClick", click);
    table.on("rowDblClick", (event, row) => send("open", idOf(row)));
    table.on("dataProcessed", () => {
      const here = rows();
      if (here.length && !here.some((row) => row.getElement().tabIndex === 0)) {
        here[0].getElement().tabIndex = 0;
      }
      mark();
      place.dataset.shown = String(asked);
    });
  };

  model.on("found", () => {
    const now = JSON.parse(model.found);
    if (now.number !== asked || !answered) return;
    total = now.total;
    answered({ data: now.rows, last_page: Math.max(1, Math.ceil(total / model.rows_a_page)),
      last_row: total });
    answered = null;
  });
  model.on("chosen", () => {
    const now = JSON.parse(model.chosen);
    if (now.length === chosen.size && now.every((id) => chosen.has(id))) return;
    chosen = new Set(now);
    mark();
  });
  model.on("stale", () => { if (ready) table.replaceData(); });
  const rebuild = () => {
    ready = false;
    table.destroy();
    pager.replaceChildren();
    build();
  };
  model.on("anew", () => {
    if (!ready) return;  // it looks again when it is
    if (built === model.columns) table.setData();
    else rebuild();
  });
  place.addEventListener("keydown", keys);
  await loaded(model.script);
  build();
  model.on("remove", () => table?.destroy());
}
