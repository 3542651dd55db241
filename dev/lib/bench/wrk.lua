-- What a run of wrk came to, as one line that a script can read: requests, microseconds, bytes,
-- median and 99th percentile in microseconds, and all that went wrong.
function done(summary, latency, requests)
	local errors = summary.errors
	io.write(string.format("bench %d %d %d %d %d %d\n", summary.requests, summary.duration, summary.bytes,
		latency:percentile(50), latency:percentile(99),
		errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
