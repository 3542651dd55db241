# shellcheck shell=bash
# Load by wrk, and where what was measured is kept: a file of lines "key TAB value", in which a key
# comes once for each round. Sourced by dev/bench, whose variables it uses.
# shellcheck disable=SC2154

results= # that file

record() {
	printf '%s\t%s\n' "$1" "$2" >>"$results"
}

# answers STATUS URL [HEADER]: whether GET gives that; what came is left in $work/headers and $work/body.
answers() {
	inside curl -s --max-time 30 -D "$work/headers" -o "$work/body" -w '%{http_code}' ${3:+-H "$3"} "$2" >"$work/status" || true
	[[ $(<"$work/status") == "$1" ]]
}

answers_ok() {
	answers 200 "$1"
}

# load KEY SECONDS CONNECTIONS URL [HEADER]: records KEY.rps, .p50, .p99 (microseconds) and .bytes (an
# answer's, with its head). A run in which anything went wrong is recorded as failed instead.
load() {
	local key=$1 seconds=$2 connections=$3 url=$4 requests micros bytes p50 p99 errors
	wrk_run "$seconds" "$connections" "$url" "${5:-}"
	read -r requests micros bytes p50 p99 errors < <(sed -n 's/^bench //p' "$work/wrk.out") || {
		cat "$work/wrk.out" >&2
		fail "wrk told no result: its output is above"
	}
	local wrong=
	((requests > 0)) || wrong="no answer came in $seconds s"
	((errors == 0)) || wrong="$errors requests went wrong, $requests got an answer"
	if [[ -n $wrong ]]; then
		say "$key: $wrong"
		record "failed.$key" "$wrong"
		return 0
	fi
	record "$key.rps" $((requests * 1000000 / micros))
	record "$key.p50" "$p50"
	record "$key.p99" "$p99"
	record "$key.bytes" $((bytes / requests))
}

warm() {
	wrk_run "$1" 8 "$2" ''
}

# One thread for every run: it is faster than anything measured here, and takes least from it.
wrk_run() {
	inside wrk --threads 1 --connections "$2" --duration "${1}s" --timeout 10s --script "$here/lib/bench/wrk.lua" \
		${4:+--header "$4"} "$3" >"$work/wrk.out" 2>&1 || {
		cat "$work/wrk.out" >&2
		fail "wrk could not run: its output is above"
	}
}
