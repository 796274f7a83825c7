// The bar on top: where one can go, the link to what is seen; and what the whole window listens to.
const NARROW = 900;

export function render({ model, el }) {
  mendPainting();
  mendLettering();
  mendLegends();
  mendTools();
  mendTouch();
  mendWhatIsThere();
  keepsConnection(model);
  const bar = document.createElement("nav");
  bar.className = "bar";
  bar.setAttribute("aria-label", "Groups of pages");
  let places = [];
  const lead = () => {  // before all else that stands in the bar
    places.forEach(([button]) => button.remove());
    places = JSON.parse(model.places).map(([key, label]) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = label;
      button.className = `nav-${key.toLowerCase()}`;
      button.addEventListener("click", () => model.send_msg(key));
      return [button, key];
    });
    bar.prepend(...places.map(([button]) => button));
  };
  lead();
  const gap = document.createElement("span"), copy = document.createElement("button");
  gap.className = "gap";
  copy.type = "button";
  copy.textContent = "Copy link";
  copy.title = "Copies the address: it carries all parameters and the seed";
  copiesOnPress(copy, () => window.location.href, "Link copied");
  const own = document.createElement("button");
  own.type = "button";
  own.textContent = "Copy run’s link";
  own.title = "Copies the address of the kept run that is seen: it opens the run, not a new one";
  copiesOnPress(own, () => `${window.location.origin}${window.location.pathname}?run=${model.run}`,
    "Run’s link copied");
  const offer = () => { own.hidden = !model.run; };
  model.on("run", offer);
  offer();
  const room = document.createElement("button");
  room.type = "button";
  room.className = "room";
  room.textContent = "Projector";
  room.title = "One large picture with its numbers (Shift+P)";
  const project = () => {
    model.tall = window.innerHeight;
    model.large = !model.large;
  };
  room.addEventListener("click", project);
  const size = () => {
    room.classList.toggle("here", model.large);
    room.setAttribute("aria-pressed", String(model.large));
  };
  model.on("large", size);
  size();
  const help = document.createElement("a");
  help.textContent = "Help";
  help.href = "docs/";
  help.target = "_blank";
  help.rel = "noopener";
  help.title = "Opens the documentation";
  bar.append(gap, room, own, copy, help);
  el.replaceChildren(bar);
  const mark = () => {
    for (const [button, key] of places) {
      button.classList.toggle("here", key === model.here);
      button.setAttribute("aria-current", key === model.here ? "page" : "false");
    }
  };
  model.on("here", mark);
  model.on("places", () => { lead(); mark(); });
  mark();

  const stop = (event) => {
    if (event.key === "Escape") model.stops = model.stops + 1;
    const target = event.composedPath()[0];
    const types = target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
    if (event.key === "P" && event.shiftKey && !event.ctrlKey && !event.metaKey && !types) project();
  };
  const width = () => {
    const narrow = window.innerWidth < NARROW;
    if (narrow !== model.narrow) model.narrow = narrow;
    if (model.tall !== window.innerHeight) model.tall = window.innerHeight;
  };
  document.addEventListener("keydown", stop);
  window.addEventListener("resize", width);
  model.on("remove", () => {
    document.removeEventListener("keydown", stop);
    window.removeEventListener("resize", width);
  });
  setTimeout(width, 300);  // what is set while the page is being built does not reach the server
}
