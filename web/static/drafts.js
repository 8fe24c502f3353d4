// A report is saved as a draft while it is written, a moment after the last key; without
// this the button "Save the draft" does the same.
const PAUSE = 1500;
const form = document.querySelector("form[data-draft]");
const status = form.querySelector("[data-draft-status]");
const mark = form.elements.namedItem("draft");
let timer, saving = false, again = false, over = false;

async function save() {
  clearTimeout(timer);
  if (over) return;
  if (saving) {
    again = true;
    return;
  }
  saving = true;
  again = false;
  const body = new FormData(form);
  body.delete("attached"); // a file is sent once, by a button
  try {
    const answer = await fetch(form.dataset.draft, {
      method: "POST", body, headers: { Accept: "application/json" }, keepalive: true,
    });
    const told = await answer.json();
    if (answer.ok) mark.value = told.mark;
    else over = answer.status === 412; // another was saved since: never write over it
    status.textContent = told.words || told.detail || form.dataset.unsaved;
  } catch {
    status.textContent = form.dataset.unsaved;
  }
  saving = false;
  if (again) save();
}

form.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(save, PAUSE);
});
form.addEventListener("submit", () => {
  clearTimeout(timer);
  over = true;
});
addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden" && timer) save();
});
