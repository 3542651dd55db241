# shellcheck shell=bash
# A Docker engine of one's own: fetched, started, stopped. Sourced by dev/with-engine.
#
# Each run keeps everything of its engine in one folder, $runs/run-XXXXXX, and holds a lock on the
# file `lock` in it as long as it lives. A run folder whose lock is free belongs to a run that was
# killed, and the next run clears it away.

runs=/var/lib/moorage-engine
run=           # this run's folder
run_lock=      # the descriptor that holds its lock
state_lock=    # held while runs come and go: one at a time decides about the machine's network
engine_folder= # where the engine's programs are
engine_options=() # more options of the daemon's, for a script that wants some
engine_network=   # own: a network namespace of its own, whoever else is there
fixed_places=(/etc/docker /var/lib/docker)
forwarding=(ipv4/ip_forward ipv6/conf/all/forwarding ipv6/conf/default/forwarding)

# ---- fetching ------------------------------------------------------------------------------------

# fetch_engine GENERATION: sets engine_folder, downloading the engine the first time.
fetch_engine() {
	local generation=$1 cache release fetch_lock
	cache=$(cache_folder)
	release=$(os_release VERSION_CODENAME)
	[[ $(os_release ID) == ubuntu ]] && generation=ubuntu
	engine_folder=$cache/engine-$generation-$release
	mkdir -p "$cache"
	exec {fetch_lock}>"$cache/lock"
	flock --nonblock "$fetch_lock" || {
		say "waiting for another run that is fetching an engine"
		flock "$fetch_lock"
	}
	if [[ ! -d $engine_folder ]]; then
		say "fetching the Docker engine $generation into $engine_folder"
		rm -rf "$engine_folder.new"
		if [[ $generation == ubuntu ]]; then
			unpack_ubuntu "$engine_folder.new" docker.io containerd runc tini busybox-static
		else
			unpack_engine "$engine_folder.new" "$generation" "$release"
		fi
		finish_engine "$engine_folder.new"
		mv "$engine_folder.new" "$engine_folder"
	fi
	exec {fetch_lock}>&-
}

# runc and tini come from the running release: a newer suite's want a newer libc.
unpack_engine() {
	local folder=$1 generation=$2 release=$3 own
	own=("runc/$release" "tini/$release" "busybox-static/$release" docker-compose/trixie)
	case $generation in
		20.10) unpack_debian "$folder" docker.io/bookworm containerd/bookworm "${own[@]}" ;;
		26.1) unpack_debian "$folder" docker.io/trixie docker-cli/trixie containerd/trixie "${own[@]}" ;;
		28.5) unpack_debian "$folder" docker.io/sid docker-cli/sid containerd/trixie "${own[@]}" ;;
	esac
	local version
	version=$("$folder/usr/sbin/dockerd" --version) || fail "the unpacked engine does not run here: $version"
	[[ $version == *" $generation."* ]] || {
		rm -rf "$folder"
		fail "Debian has no Docker $generation any more (it has: $version): choose another ENGINE"
	}
}

# The folder `client` holds what CMD should see: the client's programs, not the daemons.
finish_engine() {
	local folder=$1 program
	mkdir "$folder/client"
	for program in docker docker-compose busybox; do
		program=$(cd "$folder" && find bin usr -name "$program" -type f -perm -u+x 2>/dev/null | head -n 1) || true
		[[ -z $program ]] || ln -s "../$program" "$folder/client/"
	done
}

# ---- starting ------------------------------------------------------------------------------------

# start_engine: a run folder, a network namespace where needed, the daemon, an answer.
start_engine() {
	mkdir -p "$runs"
	chmod 700 "$runs"
	exec {state_lock}>"$runs/lock"
	flock "$state_lock"
	sweep_dead_runs
	run=$(mktemp -d "$runs/run-XXXXXX")
	exec {run_lock}>"$run/lock"
	flock "$run_lock"
	take_network
	flock --unlock "$state_lock"
	launch_daemon
	await_daemon
}

# A process that kept these open would keep the locks when this script is killed.
close_locks() {
	exec {run_lock}>&- {state_lock}>&-
}

# Two engines in one network namespace would fight over docker0 and the firewall's rules. The
# first has the machine's own, so that a service started under it is reached from anywhere on the
# machine; any further one gets a namespace of its own, and CMD runs inside that.
take_network() {
	local here
	here=$(readlink /proc/self/ns/net)
	if [[ $engine_network == own ]]; then
		make_own_network
	elif ! ip link show docker0 >/dev/null 2>&1 && ! grep -qsxF "$here" "$runs"/run-*/network; then
		remember_machine_network
		printf '%s\n' "$here" >"$run/network"
	else
		say "another engine uses this machine's network: CMD and its engine get one of their own, $(own_network_name "$run")"
		make_own_network
	fi
}

# What an engine changes about forwarding, so that it can be put back.
remember_machine_network() {
	local tool
	remember_forwarding
	for tool in iptables ip6tables; do
		"$tool" -S FORWARD 2>/dev/null | sed -n '/^-P/p' >"$run/$tool-policy" || true
	done
}

