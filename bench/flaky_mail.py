"""A mail server that refuses, hangs, or takes a message and dies before it says so."""

import random
import re
import socketserver
import threading
import time
from collections import Counter

#: Seconds a message takes, so that deaths fall into the middle of the sending.
SLOWNESS = 0.1
MODES = ("well", "refusing", "hanging", "forgetting")


class FlakyMail(socketserver.ThreadingTCPServer):
    """Counts by Message-ID what it took, whether or not it got round to saying so."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.mode = "well"
        self.taken: Counter[str] = Counter()
        self.lock = threading.Lock()
        self.address = f"smtp://127.0.0.1:{self.server_address[1]}"

    def worsen(self) -> None:
        """Another mood, mostly a good one."""
        self.mode = random.choices(MODES, weights=(6, 1, 1, 2))[0]


class Conversation(socketserver.StreamRequestHandler):
    server: FlakyMail

    def handle(self) -> None:
        try:
            self._talk()
        except (ConnectionError, BrokenPipeError):
            return

    def _talk(self) -> None:
        if self.server.mode == "hanging":
            time.sleep(4)
            return
        self._say("220 flaky")
        for raw in self.rfile:
            words = raw.decode(errors="replace").strip().upper()
            if words.startswith("DATA"):
                if not self._take():
                    return
            elif words.startswith("QUIT"):
                self._say("221 bye")
                return
            elif words.startswith("RCPT") and self.server.mode == "refusing":
                self._say("451 try later")
            else:
                self._say("250 ok")

    def _take(self) -> bool:
        self._say("354 go on")
        lines = []
        for raw in self.rfile:
            if raw in (b".\r\n", b".\n"):
                break
            lines.append(raw.decode(errors="replace"))
        else:
            return False
        found = re.search(r"^Message-ID: (<.+>)", "".join(lines), re.IGNORECASE | re.MULTILINE)
        with self.server.lock:
            self.server.taken[found[1] if found else "none"] += 1
        time.sleep(SLOWNESS)
        if self.server.mode == "forgetting":
            return False
        self._say("250 taken")
        return True

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())
