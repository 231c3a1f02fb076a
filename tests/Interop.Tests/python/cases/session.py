"""What the cases share: the server that they call, and how they say what they expected."""

import pathlib
import sys

import grpc

sys.path.insert(0, sys.argv[1])
import interop_pb2 as pb  # noqa: E402
import interop_pb2_grpc as rpc  # noqa: E402

KEYS = pathlib.Path(sys.argv[2])
CLEAR, SECURE = (f"127.0.0.1:{port}" for port in sys.argv[3:5])
LARGEST = [("grpc.max_receive_message_length", 8 << 20), ("grpc.max_send_message_length", 8 << 20)]
WAIT = 30  # seconds: a call that takes longer hangs
BRIEFLY = 3  # seconds: a deadline that is meant to pass, but not before the server has begun

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
