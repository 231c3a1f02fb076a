"""One and many, in every direction."""

import queue

from cases.session import WAIT, case, equal, pb, stub


@case
def unary():
    equal(b"hello", stub.Echo(pb.EchoRequest(payload=b"hello"), timeout=WAIT).payload, "payload")


@case
def unary_empty_message():
    equal(b"", stub.Echo(pb.EchoRequest(), timeout=WAIT).payload, "payload")


@case
def client_stream():
    tally = stub.Collect((pb.EchoRequest(payload=b"x" * n) for n in range(1000)), timeout=WAIT)
    equal((1000, 499500), (tally.messages, tally.bytes), "messages and bytes")


@case
def client_stream_empty():
    equal(0, stub.Collect(iter(()), timeout=WAIT).messages, "messages")


@case
def server_stream():
    replies = list(stub.Expand(pb.ExpandRequest(messages=1000, payload_size=3), timeout=WAIT))
    equal([bytes([n % 256]) * 3 for n in range(1000)], [reply.payload for reply in replies], "payloads")


@case
def server_stream_empty():
    equal([], list(stub.Expand(pb.ExpandRequest(), timeout=WAIT)), "replies")


@case
def duplex():
    sent = [str(n).encode() for n in range(1000)]
    replies = stub.Converse((pb.EchoRequest(payload=one) for one in sent), timeout=WAIT)
    equal(sent, [reply.payload for reply in replies], "payloads")


@case
def duplex_one_at_a_time():
    """Each message is written only once the answer to the one before has been read."""
    requests = queue.Queue()
    replies = stub.Converse(iter(requests.get, None), timeout=WAIT)
    for n in range(50):
        requests.put(pb.EchoRequest(payload=bytes([n])))
        equal(bytes([n]), next(replies).payload, f"answer {n}")
    requests.put(None)
    equal([], list(replies), "what came after the last answer")
