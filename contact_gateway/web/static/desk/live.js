// The live feed of contacts. Without it the page is whole: reloading shows the same.

const TRY_AGAIN_AFTER_MILLISECONDS = 3000;

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
  if (old && Number(old.dataset.event) >= Number(fresh.dataset.event)) {
    return;
  }
  if (old) {
    replace(old, fresh);
  } else {
    add(fresh);
  }
  said.textContent = words;
}

// The browser itself picks up a feed that breaks off. One that is refused (the service is being restarted, or somebody
// signed out) it gives up, so that we try again, from the last event that came.
let last = "";

function listen() {
  const address = new URL(feed.dataset.feed, window.location.href);
  if (last) {
    address.searchParams.set("after", last);
  }
  const source = new EventSource(address);
  source.addEventListener("open", () => tell("on", "Live: new contacts appear by themselves."));
  source.addEventListener("contact", (message) => {
    last = message.lastEventId;
    show(message);
  });
  source.addEventListener("error", () => {
    tell("off", "Not live: trying again. If this stays, reload this page.");
    if (source.readyState === EventSource.CLOSED) {
      window.setTimeout(listen, TRY_AGAIN_AFTER_MILLISECONDS);
    }
  });
  window.addEventListener("pagehide", () => source.close(), { once: true });
}

listen();

// A page that the browser kept and shows again has missed what came meanwhile.
window.addEventListener("pageshow", (shown) => {
  if (shown.persisted) {
    window.location.reload();
  }
});
