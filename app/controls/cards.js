// Home: a card for each experiment, with its question and its presets.
function made(tag, text = "", look = "") {
  const element = document.createElement(tag);
  if (text) element.textContent = text;
  if (look) element.className = look;
  return element;
}

function card({ key, title, question, presets }, open) {
  const element = made("article"), actions = made("div", "", "actions");
  const go = made("button", `Open ${title}`), pick = made("select");
  go.type = "button";
  go.addEventListener("click", () => open(key, ""));
  pick.setAttribute("aria-label", `Preset of ${title}`);
  pick.append(new Option("Start from a preset …", ""));
  for (const [name, words] of Object.entries(presets)) pick.append(new Option(words, name));
  pick.addEventListener("change", () => { if (pick.value) open(key, pick.value); pick.value = ""; });
  actions.append(pick, go);
  element.append(made("h3", title), made("p", question), actions);
  return element;
}

export function render({ model, el }) {
  const { heading, intro, sections, outro } = JSON.parse(model.content);
  const open = (key, preset) => model.send_msg({ key, preset });
  const page = made("div", "", "home");
  page.append(made("h1", heading), ...intro.trim().split("\n\n").map((text) => made("p", text, "lead")));
  for (const [title, about, cards] of sections) {
    const grid = made("div", "", "grid");
    grid.append(...cards.map((each) => card(each, open)));
    page.append(made("h2", title), made("p", about, "lead"), grid);
  }
  page.append(made("p", outro, "lead"));
  el.replaceChildren(page);
}
