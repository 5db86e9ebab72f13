// What pages do better with JavaScript. Each of them works without it.
(function () {
  "use strict";
  var all = function (selector, within) {
    return Array.prototype.slice.call((within || document).querySelectorAll(selector));
  };
  var body = document.body;

  // A page that came back with errors begins there; otherwise at the row that was just saved.
  var KEPT = "lungang-row";
  function begin() {
    var errors = document.querySelector(".errors[tabindex]");
    if (errors) { errors.focus(); return; }
    var kept = null;
    try { kept = sessionStorage.getItem(KEPT); sessionStorage.removeItem(KEPT); } catch (e) { /* private mode */ }
    var row = document.getElementById(location.hash.slice(1) || kept || "");
    if (!row || row.tagName === "MAIN") { return; }
    var inside = row.querySelector("a, button, input, select, textarea");
    var target = row.matches("a, button, input, select, textarea") ? row : inside;
    if (target) { target.focus(); } else { row.tabIndex = -1; row.focus(); }
  }
  document.addEventListener("submit", function (event) {
    var row = event.target.closest("tr[id], li[id]");
    try { if (row) { sessionStorage.setItem(KEPT, row.id); } } catch (e) { /* private mode */ }
  });

  // A form goes once; the key in it would see to that too, but the second press need not travel.
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (event.defaultPrevented || form.method.toLowerCase() !== "post") { return; }
    if (form.hasAttribute("data-sent")) { event.preventDefault(); return; }
    form.setAttribute("data-sent", "");
    form.removeAttribute("data-changed");
    all("button, .btn", form).forEach(function (b) { b.setAttribute("aria-disabled", "true"); });
    if (form.hasAttribute("data-stays")) { setTimeout(function () { free(form); }, 3000); }
  });
  function free(form) {
    form.removeAttribute("data-sent");
    all("[aria-disabled]", form).forEach(function (b) {
      if (!b.hasAttribute("data-off")) { b.removeAttribute("aria-disabled"); }
    });
  }
  window.addEventListener("pageshow", function (event) {
    if (event.persisted) { all("form[data-sent]").forEach(free); }
  });

  // What was typed and not sent is not lost without a word: forms with data-guard.
  document.addEventListener("input", function (event) {
    var form = event.target.form;  // the one that it belongs to, wherever on the page it stands
    if (form && form.hasAttribute("data-guard")) { form.setAttribute("data-changed", ""); }
  });
  window.addEventListener("beforeunload", function (event) {
    if (document.querySelector("form[data-changed]")) { event.preventDefault(); event.returnValue = ""; }
  });

  // Time left, in the server's words, each minute. Asked without cookies, so that a page left
  // open does not keep a session alive.
  function refresh() {
    if (document.hidden) { return; }
    all("[data-left]").forEach(function (node) {
      fetch(node.getAttribute("data-left"), { credentials: "omit", cache: "no-store" })
        .then(function (answer) { return answer.ok ? answer.text() : null; })
        .then(function (text) {
          if (text && text !== node.textContent) { node.textContent = text; }
        })
        .catch(function () { /* the time of the page stays */ });
    });
  }
  if (document.querySelector("[data-left]")) { setInterval(refresh, 60000); }

  // "/" goes to the search, unless one is typing or has switched keys off in 我的设置.
  document.addEventListener("keydown", function (event) {
    if (event.key !== "/" || event.ctrlKey || event.altKey || event.metaKey) { return; }
    if (body.getAttribute("data-keys") !== "on") { return; }
    if (event.target.closest("input, textarea, select, [contenteditable]")) { return; }
    var search = document.querySelector("input[type=search]");
    if (search) { event.preventDefault(); search.focus(); }
  });

  all("button[data-print]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () { window.print(); });
  });
  // Only a box that scrolls is a stop of the keyboard.
  function stops() {
    all(".scroll").forEach(function (box) {
      var over = box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1;
      var style = getComputedStyle(box);
      if (over && style.overflowX !== "visible") { box.tabIndex = 0; } else { box.removeAttribute("tabindex"); }
    });
  }
  window.addEventListener("resize", stops);
  stops();
  begin();
}());
