-- wrk -s requests.lua URL -- FILE PREFIX
-- FILE: one request a line, "METHOD PATH [BODY]"; lines "H name: value" are headers of every request. A line is drawn at
-- random each time; {key} in a body becomes a fresh key of a form, {n} a fresh number.
local lines, prefix, thread_count, n = {}, "bench", 0, 0

function setup(thread)
  thread_count = thread_count + 1
  thread:set("id", thread_count)
end

function init(arguments)
  prefix = arguments[2] .. "-" .. os.time() .. "-" .. id
  for line in io.lines(arguments[1]) do
    local name, value = line:match("^H ([%w-]+): (.*)$")
    if name then
      wrk.headers[name] = value
    elseif line ~= "" then
      local method, path, body = line:match("^(%u+) (%S+) ?(.*)$")
      body = body ~= "" and body or nil
      -- What stays the same is made once, so that wrk itself costs little.
      lines[#lines + 1] = { method = method, path = path, body = body, ready = not (body and body:find("{key}", 1, true)) }
    end
  end
  for _, one in ipairs(lines) do
    if one.ready then one.ready = wrk.format(one.method, one.path, nil, one.body) end
  end
  math.randomseed(os.time() + id)
end

function request()
  local one = lines[math.random(#lines)]
  if one.ready then return one.ready end
  n = n + 1
  return wrk.format(one.method, one.path, nil, (one.body:gsub("{key}", prefix .. "-" .. n):gsub("{n}", n)))
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format("RESULT %.1f %.3f %.3f %d\n", summary.requests / (summary.duration / 1e6), latency:percentile(50) / 1000,
    latency:percentile(99) / 1000, errors.status + errors.connect + errors.read + errors.write + errors.timeout))
end
