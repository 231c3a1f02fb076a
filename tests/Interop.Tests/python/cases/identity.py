"""Who calls: credentials, certificates, addresses."""

import grpc
from cases.session import KEYS, SECURE, WAIT, case, equal, pb, rpc, stub


def secure_stub(call_credentials=None, certificate=True):
    root = (KEYS / "ca.pem").read_bytes()
    pair = ((KEYS / "client.key").read_bytes(), (KEYS / "client.pem").read_bytes()) if certificate else (None, None)
    credentials = grpc.ssl_channel_credentials(root, *pair)
    if call_credentials:
        credentials = grpc.composite_channel_credentials(credentials, call_credentials)
    return rpc.InteropStub(grpc.secure_channel(SECURE, credentials))


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
