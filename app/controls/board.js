// Any number of controls as one model. The server says what there is (spec) and what each holds
// (state); a person's doing leaves as a message. While a drag goes on at most one value of a control
// is unanswered, so a slow link never builds a queue.

const LOG_STEPS = 200;  // an arrow key must change three digits

function made(tag, look = "", text = "") {
  const element = document.createElement(tag);
  if (look) element.className = look;
  if (text) element.textContent = text;
  return element;
}

// A letter's subscript is lowered: E_osc, t_c.
function write(element, text) {
  const parts = text.split(/(?<=[\p{L}])_([A-Za-z0-9]+)/u);
  element.replaceChildren(...parts.map((part, i) => i % 2 ? made("sub", "", part)
    : document.createTextNode(part)));
}

// a long number is shown short but kept whole
const shortened = (text) => text.length > 9 && Number.isFinite(Number(text))
  ? String(Number(Number(text).toPrecision(6))) : text;

// what a person types, as a number: with a decimal comma too; the server reads it anew
const typed = (text) => Number(/^[-−+]?\d*,\d+$/.test(text) ? text.replace(",", ".").replace("−", "-") : text);

let many = 0;
const named = (key) => `control-${key}-${++many}`;

function pressed(spec, say) {
  const button = made("button", spec.strong ? "press strong" : "press");
  button.type = "button";
  const paint = (now) => {
    const icon = made("span", "", spec.icon ? `${spec.icon} ` : "");
    icon.setAttribute("aria-hidden", "true");
    const label = made("span");
    write(label, now.label ?? spec.label);
    button.replaceChildren(icon, label);
    button.disabled = now.disabled;
    button.classList.toggle("on", Boolean(now.here));
    if (now.here) button.setAttribute("aria-current", "step");
    const left = !now.visible && button.getRootNode().activeElement === button;
    button.hidden = !now.visible;
    if (left) button.closest(".board")?.querySelector(".press.strong:not([hidden])")?.focus();
  };
  button.addEventListener("click", () => say(null));
  if (spec.doc) button.title = spec.doc;
  return { element: button, paint };
}

