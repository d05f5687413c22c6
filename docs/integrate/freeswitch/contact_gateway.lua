-- For FreeSWITCH 1.10 with mod_lua, mod_curl and mod_flite: asks the gateway what to do with a call, and does it.
-- Global variables (vars.xml): contact_gateway_url, contact_gateway_token, contact_gateway_safe (a dial string to a
-- person who always answers), contact_gateway_emergency (the same for the emergency line), contact_gateway_trunk
-- (a dial string with %s where the number goes).

local MEANINGS = { ["1"] = "emergency", ["2"] = "somebody_else", ["3"] = "review" }
local NOT_KNOWN = { unknown = true, withheld = true, shared_number = true, somebody_else = true }
local VOICE = "say:flite:slt:"
local CURL = "%s/api/v1%s json content-type application/json connect-timeout 2 timeout 4"
  .. " append_header 'Authorization:Bearer %s' append_header 'Idempotency-Key:%s' post %s"

local json, api = freeswitch.JSON(), freeswitch.API()
local setting = function(name) return freeswitch.getGlobalVariable("contact_gateway_" .. name) end

-- mod_curl splits its line at spaces and decodes what is posted, so that all of it is written as in a URL.
local function escaped(text)
  return (text:gsub("[^%w]", function(letter) return string.format("%%%02X", letter:byte()) end))
end

-- The gateway's answer, or nil where it is away, slow or refuses.
local function post(path, body, key)
  local line = string.format(CURL, setting("url"), path, setting("token"), key, escaped(json:encode(body)))
  local worked, answer = pcall(function() return json:decode(api:execute("curl", line)) end)
  if not worked or not answer or not answer.status_code or answer.status_code < 200 or answer.status_code > 299 then
    freeswitch.consoleLog("warning", "The contact gateway did not answer; a person is called.\n")
    return nil
  end
  return answer.body and answer.body ~= "" and json:decode(answer.body) or {}
end

local function happened(contact, happening, seconds)
  if contact then
    post("/contacts/" .. contact .. "/outcomes", { happening = happening, talk_seconds = seconds }, "outcome")
  end
end

-- Puts the caller through, and tells what became of it. True where somebody answered.
local function connect(dial_string, contact, limit)
  local leg = freeswitch.Session(dial_string, session)
  if not leg:ready() then
    happened(contact, "unanswered", 0)
    return false
  end
  local answered = os.time()
  happened(contact, "answered", 0)
  if type(limit) == "number" then
    leg:execute("sched_hangup", "+" .. math.max(1, math.floor(limit)) .. " allotted_timeout")
  end
  freeswitch.bridge(session, leg)
  happened(contact, "ended", os.time() - answered)
  return true
end

-- Says the words; returns what was keyed meanwhile or within six seconds.
local function ask(words, most, rounds)
  return session:playAndGetDigits(1, most, rounds, 6000, "#", VOICE .. words, "", "\\d+")
end

local function emergency(contact)
  return connect(setting("emergency"), nil) or connect(setting("safe"), nil)
end

local function carry_out(answer, first)
  if not answer then
    return connect(setting("safe"), nil)
  end
  local to, words, reason = answer.to, table.concat(answer.say, " "), (answer.reasons[1] or {}).code
  local phone = type(to) == "table" and type(to.phone) == "string" and to.phone or nil
  if answer.outcome == "emergency" then
    return emergency(answer.contact_id)
  end
  local message = answer.outcome ~= "decline" and (not phone or to.id == "voicemail")
  local digits = ""
  if answer.outcome == "decline" or message then
    digits = ask(words, 1, message and 1 or 2)
  elseif first and NOT_KNOWN[reason] then
    digits = ask(words, 20, 1)
  else
    session:streamFile(VOICE .. words)
  end
  if digits ~= "" then
    local step = MEANINGS[digits] and { pressed = MEANINGS[digits] } or { reference = digits }
    local next = post("/contacts/" .. answer.contact_id .. "/steps", step, "step")
    return digits == "1" and emergency(answer.contact_id) or carry_out(next, false)
  end
  if message then
    session:execute("voicemail", "default ${domain_name} contact-gateway")
    return happened(answer.contact_id, "voicemail", 0)
  end
  if answer.outcome ~= "decline" then
    return connect(string.format(setting("trunk"), phone), answer.contact_id, answer.time_limit)
  end
end

session:answer()
local caller = session:getVariable("caller_id_number") or ""
local contact = { channel = "voice", to = session:getVariable("destination_number") }
if caller:match("^%+?%d+$") then -- a withheld number comes as a word
  contact.from = caller
end
carry_out(post("/contacts", contact, session:getVariable("uuid")), true)
session:hangup()
