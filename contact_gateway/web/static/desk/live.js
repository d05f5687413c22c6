// The live feed of contacts. Without it the page is whole: reloading shows the same.

const feed = document.querySelector("[data-feed]");
const cards = feed.querySelector("[data-cards]");
const state = feed.querySelector("[data-state]");
const stateWords = feed.querySelector("[data-state-words]");
const said = feed.querySelector("[data-said]");
const most = Number(feed.dataset.most);

function tell(name, words) {
  state.className = `cg-live cg-live--${name}`;
  stateWords.textContent = words;
}

function fromMarkup(html) {
  const template = document.createElement("template");
  template.innerHTML = html.trim();
  return template.content.firstElementChild;
}

// A later step of a contact replaces its card where it stands; whoever had the focus inside keeps it.
function replace(old, fresh) {
  const hadFocus = old.contains(document.activeElement);
  old.replaceWith(fresh);
  if (hadFocus) {
    fresh.querySelector("a, button")?.focus({ preventScroll: true });
  }
}

function add(fresh) {
  fresh.classList.add("cg-card--new");
  cards.prepend(fresh);
  for (const last of [...cards.children].slice(most)) {
    if (!last.contains(document.activeElement)) {
      last.remove();
    }
  }
}

function show(message) {
  const { contact, html, said: words } = JSON.parse(message.data);
  const fresh = fromMarkup(html);
  const old = [...cards.children].find((card) => card.dataset.contact === contact);
  if (old) {
    replace(old, fresh);
  } else {
    add(fresh);
  }
  said.textContent = words;
}

const source = new EventSource(feed.dataset.feed);
source.addEventListener("open", () => tell("on", "Live: new contacts appear by themselves."));
source.addEventListener("contact", show);
source.addEventListener("error", () => {
  if (source.readyState === EventSource.CLOSED) {
    tell("off", "Not live any more. Reload this page.");
  }
});
window.addEventListener("pagehide", () => source.close());
