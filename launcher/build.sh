# Sourced by ../buslane, and only when something may have to be built.
#
# build/app/NAME/    an application, named by its content: lib/*.jar, the C parts, the AOT caches
# build/current      a link to the one in use, replaced in one step
# build/built        as old as the moment its sources were read
# build/building     the same of a build under way, or of one that was interrupted
# build/build.log    what Maven said
# build/lock         held while building

say() {
    printf 'buslane: %s\n' "$*" >&2
}

# What this machine must have, each with the name of the package that brings it. Before any work.
check_machine() {
    [ "$(uname -s)" = Linux ] || die "runs on Linux only, and this is $(uname -s): its buses are Linux sockets"
    find_java javac
    command -v flock >/dev/null || die "needs flock: install util-linux"
    compiler=${CC:-cc}
    command -v "${compiler%% *}" >/dev/null || die "needs a C compiler and found no $compiler: install gcc"
    # shellcheck disable=SC2086 # CC may hold options
    echo '#include <sys/socket.h>' | $compiler -E - >/dev/null 2>&1 ||
        die "needs the C library's headers: install libc6-dev (Debian, Ubuntu) or glibc-devel (Fedora)"
}

sources_changed() {
    [ -n "$(
        cd "$home" && find pom.xml .mvn ./*/pom.xml ./*/src/main cli/picocli native launcher buslane \
            -name target -prune -o -type f -newer build/built -print -quit
    )" ]
}

# needed missing|stale|always
needed() {
    case $1 in
    missing) ! find_app ;;
    stale) ! find_app || { [ "${BUSLANE_BUILD:-}" != never ] && sources_changed; } ;;
    always) true ;;
    esac
}

# build missing|stale|always: afterwards $app is there
build() {
    needed "$1" || return 0
    if ! may_build; then
        # Somebody else's checkout: what they built is as good as it gets.
        [ "$1" = stale ] && find_app ||
            die "cannot build: $home/build is not yours to write, its owner can run $home/buslane build"
        return 0
    fi
    check_machine
    (
        umask 022
        mkdir -p "$home/build/app"
        exec 9>"$home/build/lock"
        if ! flock -n 9; then
            say "waiting for another build in $home"
            flock 9
        fi
        # Whoever held it may have built just this.
        if needed "$1"; then
            build_now
        fi
    )
    find_app
}

# Root does not build what is another's: it would run that other's build as root, and leave root's files there.
may_build() {
    [ "$(id -u)" -ne 0 ] || [ "$(stat -c %u "$home")" -eq 0 ] || return 1
    if [ -e "$home/build" ]; then
        [ -w "$home/build" ]
    else
        [ -w "$home" ]
    fi
}

build_now() {
    log=$home/build/build.log
    say "building, which takes a minute the first time (what Maven says goes to $log)"
    # javac writes its files one by one: after an interruption none of them is trusted.
    goals=package
    [ ! -e "$home/build/building" ] || goals='clean package'
    : >"$home/build/building"
    # Only what the application needs: `buslane test` compiles the tests and checks the format.
    # shellcheck disable=SC2086 # one or two words
    if ! maven $goals --quiet --projects native,cli --also-make -DskipTests -Dmaven.test.skip -Dspotless.check.skip >"$log" 2>&1; then
        tail -n 30 "$log" >&2
        die "the build failed, its whole log is $log"
    fi
    assemble
    mv "$home/build/building" "$home/build/built"
    say "built"
}

# The wrapper's Maven on the JDK that was found. The first option silences what Maven's own libraries
# provoke on 25. With both compilers a JVM works a third of its time for its second one, which does not pay
# for what javac and its plugins do in a minute. The lock stays open in it: should the launcher be killed,
# Maven still works here.
maven() {
    flags='--sun-misc-unsafe-memory-access=allow -XX:TieredStopAtLevel=1 -XX:+UseSerialGC'
    (
        cd "$home" &&
            JAVA_HOME=$java_home MAVEN_OPTS="$flags ${MAVEN_OPTS:-}" \
                ./mvnw --batch-mode --no-transfer-progress "$@"
    )
}

