// Keys of the table and the projector. Every key presses a button or a link that stands on the page.
(function () {
  "use strict";
  var list = document.querySelector(".ppl");
  var people = Array.prototype.slice.call(document.querySelectorAll(".ppl li a"));

  // The chosen person is in sight: the list scrolls by itself, and the strip at the foot covers it.
  var chosen = list && list.querySelector("[aria-current]");
  var foot = document.querySelector(".bal");
  if (chosen && getComputedStyle(list).overflowY === "auto") {
    if (list.scrollHeight > list.clientHeight) { list.classList.add("scrolls"); }
    var box = list.getBoundingClientRect();
    var end = Math.min(box.bottom, window.innerHeight - (foot ? foot.offsetHeight : 0));
    var row = chosen.getBoundingClientRect();
    if (row.bottom > end) { list.scrollTop += row.top - (box.top + end) / 2; }
  }

  // Whoever pressed a button of the card goes on from the card, not from the head of the page.
  var KEPT = "lungang-card";
  document.addEventListener("submit", function (event) {
    try { if (event.target.closest(".pc, .last")) { sessionStorage.setItem(KEPT, "1"); } } catch (e) { /* private mode */ }
  });
  try {
    if (sessionStorage.getItem(KEPT) && !document.querySelector("[autofocus], .errors")) {
      var act = document.querySelector('.pc [data-key="d"]') || document.querySelector('.pc [data-key="z"]') || chosen;
      if (act && !location.hash) { act.focus({ preventScroll: true }); }
    }
    sessionStorage.removeItem(KEPT);
  } catch (e) { /* private mode */ }

  if (document.body.getAttribute("data-keys") !== "on") { return; }
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) { return; }
    if (event.target.closest("input, textarea, select, [contenteditable]") && event.key !== "Escape") { return; }
    if (people.length && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      var at = people.indexOf(document.activeElement);
      if (at < 0) { at = people.indexOf(chosen); }
      var next = people[at + (event.key === "ArrowDown" ? 1 : -1)];
      if (next) { event.preventDefault(); next.focus(); }
      return;
    }
    var key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    var target = document.querySelector('[data-key="' + (/^[a-z?]$|^Arrow|^Escape$/.test(key) ? key : "none") + '"]');
    if (target) { event.preventDefault(); target.click(); }
  });
}());
