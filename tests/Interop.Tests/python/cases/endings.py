"""How calls end: statuses, trailers."""

import grpc
from cases.session import CASES, WAIT, case, channel, equal, fails, pb, stub

DETAIL = "Grüße: 100 % ✓\nsecond line"


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
