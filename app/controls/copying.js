// Copying, also where a browser gives no clipboard: a page that is neither local nor secured, as
// those of a class are. What is said to be copied has been.
function copyByCommand(text) {
  let focus = document.activeElement, heard = false;
  while (focus?.shadowRoot?.activeElement) focus = focus.shadowRoot.activeElement;
  const area = document.createElement("textarea");
  area.value = text;
  area.readOnly = true;
  area.style.cssText = "position: fixed; top: 0; left: 0; opacity: 0; pointer-events: none";
  document.body.append(area);
  area.focus({ preventScroll: true });
  area.select();
  const fill = (event) => {
    event.clipboardData.setData("text/plain", text);
    event.preventDefault();
    heard = true;
  };
  document.addEventListener("copy", fill, true);
  try {
    return document.execCommand("copy") && heard;
  } catch {
    return false;
  } finally {
    document.removeEventListener("copy", fill, true);
    area.remove();
    focus?.focus({ preventScroll: true });
  }
}

// The last resort: the text, selected, for a person's own keys.
function showToCopy(text) {
  const dialog = document.createElement("dialog"), label = document.createElement("label");
  const area = document.createElement("textarea");
  area.value = text;
  area.readOnly = true;
  area.rows = Math.min(12, 2 + text.split("\n").length);
  area.style.cssText = "display: block; width: min(70vw, 640px); margin-top: 8px; font: inherit";
  dialog.style.cssText = "font: 14px sans-serif; border-radius: 4px; padding: 16px";
  label.append("Press Ctrl+C to copy (⌘C on a Mac), then Esc.", area);
  dialog.append(label);
  document.body.append(dialog);
  dialog.addEventListener("keydown", (event) => event.stopPropagation());  // Esc stops no runs here
  dialog.addEventListener("copy", () => setTimeout(() => dialog.close(), 100));
  dialog.addEventListener("close", () => dialog.remove());
  dialog.showModal();
  area.focus();
  area.select();
}

async function copyText(text) {
  if (window.isSecureContext && navigator.clipboard) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch { /* it is there, and refuses */ }
  }
  if (copyByCommand(text)) return true;
  showToCopy(text);
  return false;
}

// A button that copies `text()`, and says for a while what came of it.
function copiesOnPress(button, text, done) {
  const label = button.textContent;
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", async () => {
    button.textContent = (await copyText(text())) ? done : "Press Ctrl+C";
    setTimeout(() => { button.textContent = label; }, 3000);
  });
}

