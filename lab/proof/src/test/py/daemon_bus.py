"""What programs of python-can's do with a bus of a server, its interface socketcand. Judged by SocketcandCommandTest.

The first argument says what is to be done, those behind it are the server's port and the bus.
"""

import re
import socket
import sys
import xml.etree.ElementTree

import can

WHAT, PORT, BUS = sys.argv[1], int(sys.argv[2]), sys.argv[3]


def connect():
    return can.Bus(interface="socketcand", host="127.0.0.1", port=PORT, channel=BUS)


def show(what, message):
    print(what, format(message.arbitration_id, "X"), bytes(message.data).hex(), flush=True)


def talk():
    """Two programs on one bus: what either says the other hears, and it does not hear itself."""
    with connect() as first, connect() as second:
        print("connected", flush=True)
        show("first", first.recv(60))
        show("second", second.recv(60))
        first.send(can.Message(arbitration_id=0x321, data=[1, 0xAB, 3], is_extended_id=False))
        show("second", second.recv(60))
        second.send(can.Message(arbitration_id=0x7FF, data=range(8), is_extended_id=False))
        show("first", first.recv(60))
        print("nothing else", first.recv(0.2) is None and second.recv(0.2) is None)


def greet():
    """A greeting compares each read with all that it expects: on a bus full of frames a wrong split is seen soon."""
    for _ in range(20):
        with connect() as bus:
            if bus.recv(60) is None:
                print("deaf")
    print("greeted")


def beacon():
    """As detect_available_configs of later versions reads one, and only this server's: port 42000 is everybody's."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(("0.0.0.0", 42000))
        listening.settimeout(60)
        while True:
            datagram = listening.recv(1024)
            root = xml.etree.ElementTree.fromstring(datagram)
            url = re.fullmatch(r"can://(.+):(\d+)", root.find("URL").text)
            if int(url.group(2)) == PORT:
                buses = " ".join(bus.attrib["name"] for bus in root.findall("Bus"))
                print(root.tag, root.attrib["type"], root.attrib["description"], url.group(1), buses)
                return


{"talk": talk, "greet": greet, "beacon": beacon}[WHAT]()
