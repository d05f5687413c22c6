// Calls a Twilio Function as Twilio would: its file is the argument; context and event come by standard input.
const { readFileSync } = require("node:fs");

class VoiceResponse {
  verbs = [];
  dial(attributes, number) {
    this.verbs.push({ verb: "dial", attributes, number });
  }
  redirect(url) {
    this.verbs.push({ verb: "redirect", url });
  }
}

globalThis.Twilio = { twiml: { VoiceResponse } };
const { context, event } = JSON.parse(readFileSync(0, "utf8"));
require(process.argv[2]).handler(context, event, (fault, answer) => {
  process.stdout.write(JSON.stringify(fault ? [{ fault: String(fault) }] : (answer.verbs ?? [answer])));
});