own_network_name() {
	printf 'moorage-%s\n' "${1##*run-}"
}

# A link to the machine with addresses of 198.18.0.0/15 (kept for tests, so nobody's), and NAT.
make_own_network() {
	local name link n=1
	name=$(own_network_name "$run")
	link=mo-${name#moorage-}
	while ip -o -4 address show | grep "198\.18\.$n\." >/dev/null; do
		n=$((n + 1))
	done
	printf 'own\n' >"$run/network"
	ip netns add "$name"
	ip link add "$link" type veth peer name eth0 netns "$name"
	ip address add "198.18.$n.1/30" dev "$link"
	ip link set "$link" up
	ip -n "$name" address add "198.18.$n.2/30" dev eth0
	ip -n "$name" link set lo up
	ip -n "$name" link set eth0 up
	ip -n "$name" route add default via "198.18.$n.1"
	remember_forwarding
	echo 1 >/proc/sys/net/ipv4/ip_forward
	iptables -I FORWARD -i "$link" -m comment --comment "$name" -j ACCEPT
	iptables -I FORWARD -o "$link" -m comment --comment "$name" -j ACCEPT
	iptables -t nat -I POSTROUTING -s "198.18.$n.0/30" ! -o "$link" -m comment --comment "$name" -j MASQUERADE
}

# in_network COMMAND…: replaces the (sub)shell by COMMAND, in the network of this run's engine.
# Not `ip netns exec`, which hides the cgroups.
in_network() {
	if [[ $(<"$run/network") == own ]]; then
		exec nsenter --net="/run/netns/$(own_network_name "$run")" -- "$@"
	fi
	exec "$@"
}

# A session of its own, so that Ctrl-C in the terminal reaches CMD and not the engine. A mount
# namespace of its own, so that no mount is left over, and because some files have fixed places
# wherever an engine's folders are (Swarm's in /var/lib/docker, the key of 20.10 in /etc/docker).
launch_daemon() {
	# Whatever /etc/docker/daemon.json says is meant for another engine.
	mkdir "$run/etc" "$run/var"
	echo '{}' >"$run/etc/daemon.json"
	mkdir -p "${fixed_places[@]}"
	(
		close_locks
		PATH=$engine_folder/usr/sbin:$engine_folder/usr/bin:$PATH
		# shellcheck disable=SC2016 # the inner shell's own arguments
		in_network setsid unshare --mount --propagation slave sh -c '
			mount --bind "$1/etc" /etc/docker && mount --bind "$1/var" /var/lib/docker && shift && exec "$@"' sh "$run" \
			dockerd --data-root "$run/data" --exec-root "$run/exec" --pidfile "$run/dockerd.pid" \
			--host "unix://$run/docker.sock" --group "$(socket_group)" \
			--default-address-pool base=10.64.0.0/10,size=24 "${engine_options[@]}"
	) >"$run/dockerd.log" 2>&1 </dev/null &
	daemon=$!
}

# As with an installed Docker the socket belongs to a group other than root's.
socket_group() {
	local gid
	gid=$(awk -F: '$1 == "docker" { print $3 }' /etc/group)
	printf '%s\n' "${gid:-61999}"
}

await_daemon() {
	local deadline=$((SECONDS + 60))
	until engine_answers "unix://$run/docker.sock"; do
		if ! kill -0 "$daemon" 2>/dev/null || ((SECONDS >= deadline)); then
			tail -n 20 "$run/dockerd.log" >&2
			fail "the engine did not start: the last lines of its log are above"
		fi
		sleep 0.2
	done
}

# ---- stopping ------------------------------------------------------------------------------------

sweep_dead_runs() {
	local dead lock
	for dead in "$runs"/run-*; do
		[[ -d $dead ]] || continue
		exec {lock}>>"$dead/lock"
		if flock --nonblock "$lock"; then
			say "clearing away the engine of a run that was killed ($dead)"
			stop_engine "$dead"
		fi
		exec {lock}>&-
	done
}

# stop_engine RUN: everything of that run goes. Each step goes on when there is nothing to do.
stop_engine() {
	local old=$1
	empty_engine "$old" || true
	end_process "$old/dockerd.pid" "$old"
	end_process "$old/exec/containerd/containerd.pid" "$old"
	end_left_processes "$old"
	flock "$state_lock"
	leave_network "$old"
	[[ -n $(another_run "$old") ]] || rmdir --ignore-fail-on-non-empty "${fixed_places[@]}" || true
	rm -rf "$old"
}

another_run() {
	local other
	for other in "$runs"/run-*; do
		if [[ -d $other && $other != "$1" ]]; then
			printf '%s\n' "$other"
			return 0
		fi
	done
}

# While the daemon is there it takes away containers, networks and their firewall rules best.
empty_engine() {
	local old=$1 docker ids
	engine_answers "unix://$old/docker.sock" || return 0
	docker=(env -u DOCKER_CONTEXT "DOCKER_HOST=unix://$old/docker.sock" \
		timeout 30 "$engine_folder/client/docker")
	mapfile -t ids < <("${docker[@]}" ps -aq)
	((${#ids[@]} == 0)) || "${docker[@]}" rm -f -v "${ids[@]}" >/dev/null 2>&1 || true
	# A namespace goes with all the networks in it; a thousand of them take minutes one by one.
	[[ $engine_network != own || $old != "$run" ]] || return 0
	"${docker[@]}" swarm leave --force >/dev/null 2>&1 || true
	mapfile -t ids < <("${docker[@]}" network ls -q --filter type=custom)
	((${#ids[@]} == 0)) || "${docker[@]}" network rm "${ids[@]}" >/dev/null 2>&1 || true
}

# end_process PIDFILE RUN: only a process that has the run's folder on its command line is ours;
# after a restart of the machine the number may be anybody's.
end_process() {
	local pid
	pid=$(cat "$1" 2>/dev/null) || return 0
	is_of_run "$pid" "$2" || return 0
	kill -TERM "$pid" 2>/dev/null || return 0
	for _ in {1..100}; do
		kill -0 "$pid" 2>/dev/null || return 0
		sleep 0.2
	done
	kill -KILL "$pid" 2>/dev/null || true
}

is_of_run() {
	[[ $1 =~ ^[0-9]+$ && -r /proc/$1/cmdline ]] && tr '\0' ' ' <"/proc/$1/cmdline" | grep -F "$2/exec" >/dev/null
}

# Shims outlive a daemon that was killed, and so do the containers below them.
end_left_processes() {
	local old=$1 folder pid child
	for folder in /proc/[0-9]*; do
		pid=${folder#/proc/}
		is_of_run "$pid" "$old" 2>/dev/null || continue
		for child in $(cat "$folder"/task/*/children 2>/dev/null); do
			kill -KILL "$child" 2>/dev/null || true
		done
		kill -KILL "$pid" 2>/dev/null || true
	done
}

leave_network() {
	local old=$1 kind
	kind=$(cat "$old/network" 2>/dev/null) || return 0
	if [[ $kind == own ]]; then
		remove_own_network "$(own_network_name "$old")"
	elif [[ $kind == "$(readlink /proc/self/ns/net)" ]]; then
		remove_docker_traces "$old"
	fi
	restore_forwarding "$old"
}

remove_own_network() {
	local name=$1
	delete_rules filter "$name"
	delete_rules nat "$name"
	ip link delete "mo-${name#moorage-}" 2>/dev/null || true
	ip netns delete "$name" 2>/dev/null || true
}

# The daemon leaves its default bridge, its chains and the FORWARD policy DROP behind.
remove_docker_traces() {
	local old=$1 tool table link policy
	for link in $(ip -o link show type bridge | awk -F': ' '{ print $2 }' | grep -xE 'docker0|docker_gwbridge|br-[0-9a-f]{12}'); do
		ip link delete "$link" 2>/dev/null || true
	done
	for tool in iptables ip6tables; do
		for table in filter nat mangle raw; do
			delete_rules "$table" 'DOCKER|docker0|docker_gwbridge|br-[0-9a-f]{12}' "$tool"
			delete_docker_chains "$table" "$tool"
		done
	done
	for tool in iptables ip6tables; do
		policy=$(cat "$old/$tool-policy" 2>/dev/null) || continue
		# shellcheck disable=SC2086 # "-P FORWARD ACCEPT", three words
		[[ -z $policy ]] || "$tool" $policy || true
	done
}

# delete_rules TABLE PATTERN [TOOL]: every rule of that table that matches.
delete_rules() {
	local table=$1 pattern=$2 tool=${3:-iptables} rule
	have "$tool" || return 0
	"$tool" -t "$table" -S 2>/dev/null | grep -E -- "^-A .*($pattern)" | sed 's/^-A/-D/' |
		while read -r rule; do
			xargs "$tool" -t "$table" <<<"$rule" 2>/dev/null || true
		done || true
}

delete_docker_chains() {
	local table=$1 tool=$2 chain
	have "$tool" || return 0
	for chain in $("$tool" -t "$table" -S 2>/dev/null | awk '$1 == "-N" && $2 ~ /^DOCKER/ { print $2 }'); do
		"$tool" -t "$table" -F "$chain" 2>/dev/null || true
	done
	for chain in $("$tool" -t "$table" -S 2>/dev/null | awk '$1 == "-N" && $2 ~ /^DOCKER/ { print $2 }'); do
		"$tool" -t "$table" -X "$chain" 2>/dev/null || true
	done
}

remember_forwarding() {
	local switch
	for switch in "${forwarding[@]}"; do
		cp "/proc/sys/net/$switch" "$run/${switch//\//.}" 2>/dev/null || true
	done
}

# Forwarding goes back to what it was. While another run needs it, that one inherits the duty.
restore_forwarding() {
	local old=$1 switch other value
	other=$(another_run "$old")
	for switch in "${forwarding[@]}"; do
		value=$(cat "$old/${switch//\//.}" 2>/dev/null) || continue
		if [[ -z $other ]]; then
			printf '%s\n' "$value" >"/proc/sys/net/$switch" || true
		elif [[ $value == 0 ]]; then
			printf '%s\n' "$value" >"$other/${switch//\//.}"
		fi
	done
}
