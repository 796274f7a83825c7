// Facts over a table of people: rows stay in place while what stands in them changes.
const COLUMNS = ["Visitor", "Here", "Looks at", "Runs", ""];

function put(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function row(id, send) {
  const line = document.createElement("tr"), cells = COLUMNS.map(() => document.createElement("td"));
  const name = document.createElement("b"), role = document.createElement("small");
  const stop = document.createElement("button");
  stop.type = "button";
  stop.addEventListener("click", () => send({ stop: id }));
  cells[0].append(name, " ", role);
  cells[4].append(stop);
  line.append(...cells);
  return { line, paint: ([, called, does, since, pages, going, queued]) => {
    put(name, called);
    put(role, does);
    put(cells[1], since);
    put(cells[2], pages);
    put(cells[3], queued ? `${going}, ${queued} queued` : `${going}`);
    put(stop, "■ Stop runs");
    stop.setAttribute("aria-label", `Stop runs of ${called}`);
    stop.hidden = !(going + queued);
  } };
}

export function render({ model, el }) {
  const facts = document.createElement("dl"), table = document.createElement("table");
  const head = table.createTHead().insertRow(), body = table.createTBody(), known = new Map();
  const said = document.createElement("p");
  table.setAttribute("aria-label", "Visitors");
  said.setAttribute("role", "status");
  for (const name of COLUMNS) {
    const cell = document.createElement("th");
    cell.scope = "col";
    cell.textContent = name;
    head.append(cell);
  }
  el.replaceChildren(facts, said, table);
  const paintFacts = () => {
    const now = JSON.parse(model.facts);
    while (facts.children.length > now.length) facts.lastChild.remove();
    now.forEach(([name, value, more], i) => {
      if (!facts.children[i]) {
        const fact = document.createElement("div");
        fact.append(...["dt", "dd", "dd"].map((tag) => document.createElement(tag)));
        facts.append(fact);
      }
      [name, value, more].forEach((text, j) => put(facts.children[i].children[j], text));
    });
  };
  const paint = () => {
    const now = JSON.parse(model.people), ids = new Set(now.map(([id]) => id));
    for (const [id, one] of known) {
      if (!ids.has(id)) { one.line.remove(); known.delete(id); }
    }
    now.forEach((one, i) => {
      const [id] = one;
      if (!known.has(id)) known.set(id, row(id, (what) => model.send_msg(what)));
      const { line, paint } = known.get(id);
      if (body.children[i] !== line) body.insertBefore(line, body.children[i] ?? null);
      paint(one);
    });
  };
  const say = () => put(said, model.said);
  model.on("facts", paintFacts);
  model.on("people", paint);
  model.on("said", say);
  paintFacts();
  paint();
  say();
}
