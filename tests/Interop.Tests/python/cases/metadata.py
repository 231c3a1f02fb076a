"""Headers and trailers, text and bytes."""

from cases.session import WAIT, case, equal, pb, stub


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