function number(spec, say) {
  const id = named(spec.key), element = made("div", "number");
  element.innerHTML = `
    <div class="head">
      <label for="${id}"><span class="symbol"></span> <span class="about"></span></label>
      <button type="button" class="back" hidden></button>
    </div>
    <div class="row">
      <input type="range" class="slide" min="0" step="1">
      <input type="text" class="box" id="${id}" inputmode="${spec.low < 0 ? "text" : "decimal"}" autocomplete="off" spellcheck="false">
      <span class="unit"></span>
    </div>`;
  const at = (name) => element.querySelector(`.${name}`);
  const slide = at("slide"), box = at("box"), back = at("back");
  const name = [spec.symbol, spec.about, spec.unit].filter(Boolean).join(" ");
  write(at("symbol"), spec.symbol);
  write(at("about"), spec.about);
  write(at("unit"), spec.unit);
  element.querySelector("label").title = spec.doc;
  slide.setAttribute("aria-label", name);
  box.setAttribute("aria-label", `${name}, value`);

  let low = spec.low, high = spec.high, steps = 1, stride = 1;
  const reach = (now) => {
    low = now.low ?? spec.low;
    high = now.high ?? spec.high;
    stride = spec.step || (high - low) / 200;
    steps = spec.log ? LOG_STEPS : Math.max(1, Math.round((high - low) / stride));
    slide.max = steps;
  };
  const toValue = (k) => spec.log ? low * Math.pow(high / low, k / steps) : low + (high - low) * k / steps;
  const toSlide = (v) => steps * (spec.log ? Math.log(v / low) / Math.log(high / low) : (v - low) / (high - low));
  const tidy = (v) => {
    const rounded = spec.log ? Number(v.toPrecision(3)) : Math.round(v / stride) * stride;
    return String(Number((spec.whole ? Math.round(rounded) : rounded).toPrecision(10)));
  };

  let waiting = false, known = "", last = "", timer = null, state = {};
  let typing = false;  // what is half entered stays, whatever comes from the server
  const send = (done) => {
    if (done) { known = last; clearTimeout(timer); waiting = false; say(last, true); return; }
    if (waiting || last === known) return;
    waiting = true;
    timer = setTimeout(() => { waiting = false; send(false); }, 1500);
    known = last;
    say(last, false);
  };
  const convert = () => {  // in the other unit, to three digits
    const [factor, unit] = spec.also ?? [], other = Number((factor * Number(last)).toPrecision(3));
    const known = spec.also && !state.mystery && Number.isFinite(other);
    write(at("about"), known ? `${spec.about}, ${other} ${unit}` : spec.about);
  };
  const show = () => {
    convert();
    const changed = state.preset !== undefined && known !== state.preset;
    back.hidden = !changed || state.disabled || state.mystery;
    back.textContent = `↺ ${shortened(state.preset ?? "")}`;
    back.setAttribute("aria-label", `${spec.symbol}: back to ${state.preset}`);
    element.classList.toggle("changed", changed);
    element.classList.toggle("refused", Boolean(state.refused));
    element.classList.toggle("mystery", Boolean(state.mystery));
    box.setAttribute("aria-invalid", String(Boolean(state.refused)));
    slide.disabled = box.disabled = Boolean(state.disabled || state.mystery);
    if (!typing) box.value = state.mystery ? "?" : shortened(last);
    slide.value = state.mystery ? steps / 2 : toSlide(typed(last));
  };
  const paint = (now) => {
    state = now;
    element.hidden = !now.visible;
    reach(now);
    if (!waiting) known = last = now.value;
    show();
  };
  slide.addEventListener("input", () => { last = tidy(toValue(Number(slide.value))); box.value = last; convert(); send(false); });
  slide.addEventListener("change", () => send(true));
  box.addEventListener("input", () => { typing = true; });
  box.addEventListener("blur", () => { typing = false; show(); });
  box.addEventListener("change", () => {
    typing = false;
    if (box.value.trim() === shortened(last)) return;
    last = box.value.trim();
    slide.value = toSlide(typed(last));
    send(true);
  });
  box.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
    event.preventDefault();
    const step = spec.log ? Number(last) * 0.05 : stride;
    last = tidy(Number(last) + (event.key === "ArrowUp" ? 1 : -1) * step * (event.shiftKey ? 10 : 1));
    typing = false;
    box.value = last;
    slide.value = toSlide(Number(last));
    send(true);
  });
  back.addEventListener("click", () => { last = state.preset; send(true); show(); box.focus(); });
  const answered = () => {
    if (!waiting) return;
    waiting = false;
    clearTimeout(timer);
    send(false);
    show();
  };
  return { element, paint, answered };
}

// a native control under its label
function labelled(spec, input) {
  const element = made("label", "field"), words = made("span", "about");
  write(words, spec.label);
  element.append(words, input);
  element.title = spec.doc;
  input.setAttribute("aria-label", spec.label);
  return element;
}

function choice(spec, say) {
  const select = made("select");
  const element = labelled(spec, select);
  let offered = "";
  const offer = (options) => {
    const text = JSON.stringify(options);
    if (text === offered) return;
    offered = text;
    select.replaceChildren(...options.map(([label, value]) => new Option(label, value)));
  };
  const paint = (now) => {
    offer(now.mystery ? [["?", "?"]] : now.options ?? spec.options);
    select.value = now.value;
    select.disabled = now.disabled;
    element.hidden = !now.visible;
  };
  select.addEventListener("change", () => say(select.value));
  return { element, paint };
}

