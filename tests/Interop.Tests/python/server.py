"""The Interop service on Debian's grpcio.

usage: server.py STUBS KEYS
STUBS holds the generated interop_pb2*.py, KEYS ca.pem, server.pem and server.key. Prints two ports (clear text, mutual TLS)
once it listens on loopback, and ends when its standard input does.
"""

import pathlib
import sys
import threading
from concurrent import futures

import grpc

sys.path.insert(0, sys.argv[1])
import interop_pb2 as pb  # noqa: E402
import interop_pb2_grpc as rpc  # noqa: E402

CODES = {code.value[0]: code for code in grpc.StatusCode}
LARGEST = 8 << 20
A_YEAR = 365 * 24 * 3600


def header(context, key):
    return dict(context.invocation_metadata()).get(key, "")


def tell_caller(context):
    context.set_trailing_metadata((("saw-caller", header(context, "caller")),))


class Fates:
    """What became of calls that hang."""

    def __init__(self):
        self._lock = threading.Lock()
        self._entries = {}

    def _entry(self, name):
        """(has begun, its fate)"""
        with self._lock:
            return self._entries.setdefault(name, (threading.Event(), futures.Future()))

    def hang(self, name, context):
        begun, fate = self._entry(name)
        begun.set()
        ended = threading.Event()
        remaining = context.time_remaining()  # of a call without a deadline: None, or centuries, by the version of grpcio
        had_deadline = remaining is not None and remaining < A_YEAR
        if not context.add_callback(ended.set):
            ended.set()
        ended.wait()
        fate.set_result(pb.Fate(cancelled=not context.is_active(), had_deadline=had_deadline))

    def of(self, name):
        return self._entry(name)[1].result(timeout=30)

    def begun(self, name):
        if not self._entry(name)[0].wait(timeout=30):
            raise TimeoutError(f"{name} has not begun")


class Interop(rpc.InteropServicer):
    def __init__(self):
        self._fates = Fates()

    def Echo(self, request, context):
        tell_caller(context)
        return pb.EchoReply(payload=request.payload)

    def Collect(self, requests, context):
        tell_caller(context)
        sizes = [len(request.payload) for request in requests]
        return pb.Tally(messages=len(sizes), bytes=sum(sizes))

    def Expand(self, request, context):
        tell_caller(context)
        for n in range(request.messages):
            yield pb.EchoReply(payload=bytes([n % 256]) * request.payload_size)

    def Converse(self, requests, context):
        tell_caller(context)
        for request in requests:
            yield pb.EchoReply(payload=request.payload)

    def End(self, request, context):
        context.set_trailing_metadata((("trail-text", str(len(request.detail))), ("trail-bin", b"\x00\xff\x80")))
        context.set_code(CODES[request.code])
        context.set_details(request.detail)
        return pb.EchoReply()

    def Reflect(self, request, context):
        sent = [(key, value) for key, value in context.invocation_metadata() if key in request.keys]
        context.send_initial_metadata(tuple(sent))
        context.set_trailing_metadata(tuple(sent))
        as_bytes = [(key, value if isinstance(value, bytes) else value.encode("ascii")) for key, value in sent]
        return pb.ReflectReply(entries=[pb.Entry(key=key, value=value) for key, value in as_bytes])

    def Hang(self, request, context):
        self._fates.hang(request.id, context)
        return pb.EchoReply()

    def HangAfterOne(self, request, context):
        yield pb.EchoReply()
        self._fates.hang(request.id, context)

    def AwaitHang(self, request, context):
        self._fates.begun(request.id)
        return request

    def FateOf(self, request, context):
        return self._fates.of(request.id)

    def WhoAmI(self, request, context):
        names = [name.decode() for name in context.peer_identities() or ()]
        return pb.Caller(peer=context.peer(), authenticated=bool(names), names=names)


def main():
    keys = pathlib.Path(sys.argv[2])
    server = grpc.server(
        futures.ThreadPoolExecutor(max_workers=16),
        compression=grpc.Compression.Gzip,
        options=[("grpc.max_receive_message_length", LARGEST), ("grpc.max_send_message_length", LARGEST)],
    )
    rpc.add_InteropServicer_to_server(Interop(), server)
    clear = server.add_insecure_port("127.0.0.1:0")
    secure = server.add_secure_port(
        "127.0.0.1:0",
        grpc.ssl_server_credentials(
            [((keys / "server.key").read_bytes(), (keys / "server.pem").read_bytes())],
            root_certificates=(keys / "ca.pem").read_bytes(),
            require_client_auth=True,
        ),
    )
    server.start()
    print(clear, secure, flush=True)
    sys.stdin.read()
    server.stop(grace=None).wait()


main()
