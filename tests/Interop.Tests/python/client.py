"""Cases that Debian's grpcio puts to an Interop server.

usage: client.py STUBS KEYS CLEAR_PORT SECURE_PORT
STUBS holds the generated interop_pb2*.py, KEYS ca.pem, client.pem and client.key. Reads names of cases, one a line; answers
each with one line of JSON: {"case", "ok", "message"}. The name "list" is answered with the names of all cases.
"""

import json
import sys
import traceback

from cases import calls, cutting_short, endings, identity, interceptors, messages, metadata  # noqa: F401
from cases.session import CASES


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
