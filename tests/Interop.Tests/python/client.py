"""Cases that Debian's grpcio puts to an Interop server.

usage: client.py STUBS KEYS CLEAR_PORT SECURE_PORT
Reads names of cases, one a line; answers each with one line of JSON: {"case", "ok", "message"}. The name "list" is answered
with the names of all cases.
"""

import json
import pathlib
import queue
import sys
import traceback
import uuid

import grpc

sys.path.insert(0, sys.argv[1])
import interop_pb2 as pb  # noqa: E402
import interop_pb2_grpc as rpc  # noqa: E402

KEYS = pathlib.Path(sys.argv[2])
CLEAR, SECURE = (f"127.0.0.1:{port}" for port in sys.argv[3:5])
LARGEST = [("grpc.max_receive_message_length", 8 << 20), ("grpc.max_send_message_length", 8 << 20)]
FOUR_MEBIBYTES = bytes(range(256)) * (4 << 12)
DETAIL = "Grüße: 100 % ✓\nsecond line"
WAIT = 30

CASES = {}
channel = grpc.insecure_channel(CLEAR, options=LARGEST)
stub = rpc.InteropStub(channel)


def case(function):
    CASES[function.__name__] = function
    return function


def equal(expected, actual, what):
    if expected != actual:
        raise AssertionError(f"{what}: expected {expected!r:.300}, got {actual!r:.300}")


def fails(code, call):
    try:
        call()
    except grpc.RpcError as error:
        equal(code, error.code(), "status code")
        return error
    raise AssertionError(f"expected {code}, but the call succeeded")


def secure_stub(call_credentials=None, certificate=True):
    root = (KEYS / "ca.pem").read_bytes()
    pair = ((KEYS / "client.key").read_bytes(), (KEYS / "client.pem").read_bytes()) if certificate else (None, None)
    credentials = grpc.ssl_channel_credentials(root, *pair)
    if call_credentials:
        credentials = grpc.composite_channel_credentials(credentials, call_credentials)
    return rpc.InteropStub(grpc.secure_channel(SECURE, credentials))


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


def status(code):
    def run():
        request = pb.EndRequest(code=code.value[0], detail=DETAIL)
        if code is grpc.StatusCode.OK:
            _, call = stub.End.with_call(request, timeout=WAIT)
            equal(code, call.code(), "status code")
        else:
            equal(DETAIL, fails(code, lambda: stub.End(request, timeout=WAIT)).details(), "detail")

    return run


for one in grpc.StatusCode:
    CASES[f"status_{one.value[0]}_{one.name.lower()}"] = status(one)


@case
def unknown_method_is_unimplemented():
    call = channel.unary_unary("/fleet.interop.v1.Interop/NoSuchMethod")
    fails(grpc.StatusCode.UNIMPLEMENTED, lambda: call(b"", timeout=WAIT))


def check_trailers(metadata):
    trailers = dict(metadata)
    equal(str(len(DETAIL)), trailers.get("trail-text"), "text trailer")
    equal(b"\x00\xff\x80", trailers.get("trail-bin"), "binary trailer")


@case
def trailers_on_success():
    _, call = stub.End.with_call(pb.EndRequest(code=0, detail=DETAIL), timeout=WAIT)
    check_trailers(call.trailing_metadata())


@case
def trailers_on_error():
    request = pb.EndRequest(code=9, detail=DETAIL)
    error = fails(grpc.StatusCode.FAILED_PRECONDITION, lambda: stub.End(request, timeout=WAIT))
    check_trailers(error.trailing_metadata())


def joined(metadata):
    """By key, as bytes. gRPC lets anyone on the way join the values of a repeated key by commas."""
    values = {}
    for key, value in metadata:
        values.setdefault(key, []).append(value if isinstance(value, bytes) else value.encode())
    return {key: b",".join(of_key) for key, of_key in values.items()}


def reflect(metadata):
    keys = {key for key, _ in metadata}
    reply, call = stub.Reflect.with_call(pb.ReflectRequest(keys=keys), metadata=metadata, timeout=WAIT)
    equal(joined(metadata), joined((entry.key, entry.value) for entry in reply.entries), "what the server saw")
    for where, came in (("headers", call.initial_metadata()), ("trailers", call.trailing_metadata())):
        equal(joined(metadata), joined((key, value) for key, value in came if key in keys), where)


