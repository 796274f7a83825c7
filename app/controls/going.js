// What is being computed, a line each: lines stay in place while their numbers change.
function line(id, send) {
  const item = document.createElement("li");
  item.innerHTML = `
    <span class="what"><button type="button" class="open"></button> <span class="about"></span></span>
    <progress max="100"></progress><span class="where"></span>
    <button type="button" class="stop"><span aria-hidden="true">■ </span>Stop</button>`;
  const at = (name) => item.querySelector(name);
  at(".open").addEventListener("click", () => send({ what: "open", id }));
  at(".stop").addEventListener("click", () => {
    at(".stop").disabled = true;
    send({ what: "stop", id });
  });
  const put = (name, text) => {
    if (at(name).textContent !== text) at(name).textContent = text;
  };
  return { item, paint: (now) => {
    put(".open", now.title);
    at(".open").title = `Open run ${id} on its page`;
    put(".about", now.about);
    at(".about").title = now.about;
    put(".where", now.where);
    at("progress").value = 100 * now.share;
    at("progress").setAttribute("aria-label", `Share done of run ${id}`);
    at(".stop").hidden = !now.stop;
    at(".stop").setAttribute("aria-label", `Stop run ${id}`);
  } };
}

export function render({ model, el }) {
  const section = document.createElement("section"), title = document.createElement("h2");
  const list = document.createElement("ul"), known = new Map();
  section.setAttribute("aria-label", "Running now");
  title.textContent = "Running now";
  section.append(title, list);
  el.replaceChildren(section);
  const paint = () => {
    const now = JSON.parse(model.lines), ids = new Set(now.map((one) => one.id));
    for (const [id, one] of known) {
      if (!ids.has(id)) { one.item.remove(); known.delete(id); }
    }
    now.forEach((one, i) => {
      if (!known.has(one.id)) known.set(one.id, line(one.id, (what) => model.send_msg(what)));
      const { item, paint } = known.get(one.id);
      if (list.children[i] !== item) list.insertBefore(item, list.children[i] ?? null);
      paint(one);
    });
    section.hidden = !now.length;
  };
  model.on("lines", paint);
  paint();
}
