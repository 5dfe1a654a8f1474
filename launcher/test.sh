# Sourced by ../buslane for `buslane test`, after build.sh.

# Every test there is. The last lines are the test runner's totals: one per module, then their sum.
# What the machine lacks is said before anything is built.
run_tests() {
    check_machine
    check_programs
    build stale
    fetch_programs
    prepare_labs
    log=$home/build/test.log
    failed=$home/build/test.failed
    rm -f "$failed"
    { maven verify 2>&1 || : >"$failed"; } | tee "$log"
    totals <"$log"
    [ ! -e "$failed" ] || die "the tests failed, their whole log is $log"
}

# Surefire's line for a class goes on after "Skipped: N", the one for a module ends there.
totals() {
    awk '
        /^\[[A-Z]+\] +Building /                                   { module = $3 }
        /Tests run: [0-9]+, .*Skipped: [0-9]+\r?$/ {
            sub(/^\[[A-Z]+\] */, "")
            print module ": " $0
            gsub(/[^0-9]+/, " ")
            split($0, n, " ")
            run += n[1]; failures += n[2]; errors += n[3]; skipped += n[4]
        }
        END { printf "Tests run: %d, Failures: %d, Errors: %d, Skipped: %d\n", run, failures, errors, skipped }
    '
}

# What the tests' labs are made of is fetched before them, where a person can see it. A missing kernel is
# no test's failure.
prepare_labs() {
    "$home/buslane" lab --prepare --kernel 6.1
    "$home/buslane" lab --prepare --kernel 6.12 --tree debian13
    "$home/buslane" lab --prepare --qemu
}

list=$home/lab/debian-packages
programs=$home/build/debian

have_programs() {
    cmp -s "$list" "$programs/packages"
}

check_programs() {
    have_programs || { command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null; } ||
        die "the tests run programs of Debian's: needs apt-get and dpkg-deb (install apt and dpkg)"
}

# The programs of lab/debian-packages, unpacked in build/debian and installed nowhere. That folder
# appears whole or not at all; what an interrupted download left in build/debs is not fetched again.
fetch_programs() {
    ! have_programs || return 0
    log=$home/build/debs.log
    debs=$home/build/debs
    packages=$(sed 's/#.*//; /^+/d' "$list")
    whole=$(sed -n 's/#.*//; s/^+//p' "$list")
    mkdir -p "$debs"
    if ! download_by_the_machines_lists >"$log" 2>&1 && ! download_by_own_lists >>"$log" 2>&1; then
        die "could not download Debian's" $packages "for the tests: $(tail -n 1 "$log") (the whole log is $log)"
    fi
    unpack
}

# apt checks a package against its lists, and those against Debian's keys.
download_by_the_machines_lists() {
    (
        cd "$debs" && apt-get -o APT::Sandbox::User=root download $packages $(missing $whole)
    )
}

# These packages, and those below them that are not installed. Libraries have their version in their name, another one in
# each release, so no list could name them.
missing() {
    apt-cache depends --recurse --no-recommends --no-suggests --no-conflicts --no-breaks --no-replaces --no-enhances "$@" |
        grep '^[a-z0-9]' | sort -u |
        while read -r package; do
            [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || echo "$package"
        done
}

# For a machine whose lists are missing, too old or another user's.
download_by_own_lists() {
    state=$home/build/apt
    mkdir -p "$state/lists/partial" "$state/cache/archives/partial"
    (
        set -- -o APT::Sandbox::User=root -o "Dir::State=$state" -o "Dir::Cache=$state/cache" \
            -o Dir::State::status=/var/lib/dpkg/status
        cd "$debs" && apt-get "$@" update && apt-get "$@" download $packages $(missing "$@" $whole)
    )
}

unpack() {
    rm -rf "$programs.part"
    for deb in "$debs"/*.deb; do
        dpkg-deb -x "$deb" "$programs.part"
    done
    cp "$list" "$programs.part/packages"
    rm -rf "$programs"
    mv "$programs.part" "$programs"
    rm -rf "$debs"
}