// one of several answers, all of them seen
function radio(spec, say) {
  const element = made("fieldset", "radio"), name = named(spec.key);
  element.append(made("legend", "unseen", spec.label));
  const boxes = spec.options.map(([label, value]) => {
    const line = made("label", "tick"), box = made("input"), words = made("span");
    box.type = "radio";
    box.name = name;
    box.value = value;
    write(words, label);
    line.append(box, words);
    box.addEventListener("change", () => say(value));
    element.append(line);
    return box;
  });
  return { element, paint: (now) => {
    for (const box of boxes) {
      box.checked = box.value === now.value;
      box.disabled = now.disabled;
    }
    element.hidden = !now.visible;
  } };
}

// a line of text; where it may be long it is as high as it needs
function text(spec, say) {
  const input = made(spec.hint ? "input" : "textarea", "words");
  if (spec.hint) { input.type = "text"; input.placeholder = spec.hint; } else input.rows = 1;
  input.spellcheck = false;
  const element = labelled(spec, input), note = made("span", "note");
  element.classList.toggle("wide", Boolean(spec.wide));
  note.id = named(spec.key);
  input.setAttribute("aria-describedby", note.id);
  element.append(note);
  let typing = false;  // what is half entered stays, whatever comes from the server
  const paint = (now) => {
    if (!typing) input.value = now.value;
    element.hidden = !now.visible;
    input.disabled = now.disabled;
    write(note, now.note ?? "");  // what was understood
    note.hidden = !now.note;
    input.setAttribute("aria-invalid", String(Boolean(now.refused)));
    element.hidden = !now.visible;
  };
  const enter = () => { if (typing) { typing = false; say(input.value); } };
  input.addEventListener("input", () => { typing = true; });
  input.addEventListener("change", enter);
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || spec.hint) return;
    event.preventDefault();
    enter();
  });
  return { element, paint };
}

// files of a person's own, sent whole once they are chosen; what is too large is not even read
function upload(spec, say) {
  const input = made("input"), element = labelled(spec, input), note = made("span", "note");
  input.type = "file";
  input.multiple = true;
  if (spec.accept) input.accept = spec.accept;
  note.id = named(spec.key);
  note.setAttribute("role", "status");
  input.setAttribute("aria-describedby", note.id);
  element.append(note);
  const read = (file) => new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done([file.name, reader.result.slice(reader.result.indexOf(",") + 1)]);
    reader.onerror = () => failed(reader.error);
    reader.readAsDataURL(file);
  });
  input.addEventListener("change", async () => {
    const files = [...input.files], size = files.reduce((sum, file) => sum + file.size, 0);
    if (!files.length) return;
    if (size > spec.most) {
      write(note, `These files have ${(size / 2 ** 20).toFixed(1)} MB; they may have ${spec.most / 2 ** 20} MB.`);
      note.hidden = false;
      input.value = "";
      return;
    }
    try {
      say(Object.fromEntries(await Promise.all(files.map(read))));
    } catch (error) {
      write(note, `The browser cannot read the file (${error?.message ?? error}).`);
      note.hidden = false;
    }
    input.value = "";  // so that the same file can be chosen again
  });
  return { element, paint: (now) => {
    element.hidden = !now.visible;
    input.disabled = now.disabled;
    write(note, now.note ?? "");
    note.hidden = !now.note;
    input.setAttribute("aria-invalid", String(Boolean(now.refused)));
  } };
}

function tick(spec, say) {
  const element = made("label", "tick"), box = made("input"), words = made("span");
  box.type = "checkbox";
  write(words, spec.label);
  element.append(box, words);
  element.title = spec.doc;
  box.setAttribute("aria-label", spec.label);
  box.addEventListener("change", () => say(box.checked));
  return { element, paint: (now) => {
    box.checked = !now.mystery && now.value;
    box.indeterminate = Boolean(now.mystery);
    box.disabled = now.disabled;
    element.hidden = !now.visible;
  } };
}

