// Every page works without this. It folds the menu on a narrow screen, moves the focus to
// a list of errors, keeps a form from being sent twice, and adds local time beside UTC.
import { Button, ErrorSummary, ServiceNavigation, createAll } from "./vendor/govuk-frontend.min.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
createAll(ServiceNavigation);
createAll(ErrorSummary);
createAll(Button);

const local = new Intl.DateTimeFormat(document.documentElement.lang, {
  day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hour12: false, timeZoneName: "short",
});
for (const time of document.querySelectorAll("time.when--instant")) {
  const at = new Date(time.dateTime);
  if (at.getTimezoneOffset() === 0) continue;
  const words = local.format(at);
  time.title = words;
  if (time.closest(".deadline, .receipt")) {
    const beside = document.createElement("span");
    beside.className = "when__local";
    beside.textContent = ` (${words})`;
    time.after(beside);
  }
}

// A region is a stop for the keyboard only while something in it is out of sight.
function stops() {
  for (const region of document.querySelectorAll(".table, .diagram")) {
    const hidden = region.scrollWidth > region.clientWidth + 1;
    region.setAttribute("role", hidden ? "region" : "group");
    if (hidden) region.tabIndex = 0;
    else region.removeAttribute("tabindex");
  }
}
stops();
addEventListener("resize", stops);