# An application gets its name in one step, and becomes the current one in another. Its caches are trained between the
# two: a JVM whose jars have moved since then looks for the old place once for each class, and finds nothing. The
# commands' cache, which comes last, says that all went well.
assemble() {
    app=$home/build/app/unfinished
    rm -rf "$app"
    mkdir "$app"
    cp -R "$home/cli/target/app/lib" "$app"
    cp "$home"/cli/target/cli-*.jar "$app/lib/buslane.jar"
    cp "$home/native/target/libbuslane-can.so" "$home/native/target/libcansim.so" "$home/native/target/buslane-keep" \
        "$home/native/target/buslane-hook" "$home/native/target/buslane-lab" "$app"
    name=$(content_name)
    if [ ! -e "$home/build/app/$name/command.aot" ]; then
        printf '%s\n' "$name" "$java_home" >"$app/identity"
        rm -rf "$home/build/app/$name"
        mv "$app" "$home/build/app/$name"
        app=$home/build/app/$name
        train
    fi
    rm -rf "$home/build/app/unfinished"
    ln -sfn "app/$name" "$home/build/next"
    mv -T "$home/build/next" "$home/build/current"
    touch "$home/build/app/$name"
    forget_old_apps
}

# By files, their names and the JDK: a JVM up to 25.0.3 does not notice that an AOT cache belongs to
# other jars (JDK-8377932), so no two contents may ever share a folder.
content_name() {
    (
        cd "$app"
        find . -type f | LC_ALL=C sort | xargs sha256sum
        cat "$java_home/release"
    ) | sha256sum | cut -c 1-16
}

# The newest five stay: a gateway may run from one of them, and its keeper start it again.
forget_old_apps() {
    (
        cd "$home/build/app"
        # shellcheck disable=SC2012 # names of ours
        ls -t | tail -n +6 | xargs rm -rf
    )
}

# Two AOT caches from real runs: a gateway, and the commands that should start fast, on that gateway.
# An attach to the gateway is refused, as that is in the network of the buses, whoever builds. It ends
# within minutes whatever happens. Caches only make a start faster, so what goes wrong here is
# the log's business alone.
train() {
    rundir=$(mktemp -d)
    find_java java
    echo '(0.000000) can0 123#DEADBEEF' >"$rundir/frames"
    {
        # shellcheck disable=SC2086 # flags
        BUSLANE_RUNDIR=$rundir timeout 300 "$java_home/bin/java" $gateway_flags \
            "-XX:AOTCacheOutput=$app/gateway.part" -jar "$app/lib/buslane.jar" up &
        gateway=$!
        # The last that it opens.
        wait_for "$rundir/control.sock"
        # shellcheck disable=SC2086 # flags
        BUSLANE_RUNDIR=$rundir "$java_home/bin/java" $command_flags \
            "-XX:AOTCacheOutput=$app/command.part" -cp "$app/lib/buslane.jar" org.buslane.cli.Rehearsal \
            status -- status --json -- send can0 123#DEADBEEF -- send can0 - -- play "$rundir/frames" -- \
            convert "$rundir/frames" "$rundir/frames.pcapng" -- help -- \
            lanes -- ! attach --pid "$gateway" --bus can0 --read 100-1FF,7E8 --write 200@50/s --rate 500/s --dry-run \
            <"$rundir/frames" || rm -f "$app/command.part"
        kill "$gateway" || :
        wait "$gateway" || rm -f "$app/gateway.part"
        for each in gateway command; do
            [ ! -e "$app/$each.part" ] || mv "$app/$each.part" "$app/$each.aot"
        done
    } >>"$log" 2>&1
    rm -rf "$rundir"
}

wait_for() {
    tries=300
    while [ ! -e "$1" ] && [ "$tries" -gt 0 ] && kill -0 "$gateway"; do
        tries=$((tries - 1))
        sleep 0.1
    done
}
