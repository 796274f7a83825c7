// Home: a few things to begin with, and a card for each experiment: its picture, alive, its
// question, what one sees, and its presets.
function made(tag, text = "", look = "") {
  const element = document.createElement(tag);
  if (text) element.textContent = text;
  if (look) element.className = look;
  return element;
}

function press(label, act, look = "") {
  const button = made("button", label, look);
  button.type = "button";
  button.addEventListener("click", act);
  return button;
}

function card({ key, title, question, seen, presets }, open) {
  const element = made("article"), actions = made("div", "", "actions"), pick = made("select");
  const picture = made("canvas"), words = made("div", "", "words");
  picture.dataset.key = key;
  picture.setAttribute("role", "img");
  picture.setAttribute("aria-label", `${title}: ${seen}`);
  picture.addEventListener("click", () => open(key, ""));
  pick.setAttribute("aria-label", `Preset of ${title}`);
  pick.append(new Option("Start from a preset …", ""));
  for (const [name, told] of Object.entries(presets)) pick.append(new Option(told, name));
  pick.addEventListener("change", () => { if (pick.value) open(key, pick.value); pick.value = ""; });
  actions.append(pick, press(`Open ${title}`, () => open(key, "")));
  words.append(made("h3", title), made("p", question, "question"), made("p", seen, "seen"), actions);
  element.append(picture, words);
  return element;
}

function beginning(begin, open) {
  const element = made("ol", "", "begin");
  for (const { title, seen, key, preset } of begin) {
    const item = made("li"), button = press("", () => open(key, preset));
    button.append(made("strong", title), made("span", seen));
    item.append(button);
    element.append(item);
  }
  return element;
}

export function render({ model, el }) {
  const { heading, intro, sections, outro, begin, guided } = JSON.parse(model.content);
  const open = (key, preset) => model.send_msg({ key, preset });
  const page = made("div", "", "home"), pictures = new Miniatures();
  const pause = press("", () => { pictures.play(!pictures.playing); label(); }, "quiet");
  const label = () => { pause.textContent = pictures.playing ? "Pause the pictures" : "Play the pictures"; };
  label();
  const head = made("div", "", "head");
  head.append(made("h2", "Three things to try first"), pause);
  page.append(made("h1", heading), ...intro.trim().split("\n\n").map((text) => made("p", text, "lead")),
    head, beginning(begin, open));
  const lessons = made("p", `${guided} `, "lead");
  lessons.append(press("Open the lessons", () => model.send_msg({ lessons: true }), "quiet"));
  page.append(lessons);
  for (const [title, about, cards] of sections) {
    const grid = made("div", "", "grid");
    grid.append(...cards.map((each) => card(each, open)));
    page.append(made("h2", title), made("p", about, "lead"), grid);
  }
  page.append(made("p", outro, "lead"));
  el.replaceChildren(page);

  // a picture is asked for when its card comes into view
  const asked = new Set();
  const watch = new IntersectionObserver((entries) => entries.forEach(({ target, isIntersecting }) => {
    const { key } = target.dataset;
    pictures.see(target, isIntersecting);
    if (!isIntersecting || asked.has(key)) return;
    asked.add(key);
    model.send_msg({ key, see: true });
  }));
  const canvases = [...el.querySelectorAll("canvas")];
  canvases.forEach((canvas) => watch.observe(canvas));
  model.on("msg:custom", (event) => {
    const { key, picture } = event.data ?? event;
    const canvas = canvases.find((each) => each.dataset.key === key);
    if (!canvas) return;
    canvas.classList.add("there");
    pictures.give(canvas, JSON.parse(picture));
  });
  model.on("remove", () => { watch.disconnect(); pictures.play(false); });
}
