// Loaded before a server that has no option for it: whatever listens without naming a host listens on this machine alone.
import net from "node:net";

const listen = net.Server.prototype.listen;

net.Server.prototype.listen = function (port, ...rest) {
  const more = rest.filter((argument) => argument !== undefined);
  return typeof more[0] === "string" ? listen.call(this, port, ...more) : listen.call(this, port, "127.0.0.1", ...more);
};
