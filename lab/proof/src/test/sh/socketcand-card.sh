# What clients of socketcand's set of a card, can0, which is up already. Judged by QemuBusUpTest. Argument: the launcher.
set -e
logs=$(mktemp -d)
part() { echo "--- $*"; }
show() { ip -d link show can0 | tr '\n' ' '; echo; }
ask() {
    python3 -c '
import socket, sys
with socket.create_connection(("127.0.0.1", 29536), 300) as server:
    print(server.recv(100).decode(), end="")
    for command in sys.argv[1:]:
        server.sendall(command.encode())
        print("", server.recv(100).decode().strip(), end="")
    print()' "$@"
}

ip link set up lo
"$1" tunnel socketcand --interfaces can0 --listen lo --no-beacon >$logs/out 2>$logs/err &
server=$!
until grep -q 'clients read' $logs/out; do
    kill -0 $server || { cat $logs/err >&2; exit 1; }
    sleep 1
done

part timing
ask '< can0 B 250000 -1 -1 -1 -1 -1 -1 -1 >'
show
part parts
# 8 MHz / 4 is a quantum of 500 ns, 1 + 7 + 8 + 4 of which are a bit of 100 kbit/s.
ask '< can0 B -1 -1 500 7 8 4 2 -1 >'
show
part modes
ask '< can0 C 1 0 1 >' '< can0 C 0 0 1 >'
show
part impossible
ask '< can0 B 3000000 -1 -1 -1 -1 -1 -1 -1 >'
ask '< can0 C 0 >'
show
part open
ip link set down can0
ask '< can0 C 0 0 0 >' '< open can0 >' '< rawmode >'
show
kill $server
wait $server || :
