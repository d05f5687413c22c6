// A Twilio Function: asks the gateway what to do with a call, and answers flat, as Studio's split widgets like it.
// Environment: GATEWAY_URL, GATEWAY_TOKEN, SAFE_NUMBER (a person who always answers), EMERGENCY_NUMBER.

const MEANINGS = { 1: "emergency", 2: "somebody_else", 3: "review" };
const NOT_KNOWN = ["unknown", "withheld", "shared_number", "somebody_else"];
const PATIENCE_MILLISECONDS = 4000;

exports.handler = async function (context, event, callback) {
  try {
    const answer = await post(context, request(event));
    callback(null, answer ? flat(answer, event, context) : {});
  } catch {
    callback(null, safe(context)); // nobody is declined because something is broken
  }
};

function request({ ask, call, contact, from, to, digits, happening }) {
  switch (ask) {
    case "contact":
      return { path: "/contacts", key: call, body: { channel: "voice", to: to || "", ...(known(from) ? { from } : {}) } };
    case "step":
      return {
        path: `/contacts/${contact}/steps`,
        body: MEANINGS[digits] ? { pressed: MEANINGS[digits] } : { reference: digits },
      };
    default:
      return { path: `/contacts/${contact}/outcomes`, body: { happening } };
  }
}

// A withheld number comes as a word; it is left out, so that nobody is taken for somebody else.
function known(from) {
  return typeof from === "string" && /^\+?[0-9]{4,15}$/.test(from);
}

async function post(context, { path, key, body }) {
  const headers = { Authorization: `Bearer ${context.GATEWAY_TOKEN}`, "Content-Type": "application/json" };
  const answer = await fetch(`${context.GATEWAY_URL}/api/v1${path}`, {
    method: "POST",
    headers: key ? { ...headers, "Idempotency-Key": key } : headers,
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(PATIENCE_MILLISECONDS),
  });
  if (!answer.ok) {
    throw new Error(`The gateway answered ${answer.status}.`);
  }
  return answer.status === 204 ? null : answer.json();
}

function flat(answer, event, context) {
  const phone = answer.to?.phone || "";
  const outcome = answer.to && (answer.to.id === "voicemail" || !phone) ? "voicemail" : answer.outcome;
  const urgent = answer.outcome === "emergency";
  return {
    outcome: urgent ? "emergency" : outcome,
    say: answer.say.join(" "),
    listen: listen(outcome, answer, event),
    to: urgent ? phone || context.EMERGENCY_NUMBER : phone,
    limit: String(answer.time_limit || ""),
    contact: answer.contact_id,
  };
}

// A decline and a voicemail offer the emergency line, by one key; whoever is not known is asked for a reference, once.
function listen(outcome, answer, event) {
  if (outcome === "decline" || outcome === "voicemail") {
    return "key";
  }
  return event.ask === "contact" && NOT_KNOWN.includes(answer.reasons[0]?.code) ? "reference" : "";
}

function safe(context) {
  const say = "We are putting you through to somebody who can help.";
  return { outcome: "connect", say, listen: "", to: context.SAFE_NUMBER, limit: "", contact: "" };
}
