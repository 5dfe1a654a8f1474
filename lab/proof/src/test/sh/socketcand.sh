# A bus of the kernel's shared by two network namespaces, as a tutorial has it for two containers: socketcand in one and
# socketcandcl in the other, found on the PATH under these names. What it prints is judged by SocketcandKernelTest.
# Arguments: the checkout, the folder of can-utils.
set -e
export BUSLANE_RUNDIR=/nowhere
PATH=$1/deploy/compat:$2:$PATH
logs=$(mktemp -d)
part() { echo "--- $*"; }
far() { ip netns exec far "$@"; }
ready() {
    tries=0
    until "$@" >/dev/null 2>&1; do
        tries=$((tries + 1))
        [ $tries -lt 400 ] || { echo "not ready: $*" >&2; tail -n 5 $logs/* >&2; exit 1; }
        sleep 0.3
    done
}

ip link set up lo
ip netns add far
ip link add eth0 type veth peer name eth0 netns far
ip addr add 192.0.2.7/24 dev eth0 && ip link set up eth0
far ip addr add 192.0.2.8/24 dev eth0 && far ip link set up eth0
for each in '' far; do
    $each ip link add dev can1 type vcan && $each ip link set up can1
done

part server
socketcand --verbose --interface can1 --error-mask 140 >$logs/server.log 2>$logs/server.err &
server=$!
ready grep -q 'clients read' $logs/server.log
cat $logs/server.log

part client
ip netns exec far socketcandcl --verbose --server 192.0.2.7 --interfaces can1,can1 >$logs/client.log 2>$logs/client.err &
client=$!
ready grep -q 'is connected' $logs/client.err
ready grep -q 'the server reads' $logs/client.log
sed '/^it is being connected/d' $logs/client.log

part frames
candump -L -n 3 can1 >$logs/here.log &
here=$!
far candump -L -n 3 can1 >$logs/there.log &
there=$!
# Who hears all frames: candump, beside the tunnel.
two='/ can1 .* raw/ { n++ } END { exit n < 2 }'
ready awk "$two" /proc/net/can/rcvlist_all
ready far awk "$two" /proc/net/can/rcvlist_all
cansend can1 123#4455
ready grep -q 123#4455 $logs/there.log
far cansend can1 12345678#DEADBEEF
ready grep -q 12345678#DEADBEEF $logs/here.log
# Down and up again, which the original answers by the last frame once more.
ip link set down can1 && ip link set up can1
ready grep -q 'can1 is up' $logs/server.err
until grep -q 321# $logs/there.log; do
    cansend can1 321# || :
    sleep 0.3
done
kill $here $there 2>/dev/null || :
wait $here $there || :
awk '{ print "here", $3 }' $logs/here.log | uniq
awk '{ print "there", $3 }' $logs/there.log | uniq

part gone
python3 -u -c '
import socket
with socket.create_connection(("192.0.2.7", 29536), 60) as server:
    for command in "< open can1 >", "< rawmode >":
        server.recv(100)
        server.sendall(command.encode())
    server.recv(100)
    print("listens")
    said = ""
    while said.count("< error 100 ") < 2:
        said += server.recv(100).decode()
for words in said.split("<")[1:]:
    print(" ".join(words.split()[:2]))' >$logs/gone.log &
listener=$!
ready grep -q listens $logs/gone.log
ip link set down can1 && ip link set up can1
ready awk '/can1 is up/ { n++ } END { exit n < 3 }' $logs/server.err
ip link del can1
ready grep -q 'can1 is off: .*\(deleted\|no interface\)' $logs/server.err
ip link add dev can1 type vcan && ip link set up can1
wait $listener
cat $logs/gone.log

part settings
ask() {
    python3 -c '
import socket, sys
with socket.create_connection(("192.0.2.7", 29536), 60) as server:
    print(server.recv(100).decode())
    server.sendall(sys.argv[1].encode())
    print(server.recv(100).decode().strip())' "$1"
}
ask '< can1 C 1 0 0 >'
ip link set down can1
ask '< open can1 >'
ip -br link show can1 | grep -o '<.*>'

part end
kill $server
wait $server || :
grep -E 'came|said on' $logs/server.log
kill $client
wait $client || :
grep -E 'Shutting|said on' $logs/client.log
