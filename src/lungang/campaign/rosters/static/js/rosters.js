// 到下一处错误: goes on from where one is; without JavaScript the link leads to the first.
(function () {
  "use strict";
  var last = null;
  document.addEventListener("focusin", function (event) {
    if (event.target.matches("[aria-invalid]")) { last = event.target; }
  });
  document.addEventListener("click", function (event) {
    if (!event.target.closest("[data-next-error]")) { return; }
    var wrong = Array.prototype.slice.call(document.querySelectorAll("input[aria-invalid]"));
    if (!wrong.length) { return; }
    event.preventDefault();
    var next = wrong[(wrong.indexOf(last) + 1) % wrong.length];
    next.focus();
    next.scrollIntoView({ block: "center" });
  });
}());
