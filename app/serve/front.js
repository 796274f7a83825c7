// The socket is opened before Bokeh's scripts are loaded, so that the server builds the page
// meanwhile; Bokeh is handed it when it asks for one, with all that was said in between.
(() => {
  const WORDS = {
    4503: "The server is full: every place is taken. Try again in a minute.",
    4404: "The server has begun anew since this page was asked for.",
  };
  const CUT = "The connection to the server was lost while the page was being built.";
  const SLOW_MS = 4000, SLOW = "The server is busy: pages are built in the order in which they are asked for …";
  const waiting = document.getElementById("waiting"), says = waiting.querySelector("p");
  const token = "@the-token@", Native = window.WebSocket, heard = [];
  const place = `//${location.host}${location.pathname.replace(/\/+$/, "")}/ws${location.search}`;
  // the rail of a narrow window begins as a drawer that is closed: the page is built so
  document.cookie = `ionoscope-narrow=${window.innerWidth < 900 ? 1 : 0}; path=/; samesite=lax`;
  let early = new Native(`${location.protocol.replace("http", "ws")}${place}`, ["bokeh", token]);
  early.binaryType = "arraybuffer";
  early.onmessage = (event) => heard.push(event);

  const stuck = ({ code }) => {
    if (!waiting.isConnected) return;
    const again = document.createElement("button");
    again.textContent = "Load it again";
    again.onclick = () => location.reload();
    says.replaceChildren(WORDS[code] ?? CUT, again);
  };
  early.addEventListener("close", stuck);

  function Socket(url, protocols) {
    const first = early;
    early = null;
    if (!first || first.url !== url || first.readyState > Native.OPEN) return new Native(url, protocols);
    if (first.readyState === Native.OPEN) {
      queueMicrotask(() => {  // once Bokeh has set its handlers, and before it can hear more
        first.onopen?.(new Event("open"));
        for (const event of heard) first.onmessage?.(event);
      });
    }
    return first;
  }
  Socket.prototype = Native.prototype;
  for (const name of ["CONNECTING", "OPEN", "CLOSING", "CLOSED"]) Socket[name] = Native[name];
  window.WebSocket = Socket;

  // the page takes the skeleton's place when all that it begins with is painted, and the next one
  // begins as dark as this one is left
  const began = performance.now();
  const remember = (dark) => {
    document.cookie = `ionoscope-theme=${dark ? "dark" : "light"}; path=/; max-age=31536000; samesite=lax`;
  };
  const look = () => {
    const root = window.Bokeh?.index?.roots?.[0];
    if (root?.is_idle) {
      waiting.remove();
      const { data } = root.model;
      data.properties.dark_theme.change.connect(() => remember(data.dark_theme));
      return;
    }
    if (performance.now() - began > SLOW_MS && says.textContent === "Loading …") says.textContent = SLOW;
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})();
