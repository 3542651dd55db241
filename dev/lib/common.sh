# shellcheck shell=bash
# What the scripts in dev/ share. Sourced, never run.

# One line to the person at the terminal, on stderr so that it never mixes with what CMD prints.
# A terminal that has gone away (SIGHUP) must not stop a clean-up half way.
say() {
	printf '%s: %s\n' "${0##*/}" "$*" >&2 || true
}

fail() {
	say "$*"
	exit 1
}

have() {
	command -v "$1" >/dev/null 2>&1
}

is_root() {
	[[ $(id -u) == 0 ]]
}

# What /etc/os-release says, read in a subshell since it sets a dozen variables.
os_release() {
	(
		# shellcheck disable=SC1091
		. /etc/os-release 2>/dev/null
		printf '%s\n' "${!1:-}"
	)
}

cache_folder() {
	local folder=${MOORAGE_ENGINE_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/moorage}
	[[ $folder == /* ]] || folder=$PWD/$folder
	printf '%s\n' "$folder"
}

# bounded SECONDS COMMAND…: without timeout (macOS) there is no bound.
bounded() {
	if have timeout; then
		timeout "$@"
	else
		shift
		"$@"
	fi
}

# engine_answers HOST: whether a Docker engine answers there within about two seconds.
engine_answers() {
	local host=$1
	if [[ $host == unix://* ]] && have curl; then
		[[ $(curl -s --max-time 2 --unix-socket "${host#unix://}" http://localhost/_ping) == OK ]]
	elif have docker; then
		bounded 4 docker --host "$host" version >/dev/null 2>&1
	elif [[ $host == tcp://* ]] && have curl; then
		[[ $(curl -s --max-time 2 "http://${host#tcp://}/_ping") == OK ]]
	else
		return 1
	fi
}
