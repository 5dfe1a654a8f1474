# socketcand between two containers of docker compose, with deploy/containers: first without any privilege, on virtual buses,
# then with interfaces of the kernel's, in a guest of their own. What it prints is judged by SocketcandContainersTest.
# Argument: the checkout.
set -e
unset BUSLANE_RUNDIR
checkout=$1
example=$checkout/deploy/containers
work=$(mktemp -d)
part() { echo "--- $*"; }
ready() {
    tries=0
    until "$@" >/dev/null 2>&1; do
        tries=$((tries + 1))
        [ $tries -lt 300 ] || { echo "not ready: $*" >&2; logs >&2; exit 1; }
        sleep 0.5
    done
}
logs() { docker compose -f "$file" logs || tail -n 20 $work/*.log; }

containerd >$work/containerd.log 2>&1 &
ready ctr version
dockerd --containerd /run/containerd/containerd.sock >$work/dockerd.log 2>&1 &

# The image: a shell, can-utils, iproute2 and the libraries of a JDK, which is mounted where it is found.
# Debian's has its configuration elsewhere.
for java_home in /usr/lib/jvm/*25*; do
    case $(readlink -f "$java_home/conf/security/java.security") in
    "$(readlink -f "$java_home")"/*) break ;;
    esac
done
root=$work/root
mkdir -p $root/bin $root/proc $root/sys $root/dev $root/etc $root/tmp $root/opt/buslane "$root$java_home"
cp /usr/bin/busybox /usr/bin/candump /usr/bin/cansend "$(command -v ip)" $root/bin/
for each in $(busybox --list); do [ -e $root/bin/$each ] || ln -s busybox $root/bin/$each; done
for each in $(ldd /usr/bin/candump "$(command -v ip)" "$java_home"/bin/java "$java_home"/lib/server/libjvm.so \
    "$java_home"/lib/lib*.so 2>/dev/null | grep -o ' /[^ :]*' | grep -v "$java_home" | sort -u); do
    mkdir -p "$root${each%/*}"
    cp -L "$each" "$root$each"
done
mkdir -p $root/lib64
cp -L /lib64/ld-linux-x86-64.so.2 $root/lib64/ 2>/dev/null || :
chmod 1777 $root/tmp # as a tmpfs over it is then
tar -C $root -cf $work/root.tar .
ready docker version
docker import $work/root.tar mini >&2
cat >$work/jdk.yaml <<X
services:
  socketcand-server: {environment: {JAVA_HOME: $java_home, BUSLANE_BUILD: never}, volumes: ["$java_home:$java_home:ro"]}
  socketcand-client: {environment: {JAVA_HOME: $java_home, BUSLANE_BUILD: never}, volumes: ["$java_home:$java_home:ro"]}
X
export IMAGE=mini BUSLANE=$checkout

both='candump -L -n 1 can1,123:7FF; candump -L -n 1 can1,321:7FF'

# share FILE: what is sent in one is heard in both, and the other way round.
share() {
    file=$1
    compose() { docker compose --ansi never -f "$file" -f $work/jdk.yaml "$@"; }
    compose up -d >&2
    for each in socketcand-client:'is connected' socketcand-client:'bus can1 is up' socketcand-server:'bus can1 is up'; do
        ready sh -c "docker compose -f $file -f $work/jdk.yaml logs ${each%:*} | grep '${each#*:}'"
    done
    compose logs --no-log-prefix socketcand-server | grep -o 'clients read.*'
    : >$work/client.dump # a job empties its file later than it is looked at
    : >$work/server.dump
    compose exec -T socketcand-client sh -c "$both" >$work/client.dump &
    client=$!
    compose exec -T socketcand-server sh -c "$both" >$work/server.dump &
    server=$!
    until [ -s $work/client.dump ] && [ -s $work/server.dump ]; do
        compose exec -T socketcand-server cansend can1 123#4455 >&2
    done
    ready sh -c "tail -n 1 $work/client.dump | grep 123#4455"
    until ! kill -0 $client 2>/dev/null && ! kill -0 $server 2>/dev/null; do
        compose exec -T socketcand-client cansend can1 321#66 >&2
    done
    wait $client $server
    awk '{ print "client", $2, $3 }' $work/client.dump | sort -u
    awk '{ print "server", $2, $3 }' $work/server.dump | sort -u
    compose exec -T socketcand-server id -u
    compose down -t 1 >&2
}

part unprivileged
share "$example/socketcand.yaml"
part kernel
share "$example/socketcand-vcan.yaml"
