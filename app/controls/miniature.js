// A small picture on a card: curves draw themselves, what moves moves, and a map is uncovered, as
// long as it is in view and nobody has paused it. Places are given from 0 to 400 and 0 to 200.
const WIDE = 400, HIGH = 200, SECONDS = 5, REST = 0.25;  // of a turn it rests at its end
const REST_SHARE = 1 - REST;

function tracePath(brush, places, count = places.length / 2) {
  brush.beginPath();
  for (let i = 0; i < count; i++) brush.lineTo(places[2 * i], places[2 * i + 1]);
}

function dotAt(brush, x, y, radius, color) {
  brush.beginPath();
  brush.arc(x, y, radius, 0, 2 * Math.PI);
  brush.fillStyle = color;
  brush.fill();
}

function uncover(brush, share, draw) {
  brush.save();
  brush.beginPath();
  brush.rect(0, 0, share * WIDE, HIGH);
  brush.clip();
  draw();
  brush.restore();
}

function mapAsImage({ map, palette }) {
  const image = document.createElement("canvas");
  image.width = map[0].length;
  image.height = map.length;
  const brush = image.getContext("2d");
  map.forEach((row, y) => [...row].forEach((letter, x) => {
    if (letter === ".") return;
    brush.fillStyle = palette[Number(letter)];
    brush.fillRect(x, y, 1, 1);
  }));
  return image;
}

function drawFlat(brush, picture) {
  for (const { p, c } of picture.areas ?? []) {
    tracePath(brush, p);
    brush.globalAlpha = 0.25;
    brush.fillStyle = c;
    brush.fill();
    brush.globalAlpha = 1;
  }
  for (const { p, c, d } of picture.lines ?? []) {
    tracePath(brush, p);
    brush.strokeStyle = c;
    brush.setLineDash(d ? [5, 4] : []);
    brush.lineWidth = d ? 1.2 : 2;
    brush.stroke();
  }
  brush.setLineDash([]);
  for (const { p, c } of picture.dots ?? [])
    for (let i = 0; i < p.length; i += 2) dotAt(brush, p[i], p[i + 1], 3.5, c);
}

function drawTracks(brush, tracks, share) {
  for (const { p, c, r, rings, ink } of tracks) {
    const at = 2 * Math.round(share * (p.length / 2 - 1));
    for (const radius of rings ?? []) dotAt(brush, p[at], p[at + 1], radius, `${ink}22`);
    dotAt(brush, p[at], p[at + 1], r, c);
  }
}

function drawWave(brush, { p, t, x, y, c }, share) {
  for (let i = 0; i < t.length; i++) {
    const moved = Math.cos(t[i] - 6 * Math.PI * share);
    dotAt(brush, p[2 * i] + x * moved, p[2 * i + 1] + y * moved, 6, c);
  }
}

function drawWay(brush, { p, c }, share) {
  const count = Math.max(2, Math.round(share * p.length / 2));
  tracePath(brush, p, count);
  brush.strokeStyle = c;
  brush.lineWidth = 1.4;
  brush.lineJoin = "round";
  brush.stroke();
  dotAt(brush, p[2 * count - 2], p[2 * count - 1], 6, c);
}

// `canvas` shows `picture`; `share` of a turn is done
function drawMiniature(canvas, picture, share) {
  const scale = Math.min(window.devicePixelRatio || 1, 2), width = Math.round(canvas.clientWidth * scale);
  if (!width) return;
  if (canvas.width !== width) { canvas.width = width; canvas.height = Math.round(width * HIGH / WIDE); }
  const brush = canvas.getContext("2d"), done = Math.min(share / REST_SHARE, 1);
  brush.setTransform(width / WIDE, 0, 0, width / WIDE, 0, 0);
  brush.clearRect(0, 0, WIDE, HIGH);
  if (picture.map) {
    picture.image ??= mapAsImage(picture);
    brush.imageSmoothingEnabled = false;
    uncover(brush, done, () => brush.drawImage(picture.image, 0, 0, WIDE, HIGH));
  }
  uncover(brush, picture.tracks ? 1 : done, () => drawFlat(brush, picture));
  if (picture.tracks) drawTracks(brush, picture.tracks, done);
  if (picture.wave) drawWave(brush, picture.wave, share);
  if (picture.way) drawWay(brush, picture.way, done);
}

// All pictures of a page: one clock for those that are in view.
class Miniatures {
  constructor() {
    this.shown = new Map();
    this.inView = new Set();
    this.playing = !window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  }
  give(canvas, picture) {
    this.shown.set(canvas, { picture, began: performance.now() });
    this.draw(canvas, this.playing ? 0 : 1);
    this.run();
  }
  see(canvas, yes) {
    if (yes) this.inView.add(canvas); else this.inView.delete(canvas);
    if (yes && this.shown.has(canvas)) this.draw(canvas, 1);
    this.run();
  }
  play(on) {
    this.playing = on;
    for (const canvas of this.shown.keys()) this.draw(canvas, 1);
    this.run();
  }
  draw(canvas, share) {
    const one = this.shown.get(canvas);
    if (one && this.inView.has(canvas)) drawMiniature(canvas, one.picture, share);
  }
  run() {
    if (this.going || !this.playing || !this.inView.size) return;
    this.going = true;
    const tick = (now) => {
      this.going = this.playing && [...this.inView].some((c) => c.isConnected && this.shown.has(c));
      if (!this.going) return;
      for (const canvas of this.inView) {
        const began = this.shown.get(canvas)?.began;
        if (began !== undefined) this.draw(canvas, Math.max(now - began, 0) / 1000 / SECONDS % 1);
      }
      requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  }
}