@case
def text_metadata():
    reflect([("word", "plain"), ("dotted.key_with-marks", "a, b; c=d"), ("spaced", "in the middle")])


@case
def text_metadata_repeated_key():
    reflect([("many", "first"), ("many", "second"), ("many", "third")])


@case
def binary_metadata():
    reflect([("all-bytes-bin", bytes(range(256))), ("one-bin", b"\x00"), ("two-bin", b"\xff\xfe")])


@case
def deadline_unary():
    name = uuid.uuid4().hex
    fails(grpc.StatusCode.DEADLINE_EXCEEDED, lambda: stub.Hang(pb.HangRequest(id=name), timeout=1))
    fate = stub.FateOf(pb.HangRequest(id=name), timeout=WAIT)
    equal((True, True), (fate.cancelled, fate.had_deadline), "cancelled and had a deadline")


@case
def deadline_server_stream():
    name = uuid.uuid4().hex
    fails(grpc.StatusCode.DEADLINE_EXCEEDED, lambda: list(stub.HangAfterOne(pb.HangRequest(id=name), timeout=1)))
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


class Naming(grpc.UnaryUnaryClientInterceptor, grpc.StreamUnaryClientInterceptor,
             grpc.UnaryStreamClientInterceptor, grpc.StreamStreamClientInterceptor):
    """Adds the header "caller" to calls of every kind."""

    def _intercept(self, continuation, details, request):
        metadata = list(details.metadata or []) + [("caller", "interceptor")]
        return continuation(details._replace(metadata=metadata), request)

    intercept_unary_unary = intercept_stream_unary = _intercept
    intercept_unary_stream = intercept_stream_stream = _intercept


@case
def client_and_server_interceptors():
    """The client's interceptor says who calls, the server's says which kind of call it saw."""
    named = rpc.InteropStub(grpc.intercept_channel(channel, Naming()))
    one, nothing = pb.EchoRequest(), iter(())
    stream = named.Expand(pb.ExpandRequest(messages=1), timeout=WAIT)
    duplex_call = named.Converse(iter([one]), timeout=WAIT)
    list(stream), list(duplex_call)
    calls = {
        "Unary": named.Echo.with_call(one, timeout=WAIT)[1],
        "ClientStreaming": named.Collect.with_call(nothing, timeout=WAIT)[1],
        "ServerStreaming": stream,
        "DuplexStreaming": duplex_call,
    }
    for kind, call in calls.items():
        trailers = dict(call.trailing_metadata())
        equal((kind, "interceptor"), (trailers.get("intercepted"), trailers.get("saw-caller")), f"trailers of {kind}")


@case
def call_credentials():
    named = secure_stub(grpc.access_token_call_credentials("open-sesame"))
    reply = named.Reflect(pb.ReflectRequest(keys=["authorization"]), timeout=WAIT)
    equal([b"Bearer open-sesame"], [entry.value for entry in reply.entries], "what the server saw")


@case
def mutual_tls_names_the_client():
    caller = secure_stub().WhoAmI(pb.WhoAmIRequest(), timeout=WAIT)
    equal((True, ["web-12"]), (caller.authenticated, list(caller.names)), "authenticated and names")


@case
def tls_without_a_certificate_names_nobody():
    caller = secure_stub(certificate=False).WhoAmI(pb.WhoAmIRequest(), timeout=WAIT)
    equal((False, []), (caller.authenticated, list(caller.names)), "authenticated and names")


@case
def peer_is_an_address():
    peer = stub.WhoAmI(pb.WhoAmIRequest(), timeout=WAIT).peer
    equal(True, peer.startswith("ipv4:127.0.0.1:"), f"{peer!r} is the client's address")


def run(name):
    try:
        CASES[name]()
        return {"case": name, "ok": True, "message": ""}
    except Exception:  # whatever a case meets is its result, told to the other side
        return {"case": name, "ok": False, "message": traceback.format_exc()}


for line in sys.stdin:
    asked = line.strip()
    answer = {"case": "list", "ok": True, "message": " ".join(CASES)} if asked == "list" else run(asked)
    print(json.dumps(answer), flush=True)
