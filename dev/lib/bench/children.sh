# shellcheck shell=bash
# Processes of this script's own, in the network of its engine. Sourced by dev/bench.

children=() # those that were started and not yet waited for
launched=   # the latest

# launch COMMAND…: in the background, in the engine's network. It becomes the very process whose
# number is kept, holds none of the engine's locks, and ends with this script even if that is killed.
launch() {
	(
		trap - EXIT HUP INT TERM
		close_locks
		in_network setpriv --pdeathsig TERM "$@"
	) &
	launched=$!
	children+=("$launched")
}

# inside COMMAND…: the same, and waits for it. Nothing runs in the foreground, because bash handles
# a signal only between foreground commands.
inside() {
	launch "$@"
	await_child "$launched"
}

await_child() {
	local status=0
	wait "$1" || status=$?
	forget_child "$1"
	return "$status"
}

forget_child() {
	local child rest=()
	for child in "${children[@]}"; do
		[[ $child == "$1" ]] || rest+=("$child")
	done
	children=("${rest[@]}")
}

# end_child PID: a number that is no child of ours any more may be anybody's.
end_child() {
	if is_child "$1"; then
		kill -TERM "$1" 2>/dev/null || true
		for _ in {1..75}; do
			is_child "$1" || break
			sleep 0.2
		done
		! is_child "$1" || kill -KILL "$1" 2>/dev/null || true
	fi
	wait "$1" 2>/dev/null || true
	forget_child "$1"
}

is_child() {
	grep -qs "^PPid:[[:space:]]*$$\$" "/proc/$1/status"
}

end_children() {
	local child
	for child in "${children[@]}"; do
		end_child "$child"
	done
}

# pause SECONDS: a sleep that a signal interrupts.
pause() {
	sleep "$1" &
	wait "$!"
}
