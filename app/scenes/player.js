// Play, pause, step, speed and scrub over the frames of a path that is already in the browser.
// Physics time runs at `pace` seconds a unit; the picture follows `frame`, the data never change.

const SPEEDS = [0.1, 0.25, 0.5, 1, 2, 4];
// Who asks for less motion gets pictures that stand so long, in milliseconds, at the same pace.
const CALM = window.matchMedia("(prefers-reduced-motion: reduce)"), STANDS = 600;

export function render({ model, view, el }) {
  el.innerHTML = `
    <div class="keys" role="group" aria-label="Player">
      <button type="button" class="first" aria-label="To the start" title="To the start">|◀</button>
      <button type="button" class="less" aria-label="One frame back" title="One frame back">◀</button>
      <button type="button" class="play" aria-label="Play" title="Play or pause (Space)">▶</button>
      <button type="button" class="more" aria-label="One frame on" title="One frame on">▶|</button>
      <input type="range" class="scrub" min="0" step="1" aria-label="Time">
      <output class="time"></output>
      <label class="speed">speed <select aria-label="Speed">${SPEEDS.map((s) => `<option value="${s}">${s}×</option>`).join("")}</select></label>
    </div>`;
  const at = (name) => el.querySelector(`.${name}`);
  const play = at("play"), scrub = at("scrub"), speed = el.querySelector("select");
  speed.value = "1";
  let playing = false, before = 0, exact = 0, painted = 0;

  const move = (frame) => { exact = Math.min(Math.max(frame, 0), model.frames - 1); };
  const show = (frame) => {
    move(frame);
    const whole = Math.round(exact);
    // told to the scene here in the browser, not to the server
    if (whole !== model.frame) view.model.data.setv({ frame: whole }, { sync: false });
    scrub.value = whole;
    const t = model.frames > 1 ? model.duration * whole / (model.frames - 1) : 0;
    at("time").textContent = `${model.symbol} = ${t.toFixed(3)} ${model.unit}`;
    scrub.setAttribute("aria-valuetext", at("time").textContent);
  };
  const tick = (now) => {
    if (!playing) return;
    const seconds = Math.min((now - before) / 1000, 0.1);
    before = now;
    const perSecond = (model.frames - 1) / (model.duration * model.pace);
    const next = exact + seconds * perSecond * Number(speed.value);
    // the last frame of a loop is its first
    move(model.loop && model.frames > 1 ? next % (model.frames - 1) : next);
    const over = !model.loop && exact >= model.frames - 1;
    if (over || !CALM.matches || now - painted >= STANDS) {
      painted = now;
      show(exact);
    }
    if (over) toggle(false); else requestAnimationFrame(tick);
  };
  const toggle = (on) => {
    playing = on;
    play.textContent = on ? "❚❚" : "▶";
    play.setAttribute("aria-label", on ? "Pause" : "Play");
    if (on) {
      if (exact >= model.frames - 1) show(0);
      before = performance.now();
      requestAnimationFrame(tick);
    }
  };
  const renew = () => {
    scrub.max = Math.max(model.frames - 1, 0);
    const goes_on = model.loop && playing;
    if (!goes_on) toggle(false);
    show(goes_on ? 0 : model.still);
  };

  play.addEventListener("click", () => toggle(!playing));
  at("first").addEventListener("click", () => { toggle(false); show(0); });
  at("less").addEventListener("click", () => { toggle(false); show(Math.round(exact) - 1); });
  at("more").addEventListener("click", () => { toggle(false); show(Math.round(exact) + 1); });
  scrub.addEventListener("input", () => { toggle(false); show(Number(scrub.value)); });
  const keys = (event) => {
    const target = event.composedPath()[0];
    if (event.key !== " " || /^(INPUT|TEXTAREA|SELECT|BUTTON)$/.test(target.tagName) && target !== scrub) return;
    if (!el.isConnected || el.getBoundingClientRect().width === 0) return;
    event.preventDefault();
    toggle(!playing);
  };
  document.addEventListener("keydown", keys);
  model.on("remove", () => { playing = false; document.removeEventListener("keydown", keys); });
  model.on("renewed", renew);
  renew();
}
