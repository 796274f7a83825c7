// Keys of the whole page: Esc stops what runs.
export function render({ model }) {
  const stop = (event) => { if (event.key === "Escape") model.stops = model.stops + 1; };
  document.addEventListener("keydown", stop);
  model.on("remove", () => document.removeEventListener("keydown", stop));
}
