# shellcheck shell=bash
# Images where no image registry is in reach. Sourced, never run.

has_image() {
	docker image inspect "$1" >/dev/null 2>&1
}

# pull_image IMAGE SECONDS: false when it can't be had in that time.
pull_image() {
	bounded "$2" docker pull -q "$1" >/dev/null 2>&1 </dev/null
}

# import_alpine_stand_in BUSYBOX: what tests need of alpine:3.20 is its busybox.
import_alpine_stand_in() {
	local busybox=$1 root applet
	root=$(mktemp -d -p "${run:-${TMPDIR:-/tmp}}")
	mkdir -p "$root"/{bin,sbin,usr/bin,usr/sbin,etc,root,tmp,var,proc,sys,dev,home}
	chmod 755 "$root"
	chmod 1777 "$root/tmp"
	chmod 700 "$root/root"
	cp "$busybox" "$root/bin/busybox"
	for applet in $("$busybox" --list-full); do
		[[ $applet == */* && $applet != bin/busybox ]] || continue
		mkdir -p "$root/${applet%/*}"
		ln -sf /bin/busybox "$root/$applet"
	done
	echo 'root:x:0:0:root:/root:/bin/sh' >"$root/etc/passwd"
	echo 'root:x:0:' >"$root/etc/group"
	printf 'ID=alpine\nNAME="Stand-in for Alpine Linux"\nVERSION_ID=3.20\n' >"$root/etc/os-release"
	tar -C "$root" --owner=0 --group=0 -cf - . |
		docker import -c 'CMD ["/bin/sh"]' -c 'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' \
			-m 'stand-in: no image registry was in reach' - alpine:3.20 >/dev/null
	rm -rf "$root"
}

# import_java_stand_in IMAGE…: for the images that hold a Java 25. Made of this machine's own shell,
# core utilities and JDK, which is what the real ones have that a build needs.
import_java_stand_in() {
	local root jdk
	jdk=$(find_jdk 25) || fail "no JDK 25 is below /usr/lib/jvm, nor in JAVA_HOME: install one, then run this again"
	have dpkg || fail "the base images can be neither pulled nor, without Debian's packages, made from this machine's files"
	root=$(mktemp -d -p "${run:-${TMPDIR:-/tmp}}")
	mkdir -p "$root"/{opt/java,proc,sys,dev,run,var/tmp,root} && mkdir -m 1777 "$root/tmp"
	base_system_files | tar -C / -chf - --no-recursion --files-from=- | tar -C "$root" -xf -
	cp -rL "$jdk" "$root/opt/java/openjdk"
	rm -rf "$root"/opt/java/openjdk/{jmods,man,legal,lib/src.zip}
	echo 'root:x:0:0:root:/root:/bin/bash' >"$root/etc/passwd"
	echo 'root:x:0:' >"$root/etc/group"
	tar -C "$root" --owner=0 --group=0 -cf - . |
		docker import -c 'ENV JAVA_HOME=/opt/java/openjdk' -c 'ENV LANG=C.UTF-8' \
			-c 'ENV PATH=/opt/java/openjdk/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' \
			-m 'stand-in: no image registry was in reach' - "$1" >/dev/null
	rm -rf "$root"
	local name
	for name in "${@:2}"; do
		docker tag "$1" "$name"
	done
}

# find_jdk VERSION: the folder of a JDK of that version.
find_jdk() {
	local folder
	for folder in ${JAVA_HOME:+"$JAVA_HOME"} /usr/lib/jvm/*; do
		if [[ -x $folder/bin/javac ]] && grep -qs "^JAVA_VERSION=\"$1[.\"]" "$folder/release"; then
			printf '%s\n' "$folder"
			return 0
		fi
	done
	return 1
}

# The files of the packages that every Debian and Ubuntu has, and the libraries that they need.
base_system_files() {
	local packages=(base-files bash ca-certificates coreutils dash findutils grep gzip hostname sed tar)
	packages+=(libc-bin libc6 libgcc-s1 libstdc++6 zlib1g)
	local files file
	mapfile -t files < <(dpkg -L "${packages[@]}" | grep -vE '^/usr/share/(doc|man|info|locale|lintian|ca-certificates)/')
	for file in "${files[@]}" /bin/sh /etc/nsswitch.conf /etc/ssl/certs/ca-certificates.crt; do
		[[ ! -f $file ]] || printf '%s\n' "${file#/}"
	done
	for file in "${files[@]}"; do
		[[ ! -f $file || ! -x $file ]] || ldd "$file" 2>/dev/null || true
	done | grep -oE '/[^ ]+' | sort -u | sed 's,^/,,'
}
