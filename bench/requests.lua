-- wrk -s requests.lua URL -- FILE [KEY-PREFIX]
-- FILE: one request a line, "METHOD PATH [BODY]"; lines "H name: value" are headers of every request. A line is drawn at
-- random each time. With a body an Idempotency-Key of its own goes along, and {n} in the body becomes a fresh number.
local lines, prefix, thread_count = {}, "bench", 0

function setup(thread)
  thread_count = thread_count + 1
  thread:set("id", thread_count)
end

function init(arguments)
  prefix = (arguments[2] or "bench") .. "-" .. os.time() .. "-" .. id
  for line in io.lines(arguments[1]) do
    local name, value = line:match("^H ([%w-]+): (.*)$")
    if name then
      wrk.headers[name] = value
    elseif line ~= "" then
      local method, path, body = line:match("^(%u+) (%S+) ?(.*)$")
      lines[#lines + 1] = { method = method, path = path, body = body ~= "" and body or nil }
    end
  end
  math.randomseed(os.time() + id)
  n = 0
end

function request()
  local one = lines[math.random(#lines)]
  if not one.body then return wrk.format(one.method, one.path) end
  n = n + 1
  local headers = {}
  for name, value in pairs(wrk.headers) do headers[name] = value end
  headers["Idempotency-Key"] = prefix .. "-" .. n
  return wrk.format(one.method, one.path, headers, (one.body:gsub("{n}", prefix .. n)))
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format("RESULT %.1f %.3f %.3f %d\n", summary.requests / (summary.duration / 1e6), latency:percentile(50) / 1000,
    latency:percentile(99) / 1000, errors.status + errors.connect + errors.read + errors.write + errors.timeout))
end
