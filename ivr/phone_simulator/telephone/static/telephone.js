// The telephone's page: posts what hands do, asks twice a second what happened, and reads aloud what the caller hears.

const byId = (id) => document.getElementById(id);
const EVERY_MS = 500;
const OUT_OF_ORDER = "The telephone is out of order. Call again.";
const GONE = "This call is gone: somebody began another rehearsal, or the telephone was started again. Call again.";

let call = "";
let seen = 0;

// Nothing comes back where the telephone is away.
const asked = (path, how) => fetch(path, how).catch(() => null);

async function post(path, said) {
  const answer = await asked(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(said),
  });
  if (!answer) {
    tell(OUT_OF_ORDER);
    return {};
  }
  if (!answer.ok) {
    const { told } = await answer.json().catch(() => ({}));
    tell(told ?? "That was not possible now.");
    return {};
  }
  return answer.status === 204 ? {} : answer.json();
}

// What came of a button stays when another one is pressed: each has its own answer.
function tell(text) {
  if (text === OUT_OF_ORDER && byId("told").textContent.includes(text)) return;
  const line = document.createElement("p");
  line.className = "govuk-body";
  line.textContent = text;
  byId("told").append(line);
}

function readAloud(event) {
  if (!byId("aloud").checked || !("speechSynthesis" in window)) return;
  const words = new SpeechSynthesisUtterance(event.text);
  words.lang = event.language || "en-GB";
  window.speechSynthesis.speak(words);
}

function hush() {
  if ("speechSynthesis" in window) window.speechSynthesis.cancel();
}

function show(event) {
  const line = document.createElement("li");
  const time = document.createElement("time");
  time.textContent = event.time;
  const who = document.createElement("span");
  who.className = "tel-who";
  who.textContent = event.who;
  const what = document.createElement("span");
  what.className = "tel-what";
  what.textContent = event.kind === "hears" ? `hears: “${event.text}”` : event.text;
  if (event.language) what.lang = event.language;
  line.append(time, who, what);
  byId("log").append(line);
  if (event.kind === "hears" && event.who === "Caller") readAloud(event);
}

function showAgent(state) {
  const agent = state.agent;
  byId("rung").hidden = !agent;
  byId("agent").textContent = !agent ? "Nobody is rung." : `${agent.name} ${agent.rings ? "rings." : "has answered."}`;
  byId("ringing").hidden = !agent?.rings;
  byId("talking").hidden = !agent || agent.rings;
  const banner = byId("banner");
  banner.hidden = !state.banner.length;
  banner.replaceChildren(
    ...state.banner.map((text) => Object.assign(document.createElement("p"), { className: "govuk-body", textContent: text })),
  );
}

async function watch() {
  const answer = await asked(`calls/${call}?after=${seen}`);
  if (!answer) return lost(OUT_OF_ORDER);
  if (!answer.ok) return lost(GONE);
  const state = await answer.json();
  seen = state.seen;
  state.events.forEach(show);
  showAgent(state);
  onTheLine(!state.hungUp);
  if (state.over) over();
  else setTimeout(watch, EVERY_MS);
}

function onTheLine(talking) {
  byId("calling").hidden = !talking;
  byId("dial").hidden = talking;
}

function over() {
  onTheLine(false);
  byId("call").disabled = false;
}

function lost(why) {
  tell(why);
  showAgent({ agent: null, banner: [] });
  over();
}

const chosen = (id) => byId(id).selectedOptions[0].textContent;

byId("dial").addEventListener("submit", async (event) => {
  event.preventDefault();
  hush();
  byId("call").disabled = true;
  byId("log").replaceChildren();
  byId("told").replaceChildren();
  byId("nothing").hidden = true;
  const placed = await post("calls", { caller: byId("caller").value, landlord: byId("landlord").value, at: byId("at").value });
  if (!placed.sid) return over();
  call = placed.sid;
  seen = placed.seen;
  const when = byId("at").value.replace("T", ", ");
  byId("who").textContent = `${chosen("caller")} calls ${chosen("landlord")}${when ? `, as if it were ${when}` : ""}.`;
  onTheLine(true);
  byId("calling").querySelector("button").focus();
  watch();
});

byId("say").addEventListener("submit", (event) => {
  event.preventDefault();
  hush();
  post(`calls/${call}/caller`, { does: "say", words: byId("words").value });
  byId("words").value = "";
});

document.addEventListener("click", async (event) => {
  const button = event.target.closest("button");
  if (!button || !call) return;
  const { key, caller, agent, staff } = button.dataset;
  if (key) {
    hush();
    post(`calls/${call}/caller`, { does: "press", key });
  } else if (caller) {
    hush();
    post(`calls/${call}/caller`, { does: caller });
  } else if (agent) {
    post(`calls/${call}/agent`, { does: agent, key: button.dataset.with ?? "" });
  } else if (staff) {
    const { told } = await post(`calls/${call}/staff`, { does: staff });
    if (told) tell(`${button.textContent}: ${told}`);
  }
});
