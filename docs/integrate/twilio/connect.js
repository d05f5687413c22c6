// A Twilio Function: puts a call through for as long as the gateway allows, then tells the gateway how it went.
// Studio sends the call here by TwiML Redirect; Twilio comes back here when the conversation is over.
// Environment: GATEWAY_URL, GATEWAY_TOKEN, SAFE_NUMBER, EMERGENCY_NUMBER.

const RINGS_SECONDS = 30;
const PATIENCE_MILLISECONDS = 4000;

exports.handler = async function (context, event, callback) {
  const twiml = new Twilio.twiml.VoiceResponse();
  if (event.DialCallStatus === undefined) {
    dial(twiml, context, event);
  } else {
    await afterwards(twiml, context, event);
  }
  callback(null, twiml);
};

function dial(twiml, context, event) {
  const action = `/connect?${new URLSearchParams({ contact: event.contact || "", flow: event.flow || "" })}`;
  const limit = Number(event.limit) > 0 ? { timeLimit: Number(event.limit) } : {};
  twiml.dial({ action, timeout: RINGS_SECONDS, ...limit }, event.to || context.SAFE_NUMBER);
}

async function afterwards(twiml, context, event) {
  const answered = event.DialCallStatus === "completed";
  const seconds = Math.min(Number(event.DialCallDuration) || 0, 86400);
  if (event.contact) {
    await tell(context, event.contact, { happening: answered ? "answered" : "unanswered" });
    await tell(context, event.contact, { happening: "ended", talk_seconds: answered ? seconds : 0 });
  }
  const flow = `https://webhooks.twilio.com/v1/Accounts/${event.AccountSid}/Flows/${event.flow}`;
  twiml.redirect(`${flow}?FlowEvent=return&answered=${answered}`);
}

async function tell(context, contact, body) {
  try {
    await fetch(`${context.GATEWAY_URL}/api/v1/contacts/${contact}/outcomes`, {
      method: "POST",
      headers: { Authorization: `Bearer ${context.GATEWAY_TOKEN}`, "Content-Type": "application/json" },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(PATIENCE_MILLISECONDS),
    });
  } catch {
    // The gateway settles what it was not told; the caller does not wait for it.
  }
}
