"""A mail server for tests, on a free port of 127.0.0.1. It tells what happens on standard output, a line of JSON each.

smtp_server.py [--rcpt ANSWER]... [--data ANSWER]... [--silent] [--hang] [--drop]
               [--tls CERTIFICATE KEY [--auth USER PASSWORD]]

Each --rcpt and --data is the answer to one such command, in order; after them everything is accepted. --silent never
greets anybody; --hang takes the first mail without ever answering; --drop takes it and ends the connection instead of
answering. A mail is read by Python's own email package, which shares nothing with what wrote it.
"""

import argparse
import asyncio
import base64
import email
import email.header
import email.policy
import email.utils
import json
import logging
import os
import ssl
import warnings

from aiosmtpd.smtp import SMTP, AuthResult


def tell(event: str, **facts) -> None:
    print(json.dumps({"event": event, **facts}), flush=True)


def defects_of(message) -> list[str]:
    found = []
    for part in message.walk():
        found += [repr(defect) for defect in part.defects]
        for value in part.values():
            found += [repr(defect) for defect in getattr(value, "defects", [])]
    return found


def name_and_address(header: str) -> list[str]:
    # Not by the newer policy: before Python 3.12 that puts a space between encoded words.
    name, address = email.utils.parseaddr(header)
    return [str(email.header.make_header(email.header.decode_header(name))), address]


def read_message(content: bytes) -> dict:
    message = email.message_from_bytes(content, policy=email.policy.default)
    plain = message.get_body(("plain",))
    html = message.get_body(("html",))
    pictures = [part for part in message.walk() if part.get_content_type() == "image/png"]
    raw = email.message_from_bytes(content)
    return {
        "headers": sorted({name.lower() for name in message}),
        "subject": message["Subject"],
        "from": name_and_address(raw["From"]),
        "to": name_and_address(raw["To"]),
        "recipients": len(message["To"].addresses),
        "reply_to": str(message["Reply-To"] or ""),
        "message_id": message["Message-ID"],
        "auto_submitted": message["Auto-Submitted"],
        "language": message["Content-Language"],
        "date": message["Date"].datetime.timestamp(),
        "type": message.get_content_type(),
        "plain": plain.get_content() if plain else "",
        "html": html.get_content() if html else "",
        "pictures": [
            {
                "id": part["Content-ID"],
                "disposition": part.get_content_disposition(),
                "png": base64.b64encode(part.get_content()).decode(),
            }
            for part in pictures
        ],
        "defects": defects_of(message),
        "longest_line": max(len(line) for line in content.split(b"\r\n")),
        "is_ascii": content.isascii(),
        "lone_ends": content.replace(b"\r\n", b"").count(b"\n") + content.replace(b"\r\n", b"").count(b"\r"),
    }


class Handler:
    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        if self.options.rcpt:
            answer = self.options.rcpt.pop(0)
            tell("rcpt", answer=answer)
            if not answer.startswith("2"):
                return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        content = envelope.original_content or envelope.content
        answer = self.options.data.pop(0) if self.options.data else "250 OK"
        tell(
            "mail",
            answer=answer,
            encrypted=session.ssl is not None,
            signed_in=bool(session.authenticated),
            envelope_from=envelope.mail_from,
            envelope_to=envelope.rcpt_tos,
            **read_message(content),
        )
        if self.options.hang:
            self.options.hang = False
            await asyncio.Event().wait()
        if self.options.drop:
            self.options.drop = False
            server.transport.abort()
        return answer


class SilentProtocol(asyncio.Protocol):
    pass


def make_protocol(options: argparse.Namespace):
    if options.silent:
        return SilentProtocol()
    settings = {"hostname": "mail.test", "enable_SMTPUTF8": True}
    if options.tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*options.tls)
        settings |= {"tls_context": context, "require_starttls": True}
    if options.auth:
        known = [part.encode() for part in options.auth]

        def authenticate(server, session, envelope, mechanism, data):
            is_known = [data.login, data.password] == known
            tell("sign_in", accepted=is_known)
            return AuthResult(success=is_known, handled=False)

        settings |= {"authenticator": authenticate, "auth_required": True}
    return SMTP(Handler(options), **settings)


async def serve(options: argparse.Namespace) -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: make_protocol(options), "127.0.0.1", 0)
    tell("listens", port=server.sockets[0].getsockname()[1])
    # Killed by the test; should that have ended first, it ends by itself.
    parent = os.getppid()
    while os.getppid() == parent:
        await asyncio.sleep(1)
    server.close()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rcpt", action="append", default=[])
    parser.add_argument("--data", action="append", default=[])
    parser.add_argument("--silent", action="store_true")
    parser.add_argument("--hang", action="store_true")
    parser.add_argument("--drop", action="store_true")
    parser.add_argument("--tls", nargs=2)
    parser.add_argument("--auth", nargs=2)
    # What goes wrong on purpose is no news.
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    asyncio.run(serve(parser.parse_args()))


if __name__ == "__main__":
    main()