// several of a few values: buttons that stay down
function ticks(spec, say) {
  const element = made("div", "ticks"), symbol = made("span", "symbol");
  if (spec.symbol) write(symbol, `${spec.symbol} =`);
  element.setAttribute("role", "group");
  element.setAttribute("aria-label", spec.label);
  let chosen = [];
  const buttons = spec.options.map(([label, value]) => {
    const button = made("button", "press", label);
    button.type = "button";
    button.addEventListener("click", () => {
      chosen = chosen.includes(value) ? chosen.filter((v) => v !== value) : [...chosen, value];
      show();
      say(chosen);
    });
    return [button, value];
  });
  const show = () => {
    for (const [button, value] of buttons) {
      button.classList.toggle("on", chosen.includes(value));
      button.setAttribute("aria-pressed", String(chosen.includes(value)));
    }
  };
  element.append(...(spec.symbol ? [symbol] : []), ...buttons.map(([button]) => button));
  return { element, paint: (now) => {
    chosen = now.value;
    show();
    for (const [button] of buttons) button.disabled = now.disabled;
  } };
}

function words(spec) {
  const element = made("div", "words");
  if (spec.live) element.setAttribute("role", "status");
  return { element, paint: (now) => { element.innerHTML = now.value; element.hidden = !now.visible; } };
}

// where a run stands: a word with its colour, a bar, and why it was refused
function status(spec) {
  const element = made("div", "status"), line = made("div"), chip = made("span", "chip");
  const detail = made("span", "detail"), bar = made("progress"), alert = made("div", "alert");
  const said = made("div", "unseen");
  said.setAttribute("aria-live", "polite");
  bar.max = 100;
  bar.setAttribute("aria-label", "share done");
  chip.setAttribute("role", "status");
  line.append(chip, detail);
  element.append(line, bar, alert, said);
  return { element, paint: (now) => {
    if (chip.textContent !== now.word) chip.textContent = now.word;
    chip.style.background = now.color;
    detail.textContent = now.detail;
    if (said.textContent !== now.said) said.textContent = now.said;
    bar.value = now.percent;
    alert.hidden = !now.text;
    if (alert.hidden) return alert.removeAttribute("role");
    alert.setAttribute("role", "alert");
    const told = made("div");
    told.innerHTML = (now.title ? `<b>${now.title}</b><br>` : "") + now.text;
    if (alert.innerHTML !== told.innerHTML) alert.innerHTML = told.innerHTML;
  } };
}

const KINDS = { button: pressed, number, choice, radio, text, upload, tick, ticks, words, status };

function grouped(group, elements) {
  if (!group.title) {
    const plain = made("div", group.row ? "across" : "plain");
    plain.append(...elements);
    return plain;
  }
  const card = made("details"), body = made("div", "body");
  card.open = !group.folded;
  card.append(made("summary", "", group.title), body);
  body.append(...elements);
  return card;
}

export function render({ model, el }) {
  // what a person did last counts until the server has answered it: `said` holds the number of
  // the last message of each control, and the server tells which it has dealt with
  const all = {}, painted = {}, said = {};
  let sent = model.answered;
  const spec = JSON.parse(model.spec);
  const groups = spec.map((group) => grouped(group, group.controls.map((each) => {
    const say = (value, done = true) => {
      said[each.key] = ++sent;
      painted[each.key] = null;
      model.send_msg({ key: each.key, value, done, number: sent });
    };
    all[each.key] = KINDS[each.kind](each, say);
    return all[each.key].element;
  })));
  const board = made("div", "board");
  board.append(...groups);
  el.replaceChildren(board);
  const paint = () => {
    for (const [key, now] of Object.entries(JSON.parse(model.state))) {
      const text = JSON.stringify(now);
      if (painted[key] === text || said[key] > model.answered) continue;
      painted[key] = text;
      all[key].paint(now);
    }
    // a card of which nothing is to be seen goes with it
    for (const card of groups) {
      const body = card.querySelector(":scope > .body");
      if (body) card.hidden = body.children.length > 0 && [...body.children].every((each) => each.hidden);
    }
  };
  model.on("state", paint);
  model.on("answered", () => {
    for (const each of Object.values(all)) each.answered?.();
    paint();
  });
  paint();
}
