// The screen pop: what another system put behind the # is posted, and taken out of the address and the history first.

const form = document.querySelector("[data-pop]");

function pop() {
  const said = /^#(?:phone|email)=(.+)$/.exec(window.location.hash);
  if (!said) {
    return;
  }
  window.history.replaceState(null, "", window.location.pathname);
  form.elements.point.value = readable(said[1]);
  form.requestSubmit();
}

function readable(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

// The next call opens the same page again, with another fragment.
window.addEventListener("hashchange", pop);
pop();
