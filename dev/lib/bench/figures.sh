# shellcheck shell=bash
# What is measured, in which order. Sourced by dev/bench, whose variables it uses.
# shellcheck disable=SC2154

networks=100
running=30
exited=10
boxes=300 # containers at the largest number of networks
reads=(networks network containers)
targets=() # who is measured, in turn
network_id= # of the one network that is read alone

measure_everyday() {
	say "making $networks networks and $((running + exited)) containers"
	driver networks 0 "$networks"
	driver containers "$running" "$exited" "$networks"
	find_network
	if wanted start; then measure_start; else start_service; fi
	await_service "$networks"
	start_haproxy
	targets=(engine service)
	! have haproxy || targets=(engine haproxy service)
	warm_up "${reads[@]}"
	if wanted reads; then measure_reads; fi
	if wanted unchanged; then measure_unchanged; fi
	if wanted writes; then measure_writes; fi
	if wanted events; then measure_events; fi
	if wanted hang; then measure_hang; fi
	if wanted memory; then measure_memory; fi
}

# ---- where things are ----------------------------------------------------------------------------

find_network() {
	answers_ok "$engine_api/networks/bench-0000" || fail "the engine does not have the network that was made"
	network_id=$(grep -oE '"Id":"[0-9a-f]{64}"' "$work/body" | head -n 1 | cut -d '"' -f 4)
}

# url TARGET READ
url() {
	local base=$engine_api
	[[ $1 != haproxy ]] || base=$haproxy_api
	case $1.$2 in
		service.*) base=$service_url ;;&
		*.networks) printf '%s/networks\n' "$base" ;;
		*.network) printf '%s/networks/%s\n' "$base" "$network_id" ;;
		service.topology) printf '%s/topology\n' "$base" ;;
		service.containers) printf '%s/containers\n' "$base" ;;
		*.containers) printf '%s/containers/json?all=1\n' "$base" ;;
	esac
}

# warm_up READ…: Java needs it, and the others get a second to be there with all they have.
warm_up() {
	local read target
	say "warming up"
	for read in "$@"; do
		for target in "${targets[@]}"; do
			if [[ $target == service ]]; then
				warm "$warming" "$(url service "$read")"
			else
				warm 1 "$(url "$target" "$read")"
			fi
		done
	done
}

# ---- the parts -----------------------------------------------------------------------------------

# The watcher runs first, so that its own start takes nothing from the service's.
measure_start() {
	local round watcher started
	for ((round = 1; round <= rounds; round++)); do
		say "start, round $round of $rounds"
		stop_service
		rm -f "$work/watching"
		launch "${program[@]}" first-answers "$work/watching" /actuator/health/liveness /networks
		watcher=$launched
		until [[ -e $work/watching ]]; do
			is_child "$watcher" || fail "the program that measures did not start"
			pause 0.1
		done
		started=${EPOCHREALTIME//[.,]/}
		start_service
		printf '%s\n' "$started" >"$work/watching"
		await_child "$watcher" || {
			tail -n 20 "$work/service.log" >&2
			fail "the service did not start: the end of its log is above"
		}
	done
}

measure_reads() {
	local round read connections target
	for read in "${reads[@]}"; do
		for target in "${targets[@]}"; do
			answers_ok "$(url "$target" "$read")" || fail "GET $(url "$target" "$read") does not answer 200"
			record "size.$read.$target" "$(stat -c %s "$work/body")"
		done
	done
	for ((round = 1; round <= rounds; round++)); do
		for read in "${reads[@]}"; do
			for connections in "${connection_counts[@]}"; do
				say "reads, round $round of $rounds: $read, connections: $connections"
				for target in "${targets[@]}"; do
					load "reads.$read.$connections.$target" "$duration" "$connections" "$(url "$target" "$read")"
					# Whoever is slow still works on what was asked last: the next run waits for the end of that.
					answers_ok "$(url "$target" "$read")" || true
				done
			done
		done
	done
}

measure_unchanged() {
	local round etag list
	list=$(url service networks)
	answers_ok "$list" || fail "GET $list does not answer 200"
	etag=$(sed -n 's/^etag:[[:space:]]*//Ip' "$work/headers" | tr -d '\r')
	if [[ -z $etag ]]; then
		record missing.unchanged "the list has no ETag"
		return 0
	fi
	answers "304" "$list" "If-None-Match: $etag" || {
		record missing.unchanged "If-None-Match is not answered with 304"
		return 0
	}
	for ((round = 1; round <= rounds; round++)); do
		say "lists that have not changed, round $round of $rounds"
		load unchanged.200 "$duration" 8 "$list"
		load unchanged.304 "$duration" 8 "$list" "If-None-Match: $etag"
	done
	# wrk takes a 200 for as good as a 304.
	answers "304" "$list" "If-None-Match: $etag" || record failed.unchanged "the list changed meanwhile"
}

measure_writes() {
	local round
	for ((round = 1; round <= rounds; round++)); do
		say "create and remove, round $round of $rounds"
		driver writes "$pairs" || {
			record failed.writes "see the terminal"
			return 0
		}
	done
}

measure_events() {
	say "changes behind the service's back, until they can be read"
	driver behind "$cycles" || record failed.behind "see the terminal"
	say "changes behind the service's back, until $subscribers subscribers have heard of them"
	driver subscribers "$subscribers" "$told" || record failed.subscribers "see the terminal"
}

measure_hang() {
	local round list
	list=$(url service networks)
	for ((round = 1; round <= rounds; round++)); do
		say "an engine that hangs, round $round of $rounds"
		load hang.before "$duration" 8 "$list"
		stop_daemon
		pause 3
		load hang.during "$duration" 8 "$list"
		continue_daemon
		pause 3
	done
}

measure_memory() {
	say "memory"
	record memory.loaded "$(memory VmRSS)"
	pause 10
	record memory.idle "$(memory VmRSS)"
	record memory.peak "$(memory VmHWM)"
}

memory() {
	awk -v field="$1:" '$1 == field { print $2 }' "/proc/$service/status"
}

# Each size from the one before, on an engine of its own: see method.md.
measure_growth() {
	local size round read target made=0
	targets=(engine service)
	for size in "${sizes[@]}"; do
		say "growing to $size networks"
		driver networks "$made" "$size"
		if ((made == 0)); then
			driver containers 3 0 "$size"
			find_network
			start_service
			await_service "$size"
			warm_up networks network
		fi
		await_service "$size"
		made=$size
		for ((round = 1; round <= rounds; round++)); do
			say "$size networks, round $round of $rounds"
			for read in networks network; do
				for target in "${targets[@]}"; do
					load "growth.$size.$read.$target" "$duration" 8 "$(url "$target" "$read")"
				done
			done
		done
	done
	measure_map "$size"
}

# measure_map NETWORKS: the topology beside the list, when there are many containers too.
measure_map() {
	local round read
	say "growing to $boxes containers"
	driver created 3 "$boxes" "$1"
	answers_ok "$service_url/containers?fresh=true&limit=1" && grep -q "\"total\":$boxes[,}]" "$work/body" ||
		fail "the service does not show the engine's containers"
	record map.count.networks "$1"
	record map.count.containers "$boxes"
	targets=(service)
	warm_up networks topology
	for ((round = 1; round <= rounds; round++)); do
		say "topology of $1 networks and $boxes containers, round $round of $rounds"
		for read in networks topology; do
			load "map.$read" "$duration" 8 "$(url service "$read")"
		done
	done
}
