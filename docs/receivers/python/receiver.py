"""Receives callbacks: POST /success and POST /error, behind a proxy that does the TLS.

Needs Python 3.9 or newer.

    pip install -r requirements.txt
    WEBHOOK_SECRET=whsec_... python receiver.py 8000

WEBHOOK_SECRET may hold several secrets with spaces between them, while one replaces another.
"""

import os
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from standardwebhooks.webhooks import Webhook, WebhookVerificationError

LARGEST_BODY = 64 * 1024
KINDS = {"/success": "success_event", "/error": "error_event"}

# In your database: a unique key, written in the same transaction as what the event changes.
seen = set()
one_at_a_time = threading.Lock()


def is_signed(webhooks, body, headers):
    """Looks at the body as it arrived. The library compares in constant time, and the clock too."""
    for webhook in webhooks:
        try:
            webhook.verify(body, headers, json_parse=False)
            return True
        except (WebhookVerificationError, ValueError):  # ValueError: no Base64, no UTF-8
            pass
    return False


def take_once(webhook_id, event):
    with one_at_a_time:
        if webhook_id not in seen:
            print(event, flush=True)
            seen.add(webhook_id)


class Receiver(BaseHTTPRequestHandler):
    webhooks = []
    timeout = 15  # seconds for one who sends nothing

    def do_POST(self):
        self.send_response(self.answer())
        self.send_header("Content-Length", "0")
        self.send_header("Connection", "close")
        self.end_headers()

    def answer(self):
        kind = KINDS.get(urlsplit(self.path).path)
        if kind is None:
            return 404
        length = int(self.headers.get("Content-Length", "-1"))
        if not 0 <= length <= LARGEST_BODY:
            return 413
        body = self.rfile.read(length)
        if not is_signed(self.webhooks, body, dict(self.headers)):
            return 401
        webhook_id = self.headers["webhook-id"]
        operation = self.headers["Request-Correlation-Id"]
        take_once(webhook_id, f"{kind} {operation} {webhook_id} {body.decode()}")
        return 204

    def log_message(self, format, *args):
        pass


def main():
    secrets = os.environ.get("WEBHOOK_SECRET", "").split()
    if len(sys.argv) != 2 or not secrets:
        sys.exit("usage: WEBHOOK_SECRET=whsec_... python receiver.py <port>")
    Receiver.webhooks = [Webhook(secret) for secret in secrets]
    ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Receiver).serve_forever()


if __name__ == "__main__":
    main()
