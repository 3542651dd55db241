# shellcheck shell=bash
# Debian's packages, unpacked into a folder instead of installed. Sourced, never run.

# install_missing COMMAND=PACKAGE…: installs the packages whose command this machine lacks.
install_missing() {
	local pair missing=()
	for pair in "$@"; do
		have "${pair%%=*}" || missing+=("${pair#*=}")
	done
	((${#missing[@]})) || return 0
	say "installing ${missing[*]} with apt-get"
	system_apt install "${missing[@]}" || { system_apt update && system_apt install "${missing[@]}"; } ||
		fail "apt-get could not install ${missing[*]}: install them by hand, then run this again"
}

# Waits for another apt, which may be that of a second run.
system_apt() {
	apt-get -y -o DPkg::Lock::Timeout=300 --no-install-recommends "$@" >/dev/null 2>&1 </dev/null
}

# The address of the machine's own Debian mirror. It comes from apt, so that a mirror somebody
# set up is used and no address stands here.
debian_mirror() {
	local mirror
	mirror=$(listed_mirror)
	if [[ -z $mirror ]]; then
		# Without package lists apt cannot tell which of its sources is Debian's.
		system_apt update || true
		mirror=$(listed_mirror)
	fi
	[[ -n $mirror ]] ||
		fail "apt names no Debian mirror: put one into /etc/apt/sources.list, run apt-get update, then this again"
	printf '%s\n' "$mirror"
}

listed_mirror() {
	# shellcheck disable=SC2016 # apt fills these in, not the shell
	apt-get indextargets --format '$(ORIGIN) $(CODENAME) $(REPO_URI)' 'Created-By: Packages' |
		awk -v codename="$(os_release VERSION_CODENAME)" '$1 == "Debian" && $2 == codename && !n++ { print $3 }'
}

# unpack_debian FOLDER PACKAGE/SUITE…: the packages' files, below FOLDER. The machine's own package
# system does not notice: apt gets a state of its own, which knows the wanted suites.
unpack_debian() {
	local folder=$1 apt mirror suite deb
	shift
	apt=$folder.apt
	mirror=$(debian_mirror)
	rm -rf "$apt"
	mkdir -p "$apt/lists/partial" "$apt/cache/archives/partial" "$apt/debs" "$folder"
	for suite in $(printf '%s\n' "${@#*/}" | sort -u); do
		printf 'deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] %s %s main\n' "$mirror" "$suite"
	done >"$apt/sources.list"
	private_apt "$apt" update && private_apt "$apt" download "$@" || {
		cat "$apt/log" >&2
		rm -rf "$apt"
		fail "could not download $* from this machine's Debian mirror: look at the lines above, and at the network"
	}
	for deb in "$apt"/debs/*.deb; do
		dpkg -x "$deb" "$folder"
	done
	rm -rf "$apt"
}

private_apt() {
	local apt=$1
	shift
	(cd "$apt/debs" && apt-get -q \
		-o Dir::Etc::SourceList="$apt/sources.list" -o Dir::Etc::SourceParts=- \
		-o Dir::State::Lists="$apt/lists" -o Dir::Cache="$apt/cache" \
		-o Acquire::Languages=none -o APT::Sandbox::User=root "$@") >>"$apt/log" 2>&1 </dev/null
}

# unpack_ubuntu FOLDER PACKAGE…: the same from the release that the machine runs.
unpack_ubuntu() {
	local folder=$1 debs deb
	shift
	debs=$folder.apt
	rm -rf "$debs"
	mkdir -p "$folder" "$debs"
	(cd "$debs" && apt-get -q -o APT::Sandbox::User=root download "$@") >"$debs/log" 2>&1 </dev/null || {
		cat "$debs/log" >&2
		rm -rf "$debs"
		fail "could not download $*: run apt-get update, look at the lines above, then run this again"
	}
	for deb in "$debs"/*.deb; do
		dpkg -x "$deb" "$folder"
	done
	rm -rf "$debs"
}
