// The page of a job asks every two seconds how it stands, until it is over.
// Without this script the page reloads itself.
(function () {
  "use strict";
  var box = document.querySelector("[data-job]");
  if (!box || box.dataset.over === "1") return;

  function later() {
    setTimeout(ask, 2000);
  }

  function ask() {
    fetch(box.dataset.job, { credentials: "same-origin", redirect: "error" })
      .then(function (answer) {
        if (!answer.ok) throw new Error(String(answer.status));
        return answer.text();
      })
      .then(function (html) {
        var fresh = new DOMParser().parseFromString(html, "text/html").querySelector("[data-standing]");
        var old = box.querySelector("[data-standing]");
        // What did not change is left alone: the button keeps its focus, readers are not told twice.
        if (fresh.dataset.over === "1" || !same(fresh, old)) old.replaceWith(fresh);
        if (fresh.dataset.over === "1") return;
        later();
      })
      .catch(later);
  }

  function same(one, other) {
    function seen(node) {
      var bar = node.querySelector("progress");
      return node.textContent.replace(/\s+/g, " ") + (bar ? bar.value : "");
    }
    if (document.activeElement && other.contains(document.activeElement)) {
      ["#stage", "progress"].forEach(function (what) {
        var from = one.querySelector(what), to = other.querySelector(what);
        if (from && to) to.replaceWith(from.cloneNode(true));
      });
      return true;
    }
    return seen(one) === seen(other);
  }

  later();
})();
