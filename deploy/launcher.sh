# What the programs of this folder share: finding a JDK and building with visible progress. Sourced, with `program`
# (its name in messages), `root` (the checkout) and `failure` (the exit status where that cannot be had) set.

say() { printf '%s: %s\n' "$program" "$*" >&2; }

# Sets java_home to a JDK of release 17 or later: JAVA_HOME's, the path's, or one that lies where Debian puts them.
find_jdk() {
    on_path=$(command -v javac || true)
    on_path=$([ -z "$on_path" ] || dirname "$(dirname "$(readlink -f "$on_path")")")
    for java_home in "${JAVA_HOME:-}" "$on_path" /usr/lib/jvm/*; do
        [ -x "$java_home/bin/javac" ] || continue
        release=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$java_home/release" 2>/dev/null || true)
        [ "${release:-0}" -lt 17 ] || return 0
    done
    return 1
}

# Sets java_home and release, exports JAVA_HOME; fetches a JDK where that can be done without asking.
require_jdk() {
    if ! find_jdk && command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
        say "installing openjdk-17-jdk-headless"
        apt-get update -qq >&2
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends openjdk-17-jdk-headless >&2
    fi
    if ! find_jdk; then
        say "a JDK of release 17 or later is needed: install openjdk-17-jdk-headless or one from" \
            "https://adoptium.net, and set JAVA_HOME if it is not on the path"
        exit "$failure"
    fi
    export JAVA_HOME="$java_home"
}

# Whether the file is missing or something below the other paths is newer; tests, models and builds do not count.
# Folders do, so that a removed file counts too.
stale() {
    [ -f "$1" ] || return 0
    built=$1
    shift
    [ -n "$(find "$@" \( -name target -o -name models -o -name test \) -prune -o \
        \( -path '*/src/main*' -o -name pom.xml \) -newer "$built" -print | head -n 1)" ]
}

# Copies Maven's words to a log and shows the modules' names as they are built, with a dot for every 20 downloads.
show_progress() {
    downloads=0
    while IFS= read -r line; do
        printf '%s\n' "$line" >&3
        case $line in
            *'] Building Kinora'*) printf '\n%s: building%s' "$program" "${line#*Building Kinora}" >&2 ;;
            *'Downloaded from'*)
                downloads=$((downloads + 1))
                [ $((downloads % 20)) -ne 0 ] || printf . >&2
                ;;
        esac
    done 3>"$1"
    printf '\n' >&2
}

# Builds a module and what it needs, into the named file; exits if that fails. Tests and the formatter are for who
# changes the code: deploy/verify.
build() {
    module=$1
    built=$2
    log=$root/$module/target/build.log
    say "building; this takes a minute or more the first time (log: $log)"
    mkdir -p "$root/$module/target"
    rm -f "$built" "$log.failed"
    : >"$log.begun"
    { cd "$root" && ./mvnw -B -Dmaven.test.skip=true -Dspotless.check.skip=true -pl "$module" -am package 2>&1 ||
        : >"$log.failed"; } | show_progress "$log"
    if [ -e "$log.failed" ] || [ ! -f "$built" ]; then
        rm -f "$built"
        grep '^\[ERROR\]' "$log" | head -n 5 >&2
        say "the build failed; see $log"
        exit "$failure"
    fi
    # What changes while it is built makes it stale.
    touch -r "$log.begun" "$built"
}
