"""Compressed and large messages."""

import grpc
from cases.session import CLEAR, WAIT, case, equal, fails, pb, rpc, stub

FOUR_MEBIBYTES = bytes(range(256)) * (4 << 12)


@case
def gzip():
    payload = b"squeeze me " * 1000
    reply = stub.Echo(pb.EchoRequest(payload=payload), compression=grpc.Compression.Gzip, timeout=WAIT)
    equal(payload, reply.payload, "payload")


@case
def gzip_stream():
    requests = (pb.EchoRequest(payload=bytes([n]) * 5000) for n in range(100))
    replies = stub.Converse(requests, compression=grpc.Compression.Gzip, timeout=WAIT)
    equal([bytes([n]) * 5000 for n in range(100)], [reply.payload for reply in replies], "payloads")


@case
def deflate():
    payload = b"squeeze me " * 1000
    reply = stub.Echo(pb.EchoRequest(payload=payload), compression=grpc.Compression.Deflate, timeout=WAIT)
    equal(payload, reply.payload, "payload")


@case
def four_mebibytes():
    reply = stub.Echo(pb.EchoRequest(payload=FOUR_MEBIBYTES), timeout=WAIT)
    equal(True, reply.payload == FOUR_MEBIBYTES, "the payload came back unchanged")


@case
def four_mebibytes_gzip():
    request = pb.EchoRequest(payload=FOUR_MEBIBYTES)
    reply = stub.Echo(request, compression=grpc.Compression.Gzip, timeout=WAIT)
    equal(True, reply.payload == FOUR_MEBIBYTES, "the payload came back unchanged")


@case
def four_mebibytes_duplex():
    replies = stub.Converse((pb.EchoRequest(payload=FOUR_MEBIBYTES) for _ in range(4)), timeout=WAIT)
    equal([True] * 4, [reply.payload == FOUR_MEBIBYTES for reply in replies], "payloads that came back unchanged")


@case
def message_over_the_limit_is_refused():
    wide = rpc.InteropStub(grpc.insecure_channel(CLEAR, options=[("grpc.max_send_message_length", -1)]))
    request = pb.EchoRequest(payload=bytes((8 << 20) + 1))
    fails(grpc.StatusCode.RESOURCE_EXHAUSTED, lambda: wide.Echo(request, timeout=WAIT))
