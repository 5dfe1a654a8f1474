"""What a program of python-can's does with a bus: argument 1 is its name. Judged by PythonCanTest."""

import asyncio
import sys
import time

import can


def channel(**options):
    return can.Bus(interface="socketcan", channel=sys.argv[1], **options)


def classic(identifier, data):
    return can.Message(arbitration_id=identifier, data=data, is_extended_id=False)


def show(what, message):
    print(what, format(message.arbitration_id, "X"), bytes(message.data).hex(), "FD" if message.is_fd else "classic")


def await_count(messages, count):
    end = time.monotonic() + 10
    while len(messages) < count and time.monotonic() < end:
        time.sleep(0.01)
    return messages


def notifier(reader, writer):
    heard = []
    listening = can.Notifier(reader, [heard.append], timeout=0.1)
    writer.send(classic(0x123, [1, 2, 3]))
    writer.send(can.Message(arbitration_id=0x18DAF110, data=bytes(20), is_fd=True, bitrate_switch=True))
    for message in await_count(heard, 2):
        show("notifier", message)
    listening.stop()


async def events(reader, writer):
    buffer = can.AsyncBufferedReader()
    listening = can.Notifier(reader, [buffer], loop=asyncio.get_running_loop())
    writer.send(classic(0x321, [9]))
    show("asyncio", await asyncio.wait_for(buffer.get_message(), 10))
    listening.stop()


def filters(writer):
    with channel(can_filters=[{"can_id": 0x200, "can_mask": 0x7F0, "extended": False}]) as reader:
        writer.send(classic(0x1FF, [1]))
        writer.send(classic(0x20A, [2]))
        show("filters", reader.recv(10))


def cyclic(reader, writer):
    task = writer.send_periodic(classic(0x55, [1]), 0.01)
    for _ in range(3):
        show(type(task).__name__, reader.recv(10))
    task.modify_data(classic(0x55, [2]))
    message = reader.recv(10)
    while message.data[0] == 1:
        message = reader.recv(10)
    show("modified", message)
    task.stop()
    while reader.recv(1):
        pass
    print("stopped")


def own(writer):
    with channel(receive_own_messages=True) as both:
        both.send(classic(0x7, [7]))
        show("own", both.recv(10))
    print("nothing else", writer.recv(0) is None)


def main():
    with channel(fd=True) as reader, channel(fd=True) as writer:
        notifier(reader, writer)
        asyncio.run(events(reader, writer))
        filters(writer)
    with channel() as reader, channel() as writer:
        cyclic(reader, writer)
    with channel(can_filters=[{"can_id": 0x999, "can_mask": 0x7FF}]) as deaf:
        own(deaf)


main()
