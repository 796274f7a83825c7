// One parameter: symbol, slider, number box, unit. What leaves is text; the server checks it.
// While a drag goes on at most one value is unanswered, so a slow link never builds a queue.

const LOG_STEPS = 200;  // an arrow key must change three digits

// A letter's subscript is lowered: E_osc, t_c.
function write(element, text) {
  const parts = text.split(/(?<=[\p{L}])_([A-Za-z0-9]+)/u);
  element.replaceChildren(...parts.map((part, i) => {
    if (i % 2 === 0) return document.createTextNode(part);
    const lowered = document.createElement("sub");
    lowered.textContent = part;
    return lowered;
  }));
}

export function render({ model, el }) {
  const STEPS = model.log ? LOG_STEPS
    : Math.round((model.high - model.low) / (model.step || (model.high - model.low) / 200));
  const id = `knob-${model.key}-${Math.random().toString(36).slice(2, 8)}`;
  el.innerHTML = `
    <div class="knob" part="knob">
      <div class="head">
        <label for="${id}-box" title=""><span class="symbol"></span> <span class="about"></span></label>
        <button type="button" class="back" hidden></button>
      </div>
      <div class="row">
        <input type="range" class="slide" min="0" max="${STEPS}" step="1">
        <input type="text" class="box" id="${id}-box" inputmode="decimal" autocomplete="off" spellcheck="false">
        <span class="unit"></span>
      </div>
    </div>`;
  const at = (name) => el.querySelector(`.${name}`);
  const knob = at("knob"), slide = at("slide"), box = at("box"), back = at("back");

  const low = () => model.low, high = () => model.high;
  const toValue = (k) => model.log
    ? low() * Math.pow(high() / low(), k / STEPS)
    : low() + (high() - low()) * k / STEPS;
  const toSlide = (v) => STEPS * (model.log
    ? Math.log(v / low()) / Math.log(high() / low())
    : (v - low()) / (high() - low()));
  const tidy = (v) => {
    const step = model.step || (high() - low()) / 200;
    const rounded = model.log ? Number(v.toPrecision(3)) : Math.round(v / step) * step;
    return String(Number((model.whole ? Math.round(rounded) : rounded).toPrecision(10)));
  };

  // a long number is shown short but kept whole
  const shortened = (text) => text.length > 9 && Number.isFinite(Number(text))
    ? String(Number(Number(text).toPrecision(6))) : text;

  let waiting = false, last = model.text, timer = null;
  const send = () => {
    if (waiting || last === model.text) return;
    waiting = true;
    clearTimeout(timer);
    timer = setTimeout(() => { waiting = false; send(); }, 1500);
    model.text = last;
  };
  const commit = () => { model.commits = model.commits + 1; };

  const paint = () => {
    const label = at("head").querySelector("label");
    write(at("symbol"), model.symbol);
    at("about").textContent = model.about;
    write(at("unit"), model.unit);
    label.title = model.doc;
    const name = `${model.symbol} ${model.about} ${model.unit}`.trim();
    slide.setAttribute("aria-label", name);
    box.setAttribute("aria-label", `${name}, value`);
    back.hidden = !model.changed || model.locked || model.mystery;
    back.textContent = `↺ ${shortened(model.preset)}`;
    back.setAttribute("aria-label", `${model.symbol}: back to ${model.preset}`);
    knob.classList.toggle("changed", model.changed);
    knob.classList.toggle("refused", model.refused);
    knob.classList.toggle("mystery", model.mystery);
    box.setAttribute("aria-invalid", String(model.refused));
    slide.disabled = box.disabled = model.locked || model.mystery;
    box.value = model.mystery ? "?" : shortened(last);
    if (el.getRootNode().activeElement !== slide || !model.mystery) {
      slide.value = model.mystery ? STEPS / 2 : toSlide(Number(last));
    }
  };

  slide.addEventListener("input", () => {
    last = tidy(toValue(Number(slide.value)));
    box.value = last;
    send();
  });
  slide.addEventListener("change", () => { send(); commit(); });
  box.addEventListener("change", () => {
    if (box.value.trim() === shortened(last)) return;
    last = box.value.trim();
    slide.value = toSlide(Number(last));
    send();
    commit();
  });
  box.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
    event.preventDefault();
    const up = event.key === "ArrowUp" ? 1 : -1;
    const step = model.log ? Number(last) * 0.05 : (model.step || (high() - low()) / 200);
    last = tidy(Number(last) + up * step * (event.shiftKey ? 10 : 1));
    box.value = last;
    slide.value = toSlide(Number(last));
    send();
    commit();
  });
  back.addEventListener("click", () => {
    last = model.preset;
    send();
    commit();
    paint();
    box.focus();
  });

  model.on("answered", () => { waiting = false; clearTimeout(timer); send(); });
  model.on("text", () => { if (!waiting) { last = model.text; paint(); } });
  for (const name of ["changed", "refused", "locked", "mystery", "preset", "low", "high"]) model.on(name, paint);
  paint();
}
