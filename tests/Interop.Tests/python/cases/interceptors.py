"""Interceptors on both sides."""

import grpc
from cases.session import WAIT, case, channel, equal, pb, rpc


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
