// What a page does that is cut off from its server, or wakes from a sleep: it says so, finds its
// session again, or loads itself anew from its address, which carries all that was entered.
const ASK_MS = 2000;      // between two questions whether the server is there
const SLEPT_MS = 45000;   // a clock that was held up for so long has slept
const PATIENCE_MS = 15000;// for an answer of the session, once the server has shown that it lives
const ANSWER_MS = 10000;  // a connection that died in a sleep keeps its silence
const OFTEN = 3, WITHIN_MS = 60000;  // so many new loads in so short a time do not help
const CUT = "Not connected: the server does not answer. What is shown stays; it goes on by itself " +
  "as soon as the server is there again.";
const BACK = "Connected again: loading this page as it was …";
const NO_USE = "The server answers, but this page cannot be opened there. Its address carries all " +
  "parameters: copy it, and try again later.";

const serverLives = () =>
  fetch("liveness", { cache: "no-store", signal: AbortSignal.timeout(ANSWER_MS) })
    .then((answer) => answer.ok, () => false);
const pause = (ms) => new Promise((resolve) => {
  const go = () => {
    clearTimeout(timer);
    window.removeEventListener("online", go);
    document.removeEventListener("visibilitychange", go);
    resolve();
  };
  const timer = setTimeout(go, ms);
  window.addEventListener("online", go);
  document.addEventListener("visibilitychange", go);
});

function mayReload() {
  const now = Date.now(), key = "ionoscope-loaded-anew";
  const before = JSON.parse(sessionStorage.getItem(key) || "[]").filter((t) => now - t < WITHIN_MS);
  sessionStorage.setItem(key, JSON.stringify([...before, now]));
  return before.length < OFTEN;
}

function banner() {
  const bar = document.createElement("div");
  bar.className = "cut-off";
  bar.setAttribute("role", "alert");
  return {
    says(text) {
      if (bar.textContent !== text) bar.textContent = text;
      if (!bar.isConnected) document.body.append(bar);
    },
    goes() { bar.remove(); },
  };
}

export function keepsConnection(model) {
  const bar = banner(), page = model.document ?? window.Bokeh?.documents?.[0];
  let cut = false, clock = Date.now(), heard = 0;

  const loadAnew = () => {
    if (!mayReload()) return bar.says(NO_USE);
    bar.says(BACK);
    window.location.reload();
  };
  const lost = async (event) => {
    cut = true;
    if (event.attempts === 0) return;  // Bokeh tries at once; often that is all it takes
    bar.says(CUT);
    while (cut && !(await serverLives())) await pause(ASK_MS);
    if (cut) loadAnew();
  };
  const found = () => { cut = false; bar.goes(); };
  page.on_event("connection_lost", (_, event) => lost(event));
  page.on_event("client_reconnected", found);

  // A socket that died in a sleep looks open: ask the session for a sign.
  const pong = () => { heard = Date.now(); };
  model.on("sign", pong);
  const woken = async () => {
    const asked = Date.now();
    model.send_msg("sign");
    while (!(await serverLives())) { bar.says(CUT); await pause(ASK_MS); }
    await new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
    if (heard < asked && !cut) loadAnew(); else if (!cut) bar.goes();
  };
  const watch = setInterval(() => {
    const slept = Date.now() - clock > SLEPT_MS;
    clock = Date.now();
    if (slept && !cut) woken();
  }, ASK_MS);
  model.on("remove", () => clearInterval(watch));
}
