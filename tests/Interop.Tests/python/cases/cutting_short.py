"""Deadlines and cancellation, as both sides see them."""

import queue
import uuid

import grpc
from cases.session import BRIEFLY, WAIT, case, equal, fails, pb, stub


@case
def deadline_unary():
    name = uuid.uuid4().hex
    stub.Echo(pb.EchoRequest(), timeout=WAIT)  # connects
    fails(grpc.StatusCode.DEADLINE_EXCEEDED, lambda: stub.Hang(pb.HangRequest(id=name), timeout=BRIEFLY))
    fate = stub.FateOf(pb.HangRequest(id=name), timeout=WAIT)
    equal((True, True), (fate.cancelled, fate.had_deadline), "cancelled and had a deadline")


@case
def deadline_server_stream():
    name = uuid.uuid4().hex
    stub.Echo(pb.EchoRequest(), timeout=WAIT)  # connects
    fails(grpc.StatusCode.DEADLINE_EXCEEDED, lambda: list(stub.HangAfterOne(pb.HangRequest(id=name), timeout=BRIEFLY)))
    equal(True, stub.FateOf(pb.HangRequest(id=name), timeout=WAIT).had_deadline, "had a deadline")


@case
def deadline_that_is_kept():
    equal(b"in time", stub.Echo(pb.EchoRequest(payload=b"in time"), timeout=WAIT).payload, "payload")


@case
def cancellation_unary():
    name = uuid.uuid4().hex
    call = stub.Hang.future(pb.HangRequest(id=name))
    stub.AwaitHang(pb.HangRequest(id=name), timeout=WAIT)
    call.cancel()
    equal(grpc.StatusCode.CANCELLED, call.code(), "status code")
    fate = stub.FateOf(pb.HangRequest(id=name), timeout=WAIT)
    equal((True, False), (fate.cancelled, fate.had_deadline), "cancelled and had a deadline")


@case
def cancellation_server_stream():
    name = uuid.uuid4().hex
    call = stub.HangAfterOne(pb.HangRequest(id=name))
    next(call)
    call.cancel()
    fails(grpc.StatusCode.CANCELLED, lambda: next(call))
    equal(True, stub.FateOf(pb.HangRequest(id=name), timeout=WAIT).cancelled, "cancelled")


@case
def cancellation_duplex():
    requests = queue.Queue()
    call = stub.Converse(iter(requests.get, None), timeout=WAIT)
    requests.put(pb.EchoRequest(payload=b"one"))
    equal(b"one", next(call).payload, "payload")
    call.cancel()
    fails(grpc.StatusCode.CANCELLED, lambda: next(call))
    requests.put(None)
