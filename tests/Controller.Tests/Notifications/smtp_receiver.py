"""A small SMTP server (RFC 5321, RFC 3207) that writes each mail it takes as one JSON line: smtp_receiver.py PORT FILE FAULTS [CERTIFICATE KEY].

FAULTS names a file; while it holds "451" mail is put off, "550" refused, "drop" taken and then the connection broken before the answer.
"""

import asyncio
import base64
import json
import os
import ssl
import sys

port, out, faults = int(sys.argv[1]), sys.argv[2], sys.argv[3]
tls = None
if len(sys.argv) > 5:
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(sys.argv[4], sys.argv[5])


def fault():
    try:
        with open(faults) as file:
            return file.read().strip()
    except FileNotFoundError:
        return ""


def keep(mail):
    with open(out, "a") as file:
        file.write(json.dumps(mail) + "\n")
        file.flush()
        os.fsync(file.fileno())


async def serve(reader, writer):
    secure, user, to, sender = False, "", [], ""

    async def say(line):
        writer.write(line.encode() + b"\r\n")
        await writer.drain()

    try:
        await say("220 receiver ESMTP")
        while line := (await reader.readline()).decode("latin-1").rstrip("\r\n"):
            word = line.split(" ")[0].upper()
            if word == "EHLO":
                offers = ["receiver"]
                if tls and not secure:
                    offers.append("STARTTLS")
                if secure:
                    offers.append("AUTH PLAIN")
                for offer in offers[:-1]:
                    await say("250-" + offer)
                await say("250 " + offers[-1])
            elif word == "STARTTLS" and tls and not secure:
                await say("220 go ahead")
                await writer.start_tls(tls)
                secure = True
            elif word == "AUTH":
                user = base64.b64decode(line.split(" ")[2]).decode().replace("\0", ":")
                await say("235 welcome")
            elif word == "MAIL":
                sender, to = line, []
                await say("250 ok")
            elif word == "RCPT":
                to.append(line.split(":", 1)[1].strip("<> "))
                await say("250 ok")
            elif word == "DATA":
                await say("354 go on")
                lines = []
                while (text := (await reader.readline()).decode("utf-8").rstrip("\r\n")) != ".":
                    if not text and reader.at_eof():
                        return
                    lines.append(text[1:] if text.startswith("..") else text)
                now = fault()
                if now == "451":
                    await say("451 come back later")
                elif now == "550":
                    await say("550 not here")
                else:
                    keep({"tls": secure, "user": user, "from": sender, "to": to, "lines": lines})
                    if now == "drop":
                        return
                    await say("250 queued")
            elif word == "QUIT":
                await say("221 bye")
                return
            else:
                await say("250 ok")
    except ConnectionError:
        pass
    finally:
        writer.close()


async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", port)
    print(server.sockets[0].getsockname()[1], flush=True)
    async with server:
        await server.serve_forever()


asyncio.run(main())
